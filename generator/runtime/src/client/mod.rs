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

pub(crate) mod builder;
mod callback_url;
pub(crate) mod core;
pub(crate) mod credential;
#[cfg(feature = "download")]
mod download;
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
    pages::Pages,
    retry::Retry,
    signing_layer::{Signing, SigningLayer},
    transport::Transport,
    wait::{PolledTask, Wait, WaitError},
};
