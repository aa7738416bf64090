//! Where a request ends: on every connection, for every request, and what holds without our server.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::server::echo::{Echo, router};
use crate::server::raw::Wire;
use crate::server::{assert_rejected, served};

const GET: &str = "GET /me HTTP/1.1\r\nHost: a\r\n\r\n";

/// Requests that all readers understand in the same way, with the status of their response.
const SOUND: [(&str, u16); 4] = [
    (GET, 200),
    (
        "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n\n\n\r\n{\"kind\":\"user\"}",
        201,
    ),
    (
        "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n\n\n\r\nf\r\n{\"kind\":\"user\"}\r\n0\r\nX-Trailer: 1\r\n\r\n",
        201,
    ),
    ("\r\nGET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n", 404),
];

/// Requests that two readers may understand differently.
const AMBIGUOUS: [&str; 9] = [
    "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
    "GET /me HTTP/1.1\nHost: a\n\n",
    "GET /me HTTP/1.1\r\nHost: a\n\r\n",
    "GET /me HTTP/1.1\r\nX: a\nHost: a\r\n\r\n",
];

#[tokio::test]
async fn ambiguous_framing_is_rejected_behind_any_request() {
    for (first, status) in SOUND {
        for ambiguous in AMBIGUOUS {
            let (server, echo) = served().await;
            let mut wire = Wire::open(server).await;
            wire.write(format!("{first}{ambiguous}{GET}")).await;
            assert_eq!(wire.response().await.unwrap().status, status, "{first}");
            echo.calls.store(0, std::sync::atomic::Ordering::SeqCst);
            let response = wire.response().await.unwrap();
            assert_rejected(&response, 400, "invalid_framing", &echo);
            assert_eq!(response.header("connection"), Some("close"));
            assert!(wire.is_closed().await, "{first}{ambiguous}");
        }
    }
}

#[tokio::test]
async fn ambiguous_framing_is_rejected_in_pieces_and_after_a_pause() {
    let (server, echo) = served().await;
    for ambiguous in AMBIGUOUS {
        let mut wire = Wire::open(server).await;
        for (first, status) in SOUND {
            wire.write(first).await;
            assert_eq!(wire.response().await.unwrap().status, status, "{first}");
        }
        echo.calls.store(0, std::sync::atomic::Ordering::SeqCst);
        for piece in ambiguous.as_bytes().chunks(9) {
            wire.write(piece).await;
            tokio::task::yield_now().await;
        }
        let response = wire.response().await.unwrap();
        assert_rejected(&response, 400, "invalid_framing", &echo);
        assert!(wire.is_closed().await);
    }
}

/// A head of so many bytes.
fn head(bytes: usize) -> String {
    let start = "GET /me HTTP/1.1\r\nHost: a\r\nX: ";
    let padding = "x".repeat(bytes - start.len() - 4);
    format!("{start}{padding}\r\n\r\n")
}

/// A head with so many headers.
fn headers(count: usize) -> String {
    let more: String = (1..count).map(|at| format!("X-{at}: 1\r\n")).collect();
    format!("GET /me HTTP/1.1\r\nHost: a\r\n{more}\r\n")
}

#[tokio::test]
async fn heads_beyond_the_limits_are_rejected_on_any_request() {
    let (server, _) = served().await;
    let cases = [
        (head(60_000), 200),
        (head(500_000), 431),
        (headers(100), 200),
        (headers(101), 431),
        (headers(20_000), 431),
    ];
    for (head, status) in cases {
        for first in ["", GET] {
            let mut wire = Wire::open(server).await;
            let request = format!("{first}{head}");
            // The server may stop reading before everything is written.
            let mut sending = request.as_bytes();
            while !sending.is_empty() {
                let (piece, rest) = sending.split_at(sending.len().min(16 << 10));
                if !wire.write(piece).await {
                    break;
                }
                sending = rest;
            }
            if !first.is_empty() {
                assert_eq!(wire.response().await.unwrap().status, 200);
            }
            // A connection that is reset loses the response.
            if let Some(response) = wire.response().await {
                assert_eq!(response.status, status);
            } else {
                assert_eq!(status, 431);
            }
        }
    }
}

async fn under_axum() -> (SocketAddr, Echo) {
    let (listener, echo) = (
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        Echo::default(),
    );
    let address = listener.local_addr().unwrap();
    let router = router(echo.clone());
    tokio::spawn(async { axum::serve(listener, router).await });
    (address, echo)
}

/// What the security model says of `axum::serve`: hyper decides alone.
#[tokio::test]
async fn under_axum_serve_framing_is_left_to_hyper() {
    let (server, _) = under_axum().await;
    let status = async |request: &str| {
        let mut wire = Wire::open(server).await;
        wire.write(request).await;
        let response = wire.response().await.unwrap();
        let closes = response.header("connection") == Some("close");
        (response.status, closes)
    };
    // The chunks count, and the connection is closed (RFC 9112, section 6.1).
    let both = "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n{\"kind\":\"user\"}\r\n0\r\n\r\n";
    assert_eq!(status(both).await, (201, true));
    // A bare line feed ends a line (RFC 9112, section 2.2).
    assert_eq!(status("GET /me HTTP/1.1\nHost: a\n\n").await, (200, false));
    assert_eq!(status("GET /me HTTP/1.1\r\n\r\n").await, (200, false));
    assert_eq!(
        status("GET /me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
            .await
            .0,
        400
    );
    assert_eq!(status(&headers(101)).await.0, 431);
    assert_eq!(status(&head(300_000)).await.0, 200);
    let (length, twice) = ("Content-Length: 1\r\n", "Content-Length: 2\r\n");
    let two = format!("POST /files HTTP/1.1\r\nHost: a\r\n{length}{twice}\r\na");
    assert_eq!(status(&two).await.0, 400);
}
