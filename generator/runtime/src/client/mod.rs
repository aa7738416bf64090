//! The HTTP client: typed arguments into requests, and responses into typed values, over any
//! `tower::Service`.
//!
//! Invalid arguments, unencrypted credentials, and endpoints that are neither http nor https are
//! rejected before anything is sent. Redirects are not followed and proxies of the environment are not
//! used unless the default transport is told to, and certificates are always verified.
//!
//! # Examples
//!
//! The builder of a generated crate has the settings of this module:
//!
//! ```
//! # #[cfg(feature = "client")] {
//! use std::time::Duration;
//! use bindwright_runtime::client::{Retry, Wait};
//!
//! // Client::builder()
//! //     .endpoint("https://api.example")
//! //     .timeout(Duration::from_secs(10))
//! //     .retry(Retry::default().repeats(5))
//! //     .build()?;
//! let patient = Wait::default().interval(Duration::from_secs(5)).timeout(Duration::from_secs(3600));
//! // client.export_usage_and_wait(request, patient).await?;
//! # let _ = (Retry::none(), patient);
//! # }
//! ```

mod applied;
mod attempt;
#[cfg(feature = "blocking")]
mod blocking;
pub(crate) mod builder;
mod callback;
mod callback_url;
#[cfg(feature = "credentials")]
mod chain;
pub(crate) mod client_credential;
pub(crate) mod core;
pub(crate) mod credential;
mod deadline;
mod default_headers;
mod destination;
#[cfg(feature = "download")]
mod download;
pub(crate) mod endpoint;
mod error_in_file;
mod exchange;
mod idle;
mod issued;
mod joined;
mod keys;
mod limits;
pub(crate) mod link_header;
mod missing_credential;
mod oauth;
mod oauth_exchange;
pub(crate) mod page_fields;
pub(crate) mod page_place;
pub(crate) mod page_requests;
mod page_url;
pub(crate) mod pages;
mod passing;
mod pending_signature;
mod pending_token;
mod pending_tokens;
mod prepare;
mod prepared;
mod reconnect;
mod reference;
mod response;
mod retry;
mod settings;
mod signing_layer;
mod target;
mod token;
mod token_cache;
mod transport;
mod unfinished;
mod upload;
pub(crate) mod wait;
pub(crate) mod wait_polls;
mod wait_settings;

#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingIter, BlockingRuntime, ByteReader};
#[cfg(feature = "credentials")]
pub use self::chain::CredentialChain;
#[cfg(feature = "download")]
pub use self::download::{Download, DownloadError, Downloaded};
#[cfg(all(feature = "_transport", feature = "proxy"))]
pub use self::transport::Proxy;
#[cfg(feature = "reqwest")]
pub use self::transport::ReqwestTransport;
#[cfg(feature = "_transport")]
pub use self::transport::{DefaultTransport, TransportBuilder, transport};
#[cfg(feature = "redirects")]
pub use self::transport::{RedirectLayer, Redirecting};
pub use self::{
    attempt::Attempt,
    keys::{AccessKeys, KeyProvider, KeySource},
    oauth::OAuth,
    page_place::PageStart,
    pages::{ItemPage, ItemStream, PageStream, PagedOperation, Pages, PagesByPage},
    reconnect::{EventError, LastEvent, Reconnect},
    retry::Retry,
    signing_layer::{Signing, SigningLayer},
    token::{AccessToken, TokenProvider, TokenSource},
    transport::{ErasedTransport, Transport},
    wait::{LongRunning, PollFailure, PollMaker, PolledTask, Progress, WaitError},
    wait_settings::{Wait, WaitProgress},
};
#[cfg(feature = "credentials")]
pub use crate::error::{CredentialSearch, SearchedSource};
