//! The listings of the book about the server, as they are printed there.

use std::error::Error;

use bindwright_runtime::server::{Http2, Router, Server, ServerTls};
use tokio::net::TcpListener;

use crate::api::{Api, listener};

async fn over_tls(
    (listener, router): (TcpListener, Router),
    (chain, key): (&[u8], &[u8]),
    stop: impl Future<Output = ()>,
) -> Result<(), Box<dyn Error>> {
    // ANCHOR: tls
    let tls = ServerTls::from_pem(chain, key)?.http2();
    Server::new(listener, router).tls(tls).run_until(stop).await;
    // ANCHOR_END: tls
    Ok(())
}

async fn behind_a_proxy(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    // ANCHOR: prior_knowledge
    let http2 = Http2::new().prior_knowledge().max_streams(250);
    Server::new(listener, router)
        .http2(http2)
        .run_until(stop)
        .await;
    // ANCHOR_END: prior_knowledge
}

#[tokio::test]
async fn the_listings_of_the_guide_run() {
    let identity = rcgen::generate_simple_self_signed(vec!["a.example".to_owned()]).unwrap();
    let (chain, key) = (identity.cert.pem(), identity.signing_key.serialize_pem());
    let (listening, _) = listener().await;
    let parts = (listening, Api::default().router());
    let pem = (chain.as_bytes(), key.as_bytes());
    over_tls(parts, pem, async {}).await.unwrap();
    let (listening, _) = listener().await;
    behind_a_proxy(listening, Api::default().router(), async {}).await;
}
