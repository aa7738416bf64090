//! The HTTP client: typed arguments into requests, answers into typed responses, over any `tower::Service`.
//!
//! Refuses, before anything is sent: invalid arguments, credentials in the clear, endpoints that are not http or https.
//! Redirects are not followed, proxies of the environment not used, certificates always verified.

mod builder;
mod callback_url;
mod core;
mod credential;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod default_transport;
mod endpoint;
mod pages;
mod prepare;
mod response;
mod retry;
#[cfg(feature = "signing")]
mod signing_layer;
mod target;
mod transport;
mod wait;

#[cfg(feature = "signing")]
pub use self::signing_layer::{Signing, SigningLayer};
pub use self::{
    builder::Builder,
    core::Core,
    credential::ClientCredential,
    endpoint::{ServerTemplate, Variable},
    pages::{OffsetPages, PageItems, PageNumber, Pages, paginate},
    retry::Retry,
    transport::Transport,
    wait::{LongRunning, Progress, Wait, WaitError, start_and_wait},
};
