//! What sends requests: any `tower::Service` over `http::Request`, the default one, and services to
//! put around one.

#[cfg(feature = "_transport")]
mod assemble;
mod bound;
#[cfg(feature = "_transport")]
mod builder;
#[cfg(feature = "_transport")]
mod connect;
#[cfg(feature = "_transport")]
mod connect_limit;
#[cfg(all(
    feature = "_transport",
    any(feature = "gzip", feature = "brotli", feature = "zstd")
))]
mod decompress;
mod erased;
#[cfg(all(feature = "_transport", feature = "proxy"))]
mod proxy;
#[cfg(all(feature = "_transport", feature = "proxy"))]
mod proxy_connector;
#[cfg(feature = "redirects")]
mod redirect;
mod redirect_status;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "_transport")]
mod service;
#[cfg(feature = "_transport")]
mod tls;
#[cfg(all(feature = "_transport", feature = "zstd"))]
mod zstd;

pub(super) use self::bound::mark_bound;
#[cfg(feature = "_transport")]
pub(super) use self::connect_limit::ConnectLimit;
pub(super) use self::erased::classified;
pub use self::erased::{ErasedTransport, Transport};
#[cfg(all(feature = "_transport", feature = "proxy"))]
pub use self::proxy::Proxy;
#[cfg(feature = "redirects")]
pub use self::redirect::{RedirectLayer, Redirecting};
pub(super) use self::redirect_status::is_redirect;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "_transport")]
pub use self::{
    builder::{TransportBuilder, transport},
    service::DefaultTransport,
};
