//! A listener and a router -> a running server, for HTTP/1.1 and, if a program asks for it, HTTP/2.
//!
//! Unlike `axum::serve`, it closes slow connections, limits their number and the size of heads,
//! rejects ambiguous framing ([RFC 9112, section
//! 6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3)) of every request, and serves every
//! connection that it has accepted before it stops.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::connection::ConnectionLimits;
use super::handshake::{Handshake, NoHandshake};
#[cfg(feature = "http2")]
use super::http2_limits::Http2;
use super::session::{Accepted, Setting, session};
#[cfg(feature = "server-tls")]
use super::tls::ServerTls;

/// How long a connection without a request may stay open after the shutdown has begun: a request
/// may be on its way.
const LINGER: Duration = Duration::from_secs(1);

/// How long the listener waits for a connection in its queue after the shutdown has begun.
const QUEUE: Duration = Duration::from_millis(20);

/// Serves `router` for as long as the future is polled, with the default limits of [`Server`]. The
/// listener can be one of TCP or of Unix sockets. For TLS, see `Server::tls` and [`Server::handshake`].
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
/// the address of their peer as [`ConnectInfo`](super::ConnectInfo) in their extensions.
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
pub struct Server<L, H = NoHandshake> {
    listener: L,
    router: Router,
    connections: usize,
    grace: Duration,
    limits: ConnectionLimits,
    handshake: H,
    handshake_timeout: Duration,
}

impl<L> Server<L>
where
    L: Listener,
    L::Addr: Clone + Sync + 'static,
{
    /// A server with the default limits.
    pub fn new(listener: L, router: Router) -> Self {
        let limits = ConnectionLimits {
            head: Duration::from_secs(30),
            write: Duration::from_secs(30),
            half_closed: Duration::from_secs(3),
            head_bytes: 64 << 10,
            #[cfg(feature = "http2")]
            http2: Http2::new(),
        };
        Self {
            listener,
            // axum makes routes of handlers here, once, and not for each request.
            router: router.with_state(()),
            connections: 10_000,
            grace: Duration::from_secs(10),
            limits,
            handshake: NoHandshake,
            handshake_timeout: Duration::from_secs(10),
        }
    }
}

