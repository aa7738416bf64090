//! Connections: slow ones, many of them, and the last ones before a shutdown.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindwright_runtime::ByteStream;
use bindwright_runtime::server::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

use crate::server::api::Failure;
use crate::server::echo::{Echo, router, routes};
use crate::server::raw::{Wire, try_send};
use crate::server::{get, impatient, run, serve, served};

/// `Duration::MAX` is a limit like others, in every setting that takes a duration.
#[tokio::test]
async fn the_longest_durations_do_not_overflow() {
    let echo = Echo::default();
    let router = routes(echo)
        .read_timeout(Duration::MAX)
        .stream_limit(u64::MAX)
        .body_limit(u64::MAX)
        .into_router();
    let (stop, stopped) = oneshot::channel::<()>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = Server::new(listener, router)
        .header_read_timeout(Duration::MAX)
        .write_timeout(Duration::MAX)
        .max_connections(usize::MAX)
        .grace(Duration::MAX);
    let running = tokio::spawn(server.run_until(async { drop(stopped.await) }));
    let response = get(address, "GET /nowhere", &["Connection: close"]).await;
    assert_eq!(response.status, 404);
    let response = crate::server::post_json(address, "/v2/p1/signed", "{").await;
    assert_eq!(response.status, 401);
    stop.send(()).unwrap();
    running.await.unwrap();
}

#[tokio::test]
async fn a_head_that_comes_too_slowly_is_cut_off() {
    let (server, _) = impatient().await;
    let mut slow = Vec::new();
    for _ in 0..50 {
        let mut wire = Wire::open(server).await;
        wire.write("GET /me HTTP/1.1\r\nHost: a\r\nX-Slow: ").await;
        slow.push(wire);
    }
    assert_eq!(get(server, "GET /me", &[]).await.status, 200);
    for mut wire in slow {
        assert!(wire.is_closed().await);
    }
}

#[tokio::test]
async fn a_connection_without_a_further_request_is_closed() {
    let (server, _) = impatient().await;
    let mut unused = Wire::open(server).await;
    assert!(unused.is_closed().await);
    for requests in [1, 3] {
        let mut wire = Wire::open(server).await;
        for _ in 0..requests {
            wire.write("GET /me HTTP/1.1\r\nHost: a\r\n\r\n").await;
            assert_eq!(wire.response().await.unwrap().status, 200);
        }
        assert!(wire.is_closed().await, "after {requests} requests");
    }
}

#[tokio::test]
async fn requests_in_progress_complete_before_the_server_stops() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let started = Arc::new(AtomicUsize::new(0));
    let (release, released) = watch::channel(());
    let handler_started = Arc::clone(&started);
    let slow = axum::routing::get(async move || {
        handler_started.fetch_add(1, Ordering::SeqCst);
        let _ = released.clone().changed().await;
        "done"
    });
    let router = router(Echo::default()).route("/slow", slow);
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(Server::new(listener, router).run_until(async {
        let _ = stopped.await;
    }));
    let mut wires = Vec::new();
    for _ in 0..20 {
        let mut wire = Wire::open(address).await;
        wire.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
        wires.push(wire);
    }
    until(|| started.load(Ordering::SeqCst) == 20).await;
    stop.send(()).unwrap();
    tokio::task::yield_now().await;
    release.send(()).unwrap();
    for mut wire in wires {
        assert_eq!(wire.response().await.unwrap().text(), "done");
        assert!(wire.is_closed().await);
    }
    server.await.unwrap();
}

