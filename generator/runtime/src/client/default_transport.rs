//! The default transport: hyper's pooled HTTP/1.1 client over TCP and TLS, by rustls with ring or
//! by the platform's own library. For HTTP/2 or a proxy, set a transport of your own on the
//! builder.
//!
//! A URI is sent exactly as it is, so that a signature covers what is sent. The transport follows
//! no redirects, ignores proxies of the environment, decompresses nothing, and rejects certificates
//! that the platform's root certificates do not confirm.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use http::Uri;
use hyper_util::{
    client::legacy::{Client, Error, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use tokio::time::timeout;
use tower::{Service, ServiceExt as _};

use super::{
    endpoint::Endpoint,
    target::Target,
    transport::{BoxTransport, Transport as _},
};
use crate::{
    body::{Body, BoxError},
    error::{ConfigError, TransportError, TransportKind},
};

/// Whether TLS will be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tls {
    /// `https`: certificates are verified by the platform's root certificates.
    Verified,
    /// `http`: no certificate is trusted.
    Unused,
}

/// The transport to a target. Without https, root certificates are only needed by operations with a
/// server of their own.
pub(super) fn new(connect_timeout: Duration, target: &Target) -> Result<BoxTransport, ConfigError> {
    let is_https = target.endpoint().is_some_and(Endpoint::is_https);
    let connector = match (is_https, target.may_need_tls()) {
        (true, _) => tls::connector(tcp(), Tls::Verified),
        (false, true) => {
            tls::connector(tcp(), Tls::Verified).or_else(|_| tls::connector(tcp(), Tls::Unused))
        }
        (false, false) => tls::connector(tcp(), Tls::Unused),
    };
    let connector = TimedConnector {
        connector: connector.map_err(|error| ConfigError::Transport(error.to_string()))?,
        limit: connect_timeout,
    };
    let client = Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .build::<_, Body>(connector);
    Ok(client.map_err(failed).erased())
}

/// How long a connection may be idle before it is probed, and the time between probes.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// The connector below TLS.
fn tcp() -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEPALIVE));
    tcp.set_keepalive_interval(Some(KEEPALIVE));
    tcp
}

/// The error of hyper, with how far the request got.
fn failed(error: Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportKind::Connect
    } else if is_canceled(&error) {
        TransportKind::Unsent
    } else {
        TransportKind::Exchange
    };
    TransportError::new(kind, error)
}

/// Whether hyper gave the request back, of which it has written nothing: the connection was closed
/// before its turn.
fn is_canceled(error: &Error) -> bool {
    let cause = std::error::Error::source(error);
    let cause = cause.and_then(|cause| cause.downcast_ref::<hyper::Error>());
    cause.is_some_and(hyper::Error::is_canceled)
}

/// Connects within a time limit: name resolution, TCP and TLS together.
#[derive(Clone)]
struct TimedConnector {
    connector: tls::Connector,
    limit: Duration,
}

type Connection = <tls::Connector as Service<Uri>>::Response;

impl Service<Uri> for TimedConnector {
    type Response = Connection;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Connection, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = timeout(self.limit, self.connector.call(uri));
        Box::pin(async move {
            connecting
                .await
                .map_err(|_| "not within the limit of time")?
        })
    }
}

/// TLS by the platform's library. It wins over rustls if both features are on, because `rustls` may
/// be on by default.
#[cfg(feature = "native-tls")]
mod tls {
    use hyper_tls::native_tls::{Error, TlsConnector};
    use hyper_util::client::legacy::connect::HttpConnector;

    use super::Tls;

    pub(super) type Connector = hyper_tls::HttpsConnector<HttpConnector>;

    pub(super) fn connector(tcp: HttpConnector, tls: Tls) -> Result<Connector, Error> {
        let mut builder = TlsConnector::builder();
        match tls {
            Tls::Verified => {}
            Tls::Unused => {
                builder.disable_built_in_roots(true);
            }
        }
        Ok(Connector::from((tcp, builder.build()?.into())))
    }
}

/// TLS by rustls.
#[cfg(not(feature = "native-tls"))]
mod tls {
    use std::sync::Arc;

    use hyper_util::client::legacy::connect::HttpConnector;
    use rustls::{ClientConfig, Error, RootCertStore, crypto::ring};
    use rustls_platform_verifier::BuilderVerifierExt as _;

    use super::Tls;

    pub(super) type Connector = hyper_rustls::HttpsConnector<HttpConnector>;

    pub(super) fn connector(tcp: HttpConnector, tls: Tls) -> Result<Connector, Error> {
        let provider = Arc::new(ring::default_provider());
        let versions =
            ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let verified = match tls {
            Tls::Verified => versions.with_platform_verifier()?,
            Tls::Unused => versions.with_root_certificates(RootCertStore::empty()),
        };
        Ok(Connector::from((tcp, verified.with_no_client_auth())))
    }
}
