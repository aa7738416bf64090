//! Whom the transport trusts, and how it identifies itself.

use bindwright_runtime::{
    TransportKind,
    client::{TransportBuilder, transport},
};

use crate::peers::{Authority, HELLO, get, tls_server};

/// The library that wins if both are on has texts of its own, and not the roots of Mozilla.
const RUSTLS: bool = !cfg!(feature = "native-tls");

fn pem(authority: &Authority) -> TransportBuilder {
    transport().root_certificates_pem(authority.pem())
}

#[tokio::test]
async fn own_root_certificates_are_trusted_in_pem_and_der() {
    let (authority, other) = (Authority::new(), Authority::new());
    let (port, seen) = tls_server(authority.server(None), HELLO).await;
    let url = format!("https://localhost:{port}/x");
    let bundle = other.pem() + "\n# a comment\n" + &authority.pem();
    let trusting = [
        pem(&authority),
        pem(&authority).only_added_roots(),
        transport().root_certificate_der(authority.der()),
        transport().only_added_roots().root_certificates_pem(bundle),
    ];
    let mozilla = RUSTLS.then(|| pem(&authority).webpki_roots());
    for builder in trusting.into_iter().chain(mozilla) {
        let shown = format!("{builder:?}");
        let transport = builder.build().unwrap();
        assert_eq!(get(&transport, &url).await.unwrap(), "hello", "{shown}");
    }
    let distrusting = [transport(), pem(&other).only_added_roots()];
    let before = seen.all().len();
    let mozilla = RUSTLS.then(|| transport().webpki_roots());
    for builder in distrusting.into_iter().chain(mozilla) {
        let shown = format!("{builder:?}");
        let error = get(&builder.build().unwrap(), &url).await.unwrap_err();
        assert_eq!(error.kind(), TransportKind::Connect, "{shown}");
        assert!(
            !RUSTLS || error.to_string().contains("UnknownIssuer"),
            "{error}"
        );
    }
    assert_eq!(seen.all().len(), before, "no request was sent");
}

#[tokio::test]
async fn the_name_of_the_server_is_verified() {
    let authority = Authority::new();
    let config = authority.server_of(&["other.example"], None);
    let (port, seen) = tls_server(config, HELLO).await;
    let transport = pem(&authority).build().unwrap();
    let error = get(&transport, &format!("https://localhost:{port}/")).await;
    let error = error.unwrap_err().to_string();
    assert!(!RUSTLS || error.contains("not valid for"), "{error}");
    assert!(seen.all().is_empty());
}

#[tokio::test]
async fn a_client_certificate_is_shown_to_a_server_that_asks() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let (port, _) = tls_server(authority.server(Some(&clients)), HELLO).await;
    let url = format!("https://localhost:{port}/");
    let leaf = clients.leaf(&["client-7"]);
    let known = pem(&authority).client_certificate_pem(leaf.chain, leaf.key);
    assert_eq!(get(&known.build().unwrap(), &url).await.unwrap(), "hello");
    let stranger = authority.leaf(&["client-7"]);
    let stranger = pem(&authority).client_certificate_pem(stranger.chain, stranger.key);
    for builder in [pem(&authority), stranger] {
        get(&builder.build().unwrap(), &url).await.unwrap_err();
    }
}

#[test]
fn what_cannot_be_read_is_an_error_of_the_build() {
    let leaf = Authority::new().leaf(&["a"]);
    let broken = [
        (
            transport().root_certificates_pem("no PEM"),
            "no certificate",
        ),
        (
            transport().root_certificate_der("no DER"),
            "a root certificate: ",
        ),
        (transport().only_added_roots(), "no root certificates"),
        (
            transport().client_certificate_pem(leaf.chain.clone(), "canary"),
            "of the client: ",
        ),
        (
            transport().client_certificate_pem(leaf.chain, Authority::new().leaf(&["b"]).key),
            if RUSTLS { "of the client: " } else { "" },
        ),
    ];
    for (builder, wanted) in broken {
        let shown = format!("{builder:?}");
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
        assert!(
            !error.contains("canary") && !shown.contains("canary"),
            "{error} {shown}"
        );
    }
}

#[test]
fn the_platforms_library_rejects_the_roots_of_mozilla() {
    let built = transport().webpki_roots().build();
    assert_eq!(built.is_ok(), RUSTLS);
}
