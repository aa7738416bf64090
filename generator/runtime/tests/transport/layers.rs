//! Layers of the user's around the default transport, and errors through them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bindwright_runtime::{
    Body, Error, TransportKind,
    client::{Retry, transport},
    http::Request,
};
use std::time::Duration;
use tower::ServiceBuilder;

use crate::client_support::{Server, example::*, json};

#[tokio::test]
async fn layers_go_around_the_default_transport() {
    let server = Server::new([json("200 OK", r#"{"count": 1}"#)]).await;
    let seen = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&seen);
    let layered = ServiceBuilder::new()
        .map_request(move |mut request: Request<Body>| {
            counter.fetch_add(1, Ordering::Relaxed);
            request
                .headers_mut()
                .insert("x-added", "by-layer".parse().unwrap());
            request
        })
        .service(transport().build().unwrap());
    let client = server.builder().transport(layered).build().unwrap();
    client.call(ListTasks::default().into()).await.unwrap();
    assert!(server.requests()[0].contains("x-added: by-layer\n"));
    assert_eq!(seen.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_failed_connection_is_repeated_through_layers() {
    let attempts = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&attempts);
    let layered = ServiceBuilder::new()
        .map_request(move |request: Request<Body>| {
            counter.fetch_add(1, Ordering::Relaxed);
            request
        })
        .service(transport().build().unwrap());
    let client = bindwright_runtime::codegen::Builder::new(
        bindwright_runtime::codegen::ServerTemplate::NONE,
    )
    .endpoint("http://127.0.0.1:1")
    .retry(Retry::default().repeats(2).first_pause(Duration::ZERO))
    .transport(layered)
    .build()
    .unwrap();
    let error = client.call(ListTasks::default().into()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.kind() == TransportKind::Connect));
    assert_eq!(attempts.load(Ordering::Relaxed), 3);
}
