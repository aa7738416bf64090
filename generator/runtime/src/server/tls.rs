//! TLS of a server, by rustls.

use std::fmt;
use std::io;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::handshake::{Handshake, Protocol};
use crate::body::BoxError;

/// What HTTP/1.1 and HTTP/2 are called in the handshake ([RFC 7301](https://www.rfc-editor.org/rfc/rfc7301)).
const HTTP1: &[u8] = b"http/1.1";
const HTTP2: &[u8] = b"h2";

/// The certificate of a server, and how it speaks TLS: 1.2 or 1.3. [`Server::tls`](super::Server::tls) takes it.
///
/// # Examples
/// ```no_run
/// use bindwright_runtime::server::{Router, Server, ServerTls};
///
/// # async fn run(router: Router) -> Result<(), Box<dyn std::error::Error>> {
/// let tls = ServerTls::from_pem(&std::fs::read("chain.pem")?, &std::fs::read("key.pem")?)?;
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8443").await?;
/// Server::new(listener, router).tls(tls).run_until(std::future::pending()).await;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct ServerTls(Arc<ServerConfig>);

/// Why a certificate or its key cannot be used. It has nothing of the key.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {source}")]
pub struct ServerTlsError {
    what: &'static str,
    source: BoxError,
}

impl ServerTls {
    /// From PEM: the certificate of the server, with those between it and its root, and the private key. Clients show no certificates.
    /// HTTP/1.1 is offered.
    ///
    /// # Errors
    /// If the PEM has no certificates or no key, or the key is not that of the first certificate.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, ServerTlsError> {
        let of = |what| move |source| ServerTlsError { what, source };
        let certificates = CertificateDer::pem_slice_iter(chain).collect::<Result<Vec<_>, _>>();
        let certificates =
            certificates.map_err(|error| of("the certificate of the server")(error.into()))?;
        if certificates.is_empty() {
            return Err(of("the certificate of the server")(
                "there is none in the PEM".into(),
            ));
        }
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|error| of("the key of the server")(error.into()))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| of("the versions of TLS")(error.into()))?
            .with_no_client_auth()
            .with_single_cert(certificates, key)
            .map_err(|error| of("the certificate of the server")(error.into()))?;
        Ok(Self::new(config))
    }

    /// From a configuration of rustls: with certificates of clients, several certificates, or ones that change while the server runs.
    /// Where its `alpn_protocols` are empty, HTTP/1.1 is offered. `h2` counts in builds with the feature `http2` only.
    pub fn new(mut config: ServerConfig) -> Self {
        if cfg!(not(feature = "http2")) {
            config.alpn_protocols.retain(|protocol| protocol != HTTP2);
        }
        if config.alpn_protocols.is_empty() {
            config.alpn_protocols = vec![HTTP1.to_vec()];
        }
        Self(Arc::new(config))
    }

    /// Offers HTTP/2 as well. Most clients that can speak it then do; see [`Server::http2`](super::Server::http2) for its limits.
    #[cfg(feature = "http2")]
    pub fn http2(mut self) -> Self {
        let config = Arc::make_mut(&mut self.0);
        config.alpn_protocols = vec![HTTP2.to_vec(), HTTP1.to_vec()];
        self
    }
}

/// Prints the protocols only.
impl fmt::Debug for ServerTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let protocols = self.0.alpn_protocols.iter();
        let protocols: Vec<_> = protocols
            .map(|name| name.escape_ascii().to_string())
            .collect();
        f.debug_struct("ServerTls")
            .field("protocols", &protocols)
            .finish_non_exhaustive()
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin + Send + 'static> Handshake<Io> for ServerTls {
    type Io = TlsStream<Io>;

    fn handshake(&self, io: Io) -> impl Future<Output = io::Result<Self::Io>> + Send {
        TlsAcceptor::from(Arc::clone(&self.0)).accept(io)
    }

    fn protocol(io: &Self::Io) -> Option<Protocol> {
        let (_, session) = io.get_ref();
        Some(match session.alpn_protocol() {
            Some(HTTP2) => Protocol::Http2,
            _ => Protocol::Http1,
        })
    }
}