impl<L, H> Server<L, H>
where
    L: Listener,
    L::Addr: Clone + Sync + 'static,
    H: Handshake<L::Io>,
{
    /// Sets what is done with each connection before its first request, such as the handshake of TLS.
    ///
    /// It runs in the task of the connection, within [`handshake_timeout`](Self::handshake_timeout), and counts as a connection. Do not
    /// wait for a peer in `accept` of a listener instead: a peer that says nothing would keep all others out.
    ///
    /// # Examples
    /// TLS by another library: `acceptor` is one of the crate `tokio-native-tls`. For rustls, the feature `server-tls` has a method.
    /// ```ignore (the crate is not a dependency)
    /// let server = Server::new(listener, router).handshake(move |io| acceptor.accept(io));
    /// ```
    pub fn handshake<N: Handshake<L::Io>>(self, handshake: N) -> Server<L, N> {
        Server {
            listener: self.listener,
            router: self.router,
            connections: self.connections,
            grace: self.grace,
            limits: self.limits,
            handshake,
            handshake_timeout: self.handshake_timeout,
        }
    }

    /// Serves HTTP over TLS. [`handshake_timeout`](Self::handshake_timeout) limits the handshake.
    #[cfg(feature = "server-tls")]
    pub fn tls(self, tls: ServerTls) -> Server<L, ServerTls> {
        self.handshake(tls)
    }

    /// Sets the limits of connections that speak HTTP/2, and whether it is looked for without TLS. With TLS, it is offered by
    /// `ServerTls::http2`. What the other limits mean for HTTP/2, of which a connection has many requests
    /// at once:
    ///
    /// | limit | meaning |
    /// |---|---|
    /// | [`header_read_timeout`](Self::header_read_timeout) | how long a connection may be without requests, and how long its first one may take |
    /// | [`write_timeout`](Self::write_timeout) | how long the peer may take nothing of all that there is for it, be it by TCP or by the windows of HTTP/2 |
    /// | [`max_header_bytes`](Self::max_header_bytes) | the bytes of a head after decompression, 32 more for each header; a larger one is rejected with 431 |
    /// | [`half_close_timeout`](Self::half_close_timeout) | how long a connection without requests may stay when it was told to go; a request that is taken back drops its handler at once |
    /// | [`grace`](Self::grace) | the same: connections are told to go (`GOAWAY`) when the shutdown begins, and what they have begun gets its responses |
    #[cfg(feature = "http2")]
    pub fn http2(mut self, http2: Http2) -> Self {
        self.limits.http2 = http2;
        self
    }

    /// Sets how long the handshake of a connection may take; 10 s by default. A connection that takes longer is closed.
    pub fn handshake_timeout(mut self, timeout: Duration) -> Self {
        self.handshake_timeout = timeout;
        self
    }

    /// Sets how long the head of a request may take, counted from when the connection started to
    /// wait for it; 30 s by default. An idle connection is closed after the same time.
    pub fn header_read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.head = timeout;
        self
    }

    /// Sets how long a write may make no progress because the peer does not read; 30 s by default.
    pub fn write_timeout(mut self, timeout: Duration) -> Self {
        self.limits.write = timeout;
        self
    }

    /// Sets how many bytes the head of a request may have; 64 KiB by default. A larger one is
    /// rejected with 431, and so are more than 100 headers.
    pub fn max_header_bytes(mut self, bytes: usize) -> Self {
        self.limits.head_bytes = bytes;
        self
    }

    /// Sets how long a client that has closed its side of the connection waits for its response;
    /// 3 s by default. A client that has gone looks the same, so its handler is dropped after this
    /// time.
    pub fn half_close_timeout(mut self, timeout: Duration) -> Self {
        self.limits.half_closed = timeout;
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

    /// Serves until `shutdown` is ready. Then it accepts the connections that wait in the
    /// listener's queue, responds to all requests that have begun or begin within a second, closes
    /// each connection after its response, and returns after the grace period at the latest. What is left then is aborted.
    pub async fn run_until(self, shutdown: impl Future<Output = ()>) {
        let Self {
            mut listener,
            router,
            connections,
            grace,
            limits,
            handshake,
            handshake_timeout,
        } = self;
        let slots = Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS)));
        let (stop, stopping) = watch::channel(());
        let linger = LINGER.min(grace / 2);
        let mut tasks = JoinSet::new();
        let setting = Setting {
            router,
            handshake,
            handshake_timeout,
            limits,
            linger,
            stopping,
        };
        let serve = |tasks: &mut JoinSet<()>, accepted| {
            tasks.spawn(session::<L, H>(accepted, setting.clone()));
        };
        let mut shutdown = pin!(shutdown);
        let last = 'serving: loop {
            let mut accepting = pin!(accept(&mut listener, Arc::clone(&slots)));
            // One future until there is a connection: a listener may lose one when `accept` is dropped. A task keeps its memory
            // until it is joined.
            let accepted = loop {
                tokio::select! {
                    biased;
                    () = &mut shutdown => {
                        stop.send_replace(());
                        break 'serving timeout(QUEUE.min(linger), accepting).await.ok();
                    }
                    Some(_) = tasks.join_next() => {}
                    accepted = &mut accepting => break accepted,
                }
            };
            serve(&mut tasks, accepted);
        };
        let draining = async {
            let queue = async {
                let mut accepted = last;
                while let Some(next) = accepted {
                    serve(&mut tasks, next);
                    let accepting = accept(&mut listener, Arc::clone(&slots));
                    accepted = timeout(QUEUE, accepting).await.ok();
                }
            };
            let complete = timeout(linger, queue).await;
            drop(listener);
            while tasks.join_next().await.is_some() {}
            complete
        };
        let drained = timeout(grace, draining).await;
        tracing::debug!(complete = drained.is_ok(), "the server has stopped");
    }
}

/// Waits for a free slot, then for a connection.
async fn accept<L: Listener>(listener: &mut L, slots: Arc<Semaphore>) -> Accepted<L> {
    // The semaphore is never closed.
    let slot = slots.acquire_owned().await.ok();
    let (io, peer) = listener.accept().await;
    Accepted { io, peer, slot }
}