#[tokio::test]
async fn connections_over_the_limit_wait_their_turn() {
    let address =
        run(|listener| Server::new(listener, router(Echo::default())).max_connections(1)).await;
    let mut first = Wire::open(address).await;
    first.write("GET /me HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_eq!(first.response().await.unwrap().status, 200);
    let mut second = Wire::open(address).await;
    second.write("GET /me HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(
        tokio::time::timeout(Duration::from_millis(200), second.response())
            .await
            .is_err()
    );
    drop(first);
    assert_eq!(second.response().await.unwrap().status, 200);
}

#[tokio::test]
async fn pipelined_chunked_requests_keep_their_connection() {
    let (server, _) = served().await;
    let mut wire = Wire::open(server).await;
    let chunked = "POST /v2/p2/exports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let body = "f\r\n{\"kind\":\"user\"}\r\n0\r\n\r\n";
    let get = "GET /me HTTP/1.1\r\nHost: a\r\n\r\n";
    wire.write(format!("{get}{chunked}{body}{chunked}{body}{get}"))
        .await;
    for status in [200, 201, 201, 200] {
        let response = wire.response().await.unwrap();
        assert_eq!(
            (response.status, response.header("connection")),
            (status, None)
        );
    }
}

#[tokio::test]
async fn a_router_takes_other_routes_and_a_prefix() {
    let health = axum::routing::get(async || "well");
    let api = routes(Echo::default())
        .errors::<Failure>()
        .with_fallback()
        .into_router()
        .route("/health", health);
    let plain = routes(Echo::default()).with_fallback().into_router();
    let server = serve(axum::Router::new().nest("/api", api).nest("/plain", plain)).await;
    assert_eq!(get(server, "GET /api/health", &[]).await.text(), "well");
    assert_eq!(
        get(server, "GET /api/v2/p1/exports", &[])
            .await
            .field("project"),
        "p1"
    );
    assert_eq!(
        get(server, "GET /api/nowhere", &[])
            .await
            .field("error_code"),
        "not_found"
    );
    assert_eq!(
        get(server, "GET /plain/nowhere", &[])
            .await
            .header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(get(server, "GET /v2/p1/exports", &[]).await.status, 404);
}

/// A body without end, which says when it is dropped.
struct Endless(Option<oneshot::Sender<()>>);

impl Drop for Endless {
    fn drop(&mut self) {
        let _ = self.0.take().unwrap().send(());
    }
}

#[tokio::test]
async fn a_peer_that_does_not_read_is_disconnected() {
    let (sender, dropped) = oneshot::channel();
    let guard = Arc::new(Mutex::new(Some(Endless(Some(sender)))));
    let endless = axum::routing::get(move || {
        let guard = guard.lock().unwrap().take();
        let chunks = futures_util::stream::repeat_with(move || {
            assert!(guard.is_some(), "one request");
            Ok::<_, std::io::Error>(bytes::Bytes::from_static(&[0; 1 << 16]))
        });
        std::future::ready(axum::body::Body::new(
            ByteStream::from_stream(chunks).into_body(),
        ))
    });
    let router = axum::Router::new().route("/endless", endless);
    let timeout = Duration::from_millis(200);
    let address = run(|listener| Server::new(listener, router).write_timeout(timeout)).await;
    let mut wire = Wire::open(address).await;
    wire.write("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n").await;
    tokio::time::timeout(Duration::from_secs(5), dropped)
        .await
        .expect("the body is dropped")
        .unwrap();
}

#[tokio::test]
async fn a_handler_is_dropped_when_its_client_disconnects() {
    let echo = Echo::default();
    let routes = router(echo.clone());
    let timeout = Duration::from_millis(200);
    let server = run(|listener| Server::new(listener, routes).half_close_timeout(timeout)).await;
    let mut wire = Wire::open(server).await;
    wire.write("GET /break/hang HTTP/1.1\r\nHost: a\r\n\r\n")
        .await;
    until(|| echo.calls.load(Ordering::SeqCst) == 1).await;
    drop(wire);
    until(|| echo.dropped.load(Ordering::SeqCst) == 1).await;
}

async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), waiting)
        .await
        .expect("in time");
}

#[tokio::test]
async fn noise_is_rejected_and_the_server_continues() {
    let (server, _) = served().await;
    let noise: Vec<u8> = (0_u32..1 << 20)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let response = try_send(server, noise).await;
    assert!(response.is_none_or(|response| response.status == 400));
    assert_eq!(get(server, "GET /me", &[]).await.status, 200);
}

#[tokio::test]
async fn a_unix_socket_serves_as_well() {
    let directory = std::env::temp_dir().join(format!("bindwright-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("socket");
    let listener = tokio::net::UnixListener::bind(&path).unwrap();
    tokio::spawn(Server::new(listener, router(Echo::default())).run_until(std::future::pending()));
    let mut stream = tokio::net::UnixStream::connect(&path).await.unwrap();
    stream
        .write_all(b"GET /me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(
        response.starts_with("HTTP/1.1 200 OK\r\n") && response.ends_with("nobody"),
        "{response}"
    );
    std::fs::remove_dir_all(&directory).unwrap();
}
