//! The HTTP client: typed arguments into requests, answers into typed responses, over any
//! `tower::Service`.
//!
//! Rejects, before anything is sent: invalid arguments, credentials in the clear, endpoints that
//! are not http or https. Redirects are not followed, proxies of the environment not used,
//! certificates always verified.

pub(crate) mod builder;
mod callback_url;
pub(crate) mod core;
pub(crate) mod credential;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod default_transport;
pub(crate) mod endpoint;
pub(crate) mod pages;
mod prepare;
mod response;
mod retry;
mod settings;
mod signing_layer;
mod target;
mod transport;
pub(crate) mod wait;

pub use self::{
    pages::Pages,
    retry::Retry,
    signing_layer::{Signing, SigningLayer},
    transport::Transport,
    wait::{Wait, WaitError},
};
