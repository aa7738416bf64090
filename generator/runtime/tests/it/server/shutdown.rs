//! The end of a connection: a server that stops, and a client that has sent everything.

use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use bindwright_runtime::server::{Router, Server};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::server::echo::{Echo, router};
use crate::server::raw::Wire;
use crate::server::run;

const GET: &str = "GET /me HTTP/1.1\r\nHost: a\r\n\r\n";

/// How long the slow handler takes.
const SLOW: Duration = Duration::from_millis(300);

/// The API, with a handler that takes its time.
fn slow_router() -> Router {
    let slow = axum::routing::any(async |body: axum::body::Bytes| {
        tokio::time::sleep(SLOW).await;
        format!("{} bytes", body.len())
    });
    router(Echo::default()).route("/slow", slow)
}

/// A server that can be stopped.
async fn stoppable(
    setting: impl FnOnce(Server<TcpListener>) -> Server<TcpListener>,
) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = setting(Server::new(listener, slow_router()));
    let running = tokio::spawn(server.run_until(async { drop(stopped.await) }));
    (address, stop, running)
}

/// Connections that the system has accepted, and the server has not seen.
fn unseen(server: SocketAddr, count: usize, request: &str) -> Vec<std::net::TcpStream> {
    let open = || {
        let mut stream = std::net::TcpStream::connect(server).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream.set_nonblocking(true).unwrap();
        stream
    };
    (0..count).map(|_| open()).collect()
}

/// The response says that the connection is closed after it, and that is so.
async fn assert_served_and_closed(wire: &mut Wire) {
    let response = wire.response().await.expect("a response");
    assert_eq!(
        (response.status, response.header("connection")),
        (200, Some("close"))
    );
    assert!(wire.is_closed().await);
}

/// The connections block the only thread, so the server sees them after the shutdown has begun.
#[tokio::test]
async fn connections_that_wait_at_a_shutdown_are_served() {
    let (server, stop, running) = stoppable(|server| server).await;
    let waiting = unseen(server, 100, GET);
    stop.send(()).unwrap();
    for stream in waiting {
        let mut wire = Wire::from(TcpStream::from_std(stream).unwrap());
        assert_served_and_closed(&mut wire).await;
    }
    running.await.unwrap();
    assert!(TcpStream::connect(server).await.is_err());
}

#[tokio::test]
async fn requests_on_open_connections_are_served_after_a_shutdown_has_begun() {
    let (server, stop, running) = stoppable(|server| server).await;
    let mut fresh = Wire::open(server).await;
    let mut used = Wire::open(server).await;
    used.write(GET).await;
    assert_eq!(used.response().await.unwrap().status, 200);
    let mut partial = Wire::open(server).await;
    partial.write(&GET[..20]).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    fresh.write(GET).await;
    used.write(GET.replace("/me", "/slow")).await;
    partial.write(&GET[20..]).await;
    for mut wire in [fresh, used, partial] {
        assert_served_and_closed(&mut wire).await;
    }
    running.await.unwrap();
}

#[tokio::test]
async fn connections_without_a_request_are_closed_after_a_shutdown() {
    let (server, stop, running) = stoppable(|server| server).await;
    let mut fresh = Wire::open(server).await;
    let mut used = Wire::open(server).await;
    used.write(GET).await;
    assert_eq!(used.response().await.unwrap().status, 200);
    stop.send(()).unwrap();
    assert!(fresh.is_closed().await);
    assert!(used.is_closed().await);
    tokio::time::timeout(Duration::from_secs(5), running)
        .await
        .expect("the server stops long before the grace period ends")
        .unwrap();
}

#[tokio::test]
async fn the_grace_period_ends_a_shutdown() {
    let grace = Duration::from_millis(200);
    let (server, stop, running) = stoppable(|server| server.grace(grace)).await;
    let mut hung = Wire::open(server).await;
    hung.write("GET /break/hang HTTP/1.1\r\nHost: a\r\n\r\n")
        .await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), running)
        .await
        .expect("in time")
        .unwrap();
    assert!(hung.response().await.is_none());
}

#[tokio::test]
async fn a_half_closed_client_gets_its_responses() {
    let server = run(|listener| Server::new(listener, slow_router())).await;
    let post = "POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    let chunked =
        "POST /slow HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    let slow = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
    for (requests, texts) in [
        (GET.to_owned(), vec!["nobody"]),
        (slow.to_owned(), vec!["0 bytes"]),
        (post.to_owned(), vec!["3 bytes"]),
        (chunked.to_owned(), vec!["3 bytes"]),
        (
            format!("{slow}{post}{GET}"),
            vec!["0 bytes", "3 bytes", "nobody"],
        ),
    ] {
        let mut wire = Wire::open(server).await;
        wire.write(&requests).await;
        wire.half_close().await;
        for text in texts {
            let response = wire.response().await.expect("a response");
            assert_eq!(response.text(), text, "{requests}");
        }
        // Not after a timeout.
        let closed = tokio::time::timeout(Duration::from_millis(500), wire.is_closed());
        assert!(closed.await.expect("soon"), "{requests}");
    }
}

/// A large response is sent whole, although the client has closed its side.
#[tokio::test]
async fn a_half_closed_client_gets_a_large_response() {
    const SIZE: usize = 8 << 20;
    let large = axum::routing::get(async || {
        tokio::time::sleep(SLOW).await;
        vec![b'x'; SIZE]
    });
    let router = axum::Router::new().route("/large", large);
    let server = run(|listener| Server::new(listener, router)).await;
    let mut wire = Wire::open(server).await;
    wire.write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").await;
    wire.half_close().await;
    tokio::time::sleep(2 * SLOW).await;
    assert_eq!(wire.response().await.unwrap().body.len(), SIZE);
    assert!(wire.is_closed().await);
}

#[tokio::test]
async fn a_client_that_closes_inside_a_request_is_not_waited_for() {
    let server = run(|listener| Server::new(listener, slow_router())).await;
    for part in [
        "GET /slow HTTP/1.1\r\nHost: a\r\n",
        "POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
        "POST /slow HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
    ] {
        let mut wire = Wire::open(server).await;
        wire.write(part).await;
        wire.half_close().await;
        let ended = async {
            wire.response()
                .await
                .is_none_or(|response| response.status == 400)
        };
        let ended = tokio::time::timeout(Duration::from_secs(1), ended).await;
        assert!(ended.expect("at once"), "{part}");
    }
}
