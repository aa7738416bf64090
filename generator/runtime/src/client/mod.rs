//! The HTTP client: typed arguments into requests, answers into typed responses, over any `tower::Service`.
//!
//! Refuses, before anything is sent: invalid arguments, credentials in the clear, endpoints that are not http or https.
//! Redirects are not followed, proxies of the environment not used, certificates always verified.

mod address;
mod answer;
mod builder;
mod core;
mod credential;
mod endpoint;
mod pages;
mod prepare;
mod reqwest_transport;
mod retry;
mod signing_layer;
mod target;
mod transport;
mod wait;

pub use self::{
    builder::Builder,
    core::Core,
    credential::Credential,
    endpoint::{Server, Variable},
    pages::{OffsetPages, PageItems, PageNumber, Pages, pages},
    retry::Retry,
    signing_layer::{Signing, SigningLayer},
    transport::Transport,
    wait::{Awaited, Progress, Wait, WaitError, start_and_wait},
};
