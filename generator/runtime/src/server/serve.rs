//! A listener and a router -> a running HTTP/1.1 server.
//!
//! Unlike `axum::serve`, it closes slow connections, limits their number, rejects ambiguous framing
//! ([RFC 9112, section 6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3)), and completes
//! requests in progress before it stops.

use std::convert::Infallible;
use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use axum::serve::Listener;
use http::header::{CONNECTION, HOST, TRANSFER_ENCODING};
use http::{HeaderValue, Request, Response, Version};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::clock;

use super::connection::{Framing, Heads, TimedConnection};

/// Serves `router` for as long as the future is polled, with the default limits of [`Server`]. The
/// listener can be one of TCP, of Unix sockets, or of TLS.
///
/// # Examples
/// ```no_run
/// use bindwright_runtime::server::{Router, serve};
///
/// # async fn run(router: Router) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
/// serve(listener, router).await; // `router` of the generated crate makes one
/// # Ok(())
/// # }
/// ```
pub async fn serve<L>(listener: L, router: Router)
where
    L: Listener,
    L::Addr: Clone + Sync + 'static,
{
    Server::new(listener, router).run_until(pending()).await;
}

/// A server that is not running yet: a listener, a router, and limits on connections. Requests have
/// the address of their peer as [`ConnectInfo`] in their extensions.
///
/// # Examples
/// Stops on a signal, after requests in progress:
/// ```no_run
/// use std::time::Duration;
/// use bindwright_runtime::server::{Router, Server};
///
/// # async fn run(router: Router, stop: impl Future<Output = ()>) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
/// Server::new(listener, router).grace(Duration::from_secs(30)).run_until(stop).await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use]
pub struct Server<L> {
    listener: L,
    router: Router,
    connections: usize,
    grace: Duration,
    timeouts: Timeouts,
}

/// The time limits of a connection.
#[derive(Debug, Clone, Copy)]
struct Timeouts {
    head: Duration,
    write: Duration,
}

/// What is wrong with the framing of a request, in its extensions: the router responds with 400.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FramingFault(pub(crate) &'static str);

impl<L> Server<L>
where
    L: Listener,
    L::Addr: Clone + Sync + 'static,
{
    /// A server with the default limits.
    pub fn new(listener: L, router: Router) -> Self {
        let timeouts = Timeouts {
            head: Duration::from_secs(30),
            write: Duration::from_secs(30),
        };
        Self {
            listener,
            router,
            connections: 10_000,
            grace: Duration::from_secs(10),
            timeouts,
        }
    }

    /// Sets how long the head of a request may take, counted from when the connection started to
    /// wait for it; 30 s by default. An idle connection is closed after the same time.
    pub fn header_read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.head = timeout;
        self
    }

    /// Sets how long a write may make no progress because the peer does not read; 30 s by default.
    pub fn write_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.write = timeout;
        self
    }

    /// Sets how many connections may be open; further ones wait in the listener's queue. 10,000 by
    /// default.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Sets how long requests in progress may take after the shutdown has begun; 10 s by default.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Serves until `shutdown` is ready. Then it accepts no more connections, completes requests in
    /// progress, and returns after the grace period at the latest.
    pub async fn run_until(self, shutdown: impl Future<Output = ()>) {
        let Self {
            mut listener,
            router,
            connections,
            grace,
            timeouts,
        } = self;
        let slots = Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS)));
        let (graceful, mut tasks) = (GracefulShutdown::new(), JoinSet::new());
        let mut shutdown = pin!(shutdown);
        loop {
            let accepted = tokio::select! {
                biased;
                () = &mut shutdown => break,
                accepted = accept(&mut listener, Arc::clone(&slots)) => accepted,
            };
            let Some(accepted) = accepted else { break };
            tasks.spawn(connection(
                accepted,
                router.clone(),
                timeouts,
                graceful.watcher(),
            ));
            while tasks.try_join_next().is_some() {}
        }
        drop(listener);
        // What the grace period leaves is aborted when `tasks` is dropped.
        let drained = tokio::time::timeout(grace, graceful.shutdown()).await;
        tracing::debug!(complete = drained.is_ok(), "the server has stopped");
    }
}

/// A connection that was accepted, and the slot that it occupies.
struct Accepted<L: Listener> {
    io: L::Io,
    peer: L::Addr,
    slot: OwnedSemaphorePermit,
}

/// Waits for a free slot, then for a connection.
async fn accept<L: Listener>(listener: &mut L, slots: Arc<Semaphore>) -> Option<Accepted<L>> {
    let slot = slots.acquire_owned().await.ok()?;
    let (io, peer) = listener.accept().await;
    Some(Accepted { io, peer, slot })
}

/// Serves one connection to its end.
async fn connection<L>(accepted: Accepted<L>, router: Router, timeouts: Timeouts, watcher: Watcher)
where
    L: Listener,
    L::Addr: Clone + Sync + 'static,
{
    let Accepted { io, peer, slot } = accepted;
    let (io, heads) = TimedConnection::new(io, timeouts.write);
    let service = hyper::service::service_fn(move |request| {
        respond(router.clone(), heads.clone(), peer.clone(), request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // hyper adds it to the clock.
        .header_read_timeout(timeouts.head.min(clock::LONGEST))
        .serve_connection(TokioIo::new(io), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
    drop(slot);
}

/// Passes a request to the router, with the peer's address and the fault of its framing in its
/// extensions.
async fn respond<Peer: Clone + Send + Sync + 'static>(
    router: Router,
    heads: Heads,
    peer: Peer,
    mut request: Request<Incoming>,
) -> Result<Response<axum::body::Body>, Infallible> {
    let framing = heads.framing(request.method());
    let closes = match framing {
        Framing::Sound => false,
        Framing::Ambiguous(_) => true,
        Framing::Unseen => request.headers().contains_key(TRANSFER_ENCODING),
    };
    if let Some(fault) = fault(framing, &request) {
        request.extensions_mut().insert(fault);
    }
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut response = router.oneshot(request.map(axum::body::Body::new)).await?;
    if closes {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

/// What is wrong with a request from a connection: its framing, or a missing `Host` ([RFC 9112,
/// section 3.2](https://www.rfc-editor.org/rfc/rfc9112#section-3.2)).
fn fault(framing: Framing, request: &Request<Incoming>) -> Option<FramingFault> {
    if let Framing::Ambiguous(reason) = framing {
        return Some(FramingFault(reason));
    }
    let needs_host = request.version() == Version::HTTP_11 && request.uri().authority().is_none();
    (needs_host && !request.headers().contains_key(HOST))
        .then_some(FramingFault("the Host header is missing"))
}
