//! The settings of the default transport: hyper's pooled client over TCP and TLS, by rustls with
//! ring or by the platform's own library.
//!
//! A URI is sent exactly as it is, so that a signature covers what is sent. What is not asked for by
//! name does not happen: no redirects, no proxies, no decompression, no HTTP/2. That does not depend
//! on Cargo features, which another crate of the program may turn on.

use std::time::Duration;

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
use super::decompress::Encodings;
#[cfg(feature = "proxy")]
use super::proxy::Proxy;
use super::tls::{CertificateForm, ClientIdentity, Roots, TlsSettings};
use crate::clock;

/// How long a connection may be idle before it is probed.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// The longest time that Linux accepts for it.
const LONGEST_KEEPALIVE: Duration = Duration::from_secs(32_767);

/// Starts the default transport, with settings that the builder of a client does not have, or to put
/// layers around it. It needs the feature `rustls`, `native-tls` or `webpki-roots`.
///
/// # Examples
///
/// A layer that sees every attempt, between the client and the default transport:
///
/// ```
/// # fn run() -> Result<(), bindwright_runtime::ConfigError> {
/// use std::time::Duration;
/// use bindwright_runtime::{Body, client, http::Request};
/// use tower::ServiceBuilder;
///
/// let transport = client::transport()
///     .connect_timeout(Duration::from_secs(2))
///     .pool_idle_timeout(Duration::from_secs(30))
///     .build()?;
/// let watched = ServiceBuilder::new()
///     .map_request(|request: Request<Body>| {
///         println!("{} {}", request.method(), request.uri().path());
///         request
///     })
///     .service(transport);
/// // Client::builder().transport(watched).build()?
/// # let _ = watched;
/// # Ok(())
/// # }
/// ```
pub fn transport() -> TransportBuilder {
    TransportBuilder {
        connect_timeout: Duration::from_secs(5),
        idle_timeout: Duration::from_secs(90),
        idle_per_host: usize::MAX,
        keepalive: Some(KEEPALIVE),
        tls: TlsSettings::default(),
        #[cfg(feature = "proxy")]
        proxy: None,
        #[cfg(feature = "redirects")]
        redirects: 0,
        #[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
        encodings: Encodings::default(),
    }
}

/// Collects the settings of the default transport. [`transport`] makes one.
///
/// | setting | default |
/// |---|---|
/// | `connect_timeout` | 5 s |
/// | `pool_idle_timeout` | 90 s |
/// | `pool_max_idle_per_host` | no limit |
/// | `tcp_keepalive` | 15 s |
/// | root certificates | the platform's |
/// | `client_certificate_pem` | none |
/// | `proxy`, `redirects`, `gzip`, `brotli`, `zstd`, `http2` | off; each needs the feature of its name |
#[derive(Debug, Clone)]
#[must_use]
pub struct TransportBuilder {
    pub(super) connect_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) idle_per_host: usize,
    pub(super) keepalive: Option<Duration>,
    pub(super) tls: TlsSettings,
    #[cfg(feature = "proxy")]
    pub(super) proxy: Option<Proxy>,
    #[cfg(feature = "redirects")]
    pub(super) redirects: usize,
    #[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
    pub(super) encodings: Encodings,
}

impl TransportBuilder {
    /// Sets how long connecting may take: name resolution, TCP, proxy and TLS together; 5 s by
    /// default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit.min(clock::LONGEST);
        self
    }

    /// Sets how long a connection may wait in the pool for its next request; 90 s by default. Less
    /// than the server's own limit avoids requests on connections that it has just closed.
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit.min(clock::LONGEST);
        self
    }

    /// Sets how many connections to one host may wait in the pool; no limit by default. With 0, each
    /// request has a connection of its own.
    pub fn pool_max_idle_per_host(mut self, limit: usize) -> Self {
        self.idle_per_host = limit;
        self
    }

    /// Sets how long a connection may be idle before the system probes it, and the time between
    /// probes; 15 s by default, `None` for no probes. Systems count in seconds, at most 32,767.
    pub fn tcp_keepalive(mut self, after: impl Into<Option<Duration>>) -> Self {
        let within = |after: Duration| after.clamp(Duration::from_secs(1), LONGEST_KEEPALIVE);
        self.keepalive = after.into().map(within);
        self
    }

    /// Trusts these root certificates as well: any number of them, in PEM
    /// ([RFC 7468, section 5](https://www.rfc-editor.org/rfc/rfc7468#section-5)).
    pub fn root_certificates_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.add(CertificateForm::Pem, pem.into());
        self
    }

    /// Trusts this root certificate as well, in DER.
    pub fn root_certificate_der(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.tls.add(CertificateForm::Der, der.into());
        self
    }

    /// Trusts only the root certificates that were added.
    pub fn only_added_roots(mut self) -> Self {
        self.tls.roots = Roots::Added;
        self
    }

    /// Trusts Mozilla's root certificates, which are compiled in, instead of the platform's: for
    /// images without any. They age with the program, and ignore what an administrator has added to
    /// the machine. Without the features `rustls` and `native-tls`, they are the default.
    #[cfg(feature = "webpki-roots")]
    pub fn webpki_roots(mut self) -> Self {
        self.tls.roots = Roots::Mozilla;
        self
    }

    /// Identifies the client to servers that ask for it: a certificate chain, and its private key,
    /// both in PEM. With `native-tls`, the key must be in PKCS #8 (`BEGIN PRIVATE KEY`). A proxy does
    /// not get it.
    pub fn client_certificate_pem(
        mut self,
        chain: impl Into<Vec<u8>>,
        key: impl Into<Vec<u8>>,
    ) -> Self {
        self.tls.identity = Some(ClientIdentity {
            chain: chain.into(),
            key: key.into(),
        });
        self
    }

    /// Offers HTTP/2 to servers over TLS, by ALPN
    /// ([RFC 9113, section 3.2](https://www.rfc-editor.org/rfc/rfc9113#section-3.2)). One connection
    /// then carries all requests to a host. HTTP/1.1 stays for servers that do not choose it.
    #[cfg(feature = "http2")]
    pub fn http2(mut self) -> Self {
        self.tls.http2 = true;
        self
    }

    /// Sends requests by way of a proxy; none by default, whatever the environment says.
    #[cfg(feature = "proxy")]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Follows at most so many redirects of one request; none by default.
    /// [`RedirectLayer`](super::RedirectLayer) says which, and what is sent.
    #[cfg(feature = "redirects")]
    pub fn redirects(mut self, limit: usize) -> Self {
        self.redirects = limit;
        self
    }

    /// Asks for responses compressed by gzip
    /// ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952#section-2)), and decompresses them, unless a
    /// request has `Range`. Limits of the client count decompressed bytes.
    #[cfg(feature = "gzip")]
    pub fn gzip(mut self) -> Self {
        self.encodings.gzip = true;
        self
    }

    /// The same for Brotli ([RFC 7932](https://www.rfc-editor.org/rfc/rfc7932#section-9)).
    #[cfg(feature = "brotli")]
    pub fn brotli(mut self) -> Self {
        self.encodings.brotli = true;
        self
    }

    /// The same for Zstandard ([RFC 8878](https://www.rfc-editor.org/rfc/rfc8878#section-3)).
    #[cfg(feature = "zstd")]
    pub fn zstd(mut self) -> Self {
        self.encodings.zstd = true;
        self
    }
}
