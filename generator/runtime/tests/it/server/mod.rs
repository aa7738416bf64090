//! How a served API responds to requests over a socket, byte for byte; among them the ones that nobody sends by mistake.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs,
    reason = "tests"
)]

mod api;
mod auth;
mod body;
#[cfg(feature = "client")]
mod client;
mod connection;
#[cfg(feature = "signing")]
mod denials;
mod echo;
mod event_comments;
mod forms;
mod framing;
mod handshake;
mod head;
mod headers;
mod mount;
mod path;
mod problems;
mod raw;
mod rejection;
mod reply;
mod response_checks;
mod shutdown;
#[cfg(feature = "signing")]
mod signers;

use std::future::pending;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bindwright_runtime::server::{Router, Server};
use tokio::net::TcpListener;

use self::echo::Echo;
use self::raw::{RawResponse, send};

/// How long an impatient server waits for a head or a body.
const IMPATIENCE: Duration = Duration::from_millis(300);

/// Serves a router on its own port.
pub(crate) async fn serve(router: Router) -> SocketAddr {
    run(|listener| Server::new(listener, router)).await
}

/// Runs a server on its own port.
pub(crate) async fn run(server: impl FnOnce(TcpListener) -> Server<TcpListener>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server(listener).run_until(pending()));
    address
}

/// The API over a socket, and what counts the calls of its handlers.
pub(crate) async fn served() -> (SocketAddr, Echo) {
    let echo = Echo::default();
    (serve(echo::router(echo.clone())).await, echo)
}

/// The same on a server that does not wait.
pub(crate) async fn impatient() -> (SocketAddr, Echo) {
    let echo = Echo::default();
    let routes = echo::routes(echo.clone())
        .errors::<api::Failure>()
        .read_timeout(IMPATIENCE);
    let server =
        |listener| Server::new(listener, routes.into_router()).header_read_timeout(IMPATIENCE);
    (run(server).await, echo)
}

/// Sends a request without a body: its first line without the version, and further header lines.
pub(crate) async fn get(server: SocketAddr, line: &str, headers: &[&str]) -> RawResponse {
    let headers: String = headers
        .iter()
        .map(|header| format!("{header}\r\n"))
        .collect();
    send(
        server,
        format!("{line} HTTP/1.1\r\nHost: a\r\n{headers}\r\n"),
    )
    .await
}

/// Posts a body as JSON.
pub(crate) async fn post_json(
    server: SocketAddr,
    path: &str,
    body: impl AsRef<[u8]>,
) -> RawResponse {
    post(server, path, &["Content-Type: application/json"], body).await
}

/// Posts a body.
pub(crate) async fn post(
    server: SocketAddr,
    path: &str,
    headers: &[&str],
    body: impl AsRef<[u8]>,
) -> RawResponse {
    let body = body.as_ref();
    let headers: String = headers
        .iter()
        .map(|header| format!("{header}\r\n"))
        .collect();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    send(server, [head.as_bytes(), body].concat()).await
}

/// Asserts that a response is an error in the documented schema, with a request id, and that no handler was called.
#[track_caller]
pub(crate) fn assert_rejected(response: &RawResponse, status: u16, code: &str, echo: &Echo) {
    assert_eq!(response.status, status, "{response:?}");
    assert_eq!(
        response.header("content-type"),
        Some("application/json"),
        "{response:?}"
    );
    assert_eq!(response.field("error_code"), code, "{response:?}");
    assert!(!response.field("error_msg").is_empty());
    assert_eq!(
        response.header("x-request-id"),
        Some(response.field("request_id").as_str())
    );
    assert_eq!(echo.calls.load(Ordering::SeqCst), 0, "a handler was called");
}
