//! TLS of the server: which protocol a connection has, and who gets none.

use std::net::SocketAddr;
use std::sync::Arc;

use bindwright_runtime::server::{Server, ServerTls};
use h2::client::Builder;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

use crate::api::{Api, IMPATIENCE, LONG, connect, listener};
use crate::http2::{begin, get, respond};

/// A certificate that signs itself, and its key.
struct Identity {
    chain: String,
    key: String,
    der: Vec<u8>,
}

fn identity() -> Identity {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["api.example".to_owned()]).unwrap();
    Identity {
        chain: cert.pem(),
        key: signing_key.serialize_pem(),
        der: cert.der().to_vec(),
    }
}

impl Identity {
    fn server(&self) -> ServerTls {
        ServerTls::from_pem(self.chain.as_bytes(), self.key.as_bytes()).unwrap()
    }

    /// A client that trusts it, and offers these protocols.
    async fn connect(
        &self,
        server: SocketAddr,
        offered: &[&str],
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone().into()).unwrap();
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = offered
            .iter()
            .map(|name| name.as_bytes().to_vec())
            .collect();
        let name = ServerName::try_from("api.example").unwrap();
        let connector = TlsConnector::from(Arc::new(config));
        connector.connect(name, connect(server).await).await
    }
}

async fn run(tls: ServerTls) -> SocketAddr {
    let (listener, address) = listener().await;
    let server = Server::new(listener, Api::default().router()).handshake_timeout(IMPATIENCE);
    tokio::spawn(server.tls(tls).run_until(std::future::pending()));
    address
}

/// The protocol that was agreed on, and a response in it.
async fn response(io: TlsStream<TcpStream>) -> (Option<String>, String) {
    let agreed = io.get_ref().1.alpn_protocol();
    let agreed = agreed.map(|name| String::from_utf8(name.to_vec()).unwrap());
    let text = match agreed.as_deref() {
        Some("h2") => {
            let (mut send, _running) = begin(io, &Builder::new()).await;
            respond(&mut send, get("/show/x")).await.unwrap().1
        }
        _ => {
            let mut io = io;
            let request = "GET /show/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            io.write_all(request.as_bytes()).await.unwrap();
            let mut text = String::new();
            let _ = io.read_to_string(&mut text).await;
            text.lines().last().unwrap_or_default().to_owned()
        }
    };
    (agreed, text)
}

#[tokio::test]
async fn the_protocol_is_agreed_on_in_the_handshake() {
    let identity = identity();
    let (one, both) = (
        run(identity.server()).await,
        run(identity.server().http2()).await,
    );
    let (http1, http2) = (r#"Some("a") None"#, r#"Some("api.example") None"#);
    for (server, offered, agreed, text) in [
        (one, &[][..], None, http1),
        (one, &["h2", "http/1.1"], Some("http/1.1"), http1),
        (both, &[], None, http1),
        (both, &["http/1.1"], Some("http/1.1"), http1),
        (both, &["http/1.1", "h2"], Some("h2"), http2),
    ] {
        let io = identity.connect(server, offered).await.unwrap();
        let found = response(io).await;
        assert_eq!(
            found,
            (agreed.map(str::to_owned), text.to_owned()),
            "{offered:?}"
        );
    }
    // Without a protocol in common there is no connection (RFC 7301, section 3.2).
    assert!(identity.connect(one, &["h2"]).await.is_err());
}

#[tokio::test]
async fn a_configuration_of_rustls_is_used_as_it_is() {
    let identity = identity();
    let key =
        tokio_rustls::rustls::pki_types::pem::PemObject::from_pem_slice(identity.key.as_bytes());
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![identity.der.clone().into()], key.unwrap())
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let server = run(ServerTls::new(config)).await;
    let io = identity.connect(server, &["h2"]).await.unwrap();
    assert_eq!(response(io).await.0.as_deref(), Some("h2"));
}

#[tokio::test]
async fn a_client_without_tls_is_disconnected_and_delays_nobody() {
    let identity = identity();
    let server = run(identity.server()).await;
    let mut silent = connect(server).await;
    let mut cleartext = connect(server).await;
    cleartext
        .write_all(b"GET /show/x HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    let io = identity.connect(server, &[]).await.unwrap();
    assert_eq!(response(io).await.1, r#"Some("a") None"#);
    let mut read = Vec::new();
    let _ = timeout(LONG, cleartext.read_to_end(&mut read))
        .await
        .expect("closed in time");
    assert!(!read.starts_with(b"HTTP"), "{read:?}");
    let _ = timeout(LONG, silent.read_to_end(&mut read))
        .await
        .expect("closed in time");
}

#[test]
fn a_certificate_that_cannot_be_used_is_an_error_without_the_key() {
    let (own, other) = (identity(), identity());
    let error = |chain: &str, key: &str| {
        let error = ServerTls::from_pem(chain.as_bytes(), key.as_bytes()).unwrap_err();
        format!("{error} {error:?}")
    };
    for (shown, expected) in [
        (
            error("", &own.key),
            "the certificate of the server: there is none in the PEM",
        ),
        (error(&own.chain, ""), "the key of the server: "),
        (error(&own.chain, &own.chain), "the key of the server: "),
        (
            error(&own.chain, &other.key),
            "the certificate of the server: ",
        ),
    ] {
        assert!(shown.starts_with(expected), "{shown}");
        for key in [&own.key, &other.key] {
            let secret = key.lines().nth(1).unwrap();
            assert!(!shown.contains(secret), "{shown}");
        }
    }
    let shown = format!("{:?}", own.server().http2());
    assert_eq!(shown, r#"ServerTls { protocols: ["h2", "http/1.1"], .. }"#);
}
