//! The settings of the default transport -> the transport: connector, pool, and what goes around them.
//!
//! ```text
//! redirects ─ decompression ─ credentials of the proxy ─ pool ─ time limit ─ TLS ─ (proxy) ─ TCP
//! ```

use hyper_util::{
    client::legacy::Client,
    rt::{TokioExecutor, TokioTimer},
};
#[cfg(feature = "proxy")]
use tower::ServiceExt as _;

use super::{
    builder::TransportBuilder,
    connect::{Dial, TimedConnector, tcp},
    connect_limit::Limiting,
    erased::{ErasedTransport, Transport as _},
    service::DefaultTransport,
    tls::{self, Trust},
};
#[cfg(feature = "proxy")]
use super::{
    proxy::{Proxy, ProxyRoutes},
    proxy_connector::ProxyConnector,
};
use crate::{
    body::{Body, BoxError},
    error::ConfigError,
};

impl TransportBuilder {
    /// The transport.
    ///
    /// # Errors
    /// If a certificate or key cannot be read, a proxy is none, or there are no root certificates.
    pub fn build(self) -> Result<DefaultTransport, ConfigError> {
        self.with_trust(Trust::Roots)
    }

    /// The transport of a client that uses TLS for its endpoint, or perhaps for single operations.
    /// Without https, root certificates are only needed by the latter.
    pub(in crate::client) fn build_for(
        self,
        is_https: bool,
        may_need_tls: bool,
    ) -> Result<DefaultTransport, ConfigError> {
        match (is_https, may_need_tls) {
            (true, _) => self.with_trust(Trust::Roots),
            (false, true) => {
                let without = self.clone();
                let strict = self.with_trust(Trust::Roots);
                strict.or_else(|_| without.with_trust(Trust::Nobody))
            }
            (false, false) => self.with_trust(Trust::Nobody),
        }
    }

    fn with_trust(self, trust: Trust) -> Result<DefaultTransport, ConfigError> {
        let failed_build = |error: BoxError| ConfigError::Transport(error.to_string());
        #[cfg(feature = "proxy")]
        let routes = self.proxy.as_ref().map(Proxy::routes).transpose()?;
        #[cfg(feature = "proxy")]
        let dial = self.dial(routes.clone()).map_err(failed_build)?;
        #[cfg(not(feature = "proxy"))]
        let dial: Dial = tcp(self.keepalive);
        let connector = TimedConnector {
            connector: tls::connector(dial, &self.tls, trust).map_err(failed_build)?,
            limit: self.connect_timeout,
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.idle_per_host)
            .build::<_, Body>(connector);
        let client = Limiting(client);
        #[cfg(feature = "proxy")]
        let sent = match routes {
            None => client.erased(),
            Some(routes) => client
                .map_request(move |request| routes.authorize(request))
                .erased(),
        };
        #[cfg(not(feature = "proxy"))]
        let sent = client.erased();
        Ok(DefaultTransport::new(self.layered(sent)))
    }

    /// The connector below TLS.
    #[cfg(feature = "proxy")]
    fn dial(&self, routes: Option<ProxyRoutes>) -> Result<Dial, BoxError> {
        let tcp = tcp(self.keepalive);
        let Some(routes) = routes else {
            return Ok(ProxyConnector::new(tcp, None));
        };
        let settings = self.tls.for_proxy();
        let way = tls::connector(tcp.clone(), &settings, Trust::Roots)
            .or_else(|_| tls::connector(tcp.clone(), &settings, Trust::Nobody))?;
        Ok(ProxyConnector::new(tcp, Some((routes, way))))
    }

    /// The transport with decompression and redirects around it.
    fn layered(&self, transport: ErasedTransport) -> ErasedTransport {
        #[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
        let transport = self.encodings.add_to(transport);
        #[cfg(feature = "redirects")]
        let transport = match self.redirects {
            0 => transport,
            limit => {
                use tower::Layer as _;
                super::redirect::RedirectLayer::new(limit)
                    .layer(transport)
                    .erased()
            }
        };
        transport
    }
}
