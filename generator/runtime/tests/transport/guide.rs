//! The listings of `docs/src/reference/transport.md`.

use bindwright_runtime::codegen::{Builder, ServerTemplate};

use crate::peers::{Authority, HELLO, tls_server};

/// A generated crate, as far as the listings use it.
mod pets {
    pub use bindwright_runtime as runtime;

    pub struct Client;

    impl Client {
        pub fn builder() -> super::Builder {
            super::Builder::new(super::ServerTemplate::NONE).endpoint("http://127.0.0.1:1")
        }
    }
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn a_transport_with_settings_and_a_layer() -> Outcome {
    let authority = Authority::new();
    let (_, seen) = tls_server(authority.server(None), HELLO).await;
    let pem = authority.pem();
    let my_layer = tower::layer::util::Identity::new();
    // ANCHOR: layered
    use std::time::Duration;

    use pets::runtime::client;
    use tower::ServiceBuilder;

    let transport = client::transport()
        .connect_timeout(Duration::from_secs(2))
        .root_certificates_pem(pem) // beside the platform's
        .build()?;
    let client = pets::Client::builder()
        .transport(ServiceBuilder::new().layer(my_layer).service(transport))
        .build()?;
    // ANCHOR_END: layered
    drop(client);
    assert!(seen.all().is_empty(), "nothing connects before a call");
    Ok(())
}

#[test]
fn a_proxy_of_the_environment() -> Outcome {
    // ANCHOR: proxy
    use pets::runtime::client::{self, Proxy};

    let transport = client::transport()
        .proxy(Proxy::from_environment())
        .build()?;
    // ANCHOR_END: proxy
    drop(transport);
    Ok(())
}

#[test]
fn a_client_of_reqwest() -> Outcome {
    // ANCHOR: reqwest
    use pets::runtime::client::ReqwestTransport;

    let own = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let client = pets::Client::builder()
        .transport(ReqwestTransport::new(own))
        .build()?;
    // ANCHOR_END: reqwest
    drop(client);
    Ok(())
}
