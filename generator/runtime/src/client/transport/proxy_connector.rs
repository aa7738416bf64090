//! Connections to targets directly, to proxies that read the request, and through tunnels.
//!
//! ```text
//! no proxy           TCP ── (TLS) ── target
//! http  by a proxy   TCP ── (TLS) ── proxy                       GET http://target/ HTTP/1.1
//! https by a proxy   TCP ── (TLS) ── proxy ── CONNECT ── TLS ── target
//! by SOCKS           TCP ── proxy ── SOCKS ── (TLS) ── target
//! ```

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll},
};

use http::{Uri, uri::Scheme};
use hyper_util::client::{
    legacy::connect::{
        Connected, Connection, HttpConnector,
        proxy::{SocksV5, Tunnel},
    },
    proxy::matcher::Intercept,
};
use tower::{Service, ServiceExt as _};

use super::{
    proxy::{ProxyRoutes, is_socks},
    tls,
};
use crate::body::BoxError;

/// Connects to a target, or to the proxy that leads there.
#[derive(Clone)]
pub(super) struct ProxyConnector {
    tcp: HttpConnector,
    /// The way to proxies: with TLS if their URL is `https`. There is none without rules.
    proxied: Option<(ProxyRoutes, tls::Connector<HttpConnector>)>,
}

impl ProxyConnector {
    /// Without rules, all connections are direct.
    pub(super) fn new(
        tcp: HttpConnector,
        proxied: Option<(ProxyRoutes, tls::Connector<HttpConnector>)>,
    ) -> Self {
        Self { tcp, proxied }
    }
}

impl Service<Uri> for ProxyConnector {
    type Response = ProxyStream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<ProxyStream, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let proxied = self.proxied.as_ref();
        let found = proxied.and_then(|(routes, way)| Some((routes.find(&target)?, way.clone())));
        let Some((proxy, way)) = found else {
            let connecting = self.tcp.call(target);
            return Box::pin(async move {
                let tcp = tls::MaybeHttpsStream::Http(connecting.await?);
                Ok(ProxyStream::new(tcp, HeadReader::Target))
            });
        };
        let tcp = self.tcp.clone();
        Box::pin(async move {
            if is_socks(proxy.uri()) {
                return through_socks(&proxy, tcp, &target).await;
            }
            if target.scheme() != Some(&Scheme::HTTPS) {
                let stream = way.oneshot(proxy.uri().clone()).await?;
                return Ok(ProxyStream::new(stream, HeadReader::Proxy));
            }
            let mut tunnel = Tunnel::new(proxy.uri().clone(), way);
            if let Some(value) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(value.clone());
            }
            let stream = tunnel.oneshot(target).await?;
            Ok(ProxyStream::new(stream, HeadReader::Target))
        })
    }
}

/// A connection by way of a proxy that speaks SOCKS 5
/// ([RFC 1928, section 4](https://www.rfc-editor.org/rfc/rfc1928#section-4)), which resolves the name
/// of the target.
async fn through_socks(
    proxy: &Intercept,
    tcp: HttpConnector,
    target: &Uri,
) -> Result<ProxyStream, BoxError> {
    let mut socks = SocksV5::new(with_port(proxy.uri(), 1080)?, tcp);
    if let Some((user, password)) = proxy.raw_auth() {
        socks = socks.with_auth(user.to_owned(), password.to_owned());
    }
    let usual = match target.scheme() == Some(&Scheme::HTTPS) {
        true => 443,
        false => 80,
    };
    let stream = socks.oneshot(with_port(target, usual)?).await?;
    let stream = tls::MaybeHttpsStream::Http(stream);
    Ok(ProxyStream::new(stream, HeadReader::Target))
}

/// A URL with its port, or else the usual one of its scheme.
fn with_port(url: &Uri, usual: u16) -> Result<Uri, BoxError> {
    let host = url.host().ok_or("no host")?;
    let port = url.port_u16().unwrap_or(usual);
    let builder = Uri::builder().scheme(Scheme::HTTP);
    Ok(builder
        .authority(format!("{host}:{port}"))
        .path_and_query("/")
        .build()?)
}

/// Who reads the requests of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadReader {
    Target,
    /// It needs the absolute form of the URL.
    Proxy,
}

type Stream = tls::MaybeHttpsStream<<HttpConnector as Service<Uri>>::Response>;

/// A connection to a target, to a proxy, or through one.
pub(super) struct ProxyStream {
    stream: Stream,
    reader: HeadReader,
}

impl ProxyStream {
    fn new(stream: Stream, reader: HeadReader) -> Self {
        Self { stream, reader }
    }

    fn pinned(self: Pin<&mut Self>) -> Pin<&mut Stream> {
        Pin::new(&mut self.get_mut().stream)
    }
}

impl Connection for ProxyStream {
    fn connected(&self) -> Connected {
        let connected = self.stream.connected();
        connected.proxy(self.reader == HeadReader::Proxy)
    }
}

impl hyper::rt::Read for ProxyStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: hyper::rt::ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.pinned().poll_read(cx, buffer)
    }
}

impl hyper::rt::Write for ProxyStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.pinned().poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.pinned().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.pinned().poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.pinned().poll_write_vectored(cx, slices)
    }
}
