//! Connections: slow ones, many of them, and the last ones before a shutdown.

use std::time::{Duration, Instant};

use bindwright_runtime::server::Server;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::raw::Wire;
use crate::{get, served};

#[tokio::test]
async fn a_head_that_comes_too_slowly_is_cut_off() {
    let (server, _) = served().await;
    let mut slow = Vec::new();
    for _ in 0..50 {
        let mut wire = Wire::open(server).await;
        wire.write("GET /me HTTP/1.1\r\nHost: a\r\nX-Slow: ").await;
        slow.push(wire);
    }
    let started = Instant::now();
    assert_eq!(get(server, "GET /me", &[]).await.status, 200);
    assert!(started.elapsed() < Duration::from_secs(1));
    for mut wire in slow {
        assert!(wire.is_closed().await);
    }
}

#[tokio::test]
async fn requests_in_flight_are_answered_before_the_server_stops() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let slow = axum::routing::get(async || {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "done"
    });
    let router = crate::api::router(crate::api::Echo::default()).route("/slow", slow);
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
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    for mut wire in wires {
        assert_eq!(wire.answer().await.unwrap().text(), "done");
        assert!(wire.is_closed().await);
    }
    server.await.unwrap();
}
