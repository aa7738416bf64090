//! Handshakes before the first request: none delays another connection, and none lasts for ever.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::sync::Arc;

use bindwright_runtime::server::Server;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::server::IMPATIENCE;
use crate::server::echo::{Echo, router};
use crate::server::raw::Wire;

/// A handshake of one byte.
async fn greeted(mut io: TcpStream) -> Result<TcpStream> {
    match io.read_u8().await? {
        b'!' => Ok(io),
        _ => Err(Error::from(ErrorKind::InvalidData)),
    }
}

const REQUEST: &str = "GET /me HTTP/1.1\r\nHost: a\r\n\r\n";

async fn status(server: SocketAddr, greeting: &str) -> Option<u16> {
    let mut wire = Wire::open(server).await;
    wire.write(format!("{greeting}{REQUEST}")).await;
    wire.response().await.map(|response| response.status)
}

#[tokio::test]
async fn a_peer_that_says_nothing_delays_nobody() {
    let server = run_greeting(|server| server).await;
    let mut silent = Vec::new();
    for _ in 0..50 {
        silent.push(Wire::open(server).await);
    }
    assert_eq!(status(server, "!").await, Some(200));
    assert_eq!(status(server, "?").await, None);
    // It has lost nothing by that.
    let mut late = silent.pop().unwrap();
    late.write(format!("!{REQUEST}")).await;
    assert_eq!(late.response().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_handshake_counts_as_a_connection_and_ends_in_time() {
    let server = run_greeting(|server| server.handshake_timeout(IMPATIENCE).max_connections(1));
    let server = server.await;
    let mut silent = Wire::open(server).await;
    // Waits until the silent peer has lost its slot.
    assert_eq!(status(server, "!").await, Some(200));
    assert!(silent.is_closed().await);
}

type Greeting = fn(TcpStream) -> std::pin::Pin<Box<dyn Future<Output = Result<TcpStream>> + Send>>;

async fn run_greeting(
    set: impl FnOnce(Server<TcpListener, Greeting>) -> Server<TcpListener, Greeting>,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let greeting: Greeting = |io| Box::pin(greeted(io));
    let server = Server::new(listener, router(Echo::default())).handshake(greeting);
    tokio::spawn(set(server).run_until(std::future::pending()));
    address
}

/// A listener of somebody else that does more than to accept, and loses its connection if nobody waits for it.
struct Slow {
    inner: TcpListener,
    released: Arc<Notify>,
    accepted: usize,
}

impl axum::serve::Listener for Slow {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        let found = self.inner.accept().await.unwrap();
        self.accepted += 1;
        if self.accepted > 1 {
            self.released.notified().await;
        }
        found
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.inner.local_addr()
    }
}

#[tokio::test]
async fn a_connection_that_ends_does_not_drop_another_that_begins() {
    let released = Arc::new(Notify::new());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let slow = Slow {
        inner: listener,
        released: Arc::clone(&released),
        accepted: 0,
    };
    let server = Server::new(slow, router(Echo::default()));
    tokio::spawn(server.run_until(std::future::pending()));
    let mut first = Wire::open(address).await;
    first.write(REQUEST).await;
    assert_eq!(first.response().await.unwrap().status, 200);
    let mut second = Wire::open(address).await;
    second.write(REQUEST).await;
    first
        .write("GET /me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await;
    assert_eq!(first.response().await.unwrap().status, 200);
    assert!(first.is_closed().await);
    released.notify_one();
    assert_eq!(
        second.response().await.map(|response| response.status),
        Some(200)
    );
}
