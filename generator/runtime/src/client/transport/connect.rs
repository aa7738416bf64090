//! How connections are made: TCP, by way of a proxy if there is one, then TLS, all within one time
//! limit.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::time::timeout;
use tower_service::Service;

use super::{connect_limit::of_request, tls};
use crate::body::BoxError;

/// What opens a connection without TLS of its own.
#[cfg(not(feature = "proxy"))]
pub(super) type Dial = HttpConnector;

/// What opens a connection without TLS of its own.
#[cfg(feature = "proxy")]
pub(super) type Dial = super::proxy_connector::ProxyConnector;

/// The connector of TCP. The time between probes of an idle connection is the time until the first.
pub(super) fn tcp(keepalive: Option<Duration>) -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(keepalive);
    tcp.set_keepalive_interval(keepalive);
    tcp
}

/// Connects within a time limit: name resolution, TCP, proxy and TLS together.
#[derive(Clone)]
pub(super) struct TimedConnector {
    pub(super) connector: tls::Connector<Dial>,
    /// That of requests without one of their own.
    pub(super) limit: Duration,
}

type Connection = <tls::Connector<Dial> as Service<Uri>>::Response;

impl Service<Uri> for TimedConnector {
    type Response = Connection;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Connection, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let limit = of_request().unwrap_or(self.limit);
        let connecting = timeout(limit, self.connector.call(uri));
        Box::pin(async move {
            connecting
                .await
                .map_err(|_| "not within the limit of time")?
        })
    }
}
