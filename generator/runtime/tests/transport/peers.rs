//! Who is at the other end: certificate authorities, servers with TLS, and proxies, on loopback.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use bindwright_runtime::{Body, TransportError, client::DefaultTransport, http};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
        server::WebPkiClientVerifier,
    },
};
use tower::ServiceExt as _;

/// An authority of our own, which no platform trusts.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// A chain and its key in PEM.
pub struct Leaf {
    pub chain: String,
    pub key: String,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        // Each has another name, or the signatures of one would be checked with the key of another.
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("authority {}", COUNT.fetch_add(1, Ordering::Relaxed));
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        Self { issuer }
    }

    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    pub fn der(&self) -> Vec<u8> {
        self.issuer.der().to_vec()
    }

    /// A certificate for these hosts, or for a client.
    pub fn leaf(&self, names: &[&str]) -> Leaf {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(names).unwrap();
        let chain = params.signed_by(&key, &self.issuer).unwrap().pem();
        Leaf {
            chain,
            key: key.serialize_pem(),
        }
    }

    /// TLS for this machine and `api.example`; clients need a certificate of `clients` if there is one.
    pub fn server(&self, clients: Option<&Authority>) -> ServerConfig {
        self.server_of(&["localhost", "127.0.0.1", "api.example"], clients)
    }

    /// The same for other names.
    pub fn server_of(&self, names: &[&str], clients: Option<&Authority>) -> ServerConfig {
        let leaf = self.leaf(names);
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap();
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(clients) => {
                let mut roots = RootCertStore::empty();
                roots.add(CertificateDer::from(clients.der())).unwrap();
                let verifier = WebPkiClientVerifier::builder_with_provider(
                    Arc::new(roots),
                    Arc::new(ring::default_provider()),
                );
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let chain = CertificateDer::pem_slice_iter(leaf.chain.as_bytes());
        let key = PrivateKeyDer::from_pem_slice(leaf.key.as_bytes()).unwrap();
        builder
            .with_single_cert(chain.map(Result::unwrap).collect(), key)
            .unwrap()
    }
}

/// What a peer has seen: the heads of requests, in the order of arrival.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    pub fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn add(&self, head: &str) {
        self.0.lock().unwrap().push(head.to_owned());
    }
}

/// The head of a message.
async fn head(socket: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match socket.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).unwrap()
}

async fn serve(mut socket: impl AsyncRead + AsyncWrite + Unpin, seen: &Seen, response: &[u8]) {
    seen.add(&head(&mut socket).await);
    // A client that has enough may close first.
    let _ = socket.write_all(response).await;
    let _ = socket.shutdown().await;
}

/// A server with TLS that gives each connection one response. Returns its port.
pub async fn tls_server(config: ServerConfig, response: &str) -> (u16, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (seen, response) = (Seen::default(), response.to_owned());
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let heads = seen.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            if let Ok(socket) = acceptor.accept(socket).await {
                serve(socket, &heads, response.as_bytes()).await;
            }
        }
    });
    (port, seen)
}

pub const HELLO: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello";

/// A proxy, with TLS if there is a config: `CONNECT` leads to `target`, whatever it asks for, and other requests are answered.
pub async fn proxy(tls: Option<ServerConfig>, target: u16) -> (u16, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Seen::default();
    let heads = seen.clone();
    let acceptor = tls.map(|config| TlsAcceptor::from(Arc::new(config)));
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let heads = heads.clone();
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                match acceptor {
                    None => relay(socket, &heads, target).await,
                    Some(acceptor) => {
                        if let Ok(socket) = acceptor.accept(socket).await {
                            relay(socket, &heads, target).await;
                        }
                    }
                }
            });
        }
    });
    (port, seen)
}

async fn relay(mut socket: impl AsyncRead + AsyncWrite + Unpin, seen: &Seen, target: u16) {
    let head = head(&mut socket).await;
    seen.add(&head);
    if head.starts_with("CONNECT ") {
        let established = b"HTTP/1.1 200 Connection established\r\n\r\n";
        socket.write_all(established).await.unwrap();
        let mut far = TcpStream::connect(("127.0.0.1", target)).await.unwrap();
        let _ = copy_bidirectional(&mut socket, &mut far).await;
    } else {
        let _ = socket.write_all(HELLO.as_bytes()).await;
        let _ = socket.shutdown().await;
    }
}

/// A proxy that speaks SOCKS 5 with a password. It keeps user, password and target, and leads to `target`.
pub async fn socks(target: u16) -> (u16, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Seen::default();
    let kept = seen.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let asked = socks_target(&mut socket).await.unwrap();
            kept.add(&asked);
            let mut far = TcpStream::connect(("127.0.0.1", target)).await.unwrap();
            let _ = copy_bidirectional(&mut socket, &mut far).await;
        }
    });
    (port, seen)
}

/// The messages of RFC 1928 and RFC 1929.
async fn socks_target(socket: &mut TcpStream) -> std::io::Result<String> {
    let mut greeting = [0; 3];
    socket.read_exact(&mut greeting).await?;
    assert_eq!(greeting, [5, 1, 2], "a user and a password are offered");
    socket.write_all(&[5, 2]).await?;
    assert_eq!(socket.read_u8().await?, 1);
    let user = socks_text(socket).await?;
    let password = socks_text(socket).await?;
    socket.write_all(&[1, 0]).await?;
    let mut request = [0; 4];
    socket.read_exact(&mut request).await?;
    assert_eq!(request, [5, 1, 0, 3], "CONNECT to a name");
    let host = socks_text(socket).await?;
    let port = socket.read_u16().await?;
    let bound = [5, 0, 0, 1, 127, 0, 0, 1, 0, 1];
    socket.write_all(&bound).await?;
    Ok(format!("{user}:{password} {host}:{port}"))
}

async fn socks_text(socket: &mut TcpStream) -> std::io::Result<String> {
    let mut text = vec![0; socket.read_u8().await?.into()];
    socket.read_exact(&mut text).await?;
    Ok(String::from_utf8(text).unwrap())
}

/// The text of a response to `GET`.
pub async fn get(transport: &DefaultTransport, url: &str) -> Result<String, TransportError> {
    let request = http::Request::get(url).body(Body::empty()).unwrap();
    let response = transport.clone().oneshot(request).await?;
    let bytes = response.into_body().collect(1 << 20).await?;
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}
