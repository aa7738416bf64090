//! A connection that was accepted -> its requests, passed to the router, and their responses.

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use bytes::Bytes;
use http::header::{CONNECTION, HOST};
use http::{Extensions, HeaderValue, Request, Response, Version};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::task::unconstrained;
use tokio::time::timeout;
use tower::Service;

use super::connection::{ConnectionLimits, TimedConnection};
use super::exchanges::{Exchanges, InProgress};
#[cfg(feature = "http2")]
use super::handshake::Protocol;
use super::handshake::{Handshake, shaken};
#[cfg(feature = "http2")]
use super::http2::Http2Session;
use super::incoming::{FramingFault, body, extend, extensions};
#[cfg(feature = "http2")]
use super::preface::Replayed;
use super::registered::Registered;

/// The buffer of a connection. hyper reads a body in turns of 16 full buffers before other
/// connections have theirs: with its own 400 KiB, a flood of uploads makes a short request wait
/// three times as long.
const BUFFER: usize = 64 << 10;

/// A connection that was accepted, and the slot that it occupies.
pub(super) struct Accepted<L: Listener> {
    pub(super) io: L::Io,
    pub(super) peer: L::Addr,
    pub(super) slot: Option<OwnedSemaphorePermit>,
}

/// What all connections share.
#[derive(Clone)]
pub(super) struct Setting<H> {
    pub(super) router: Router,
    pub(super) handshake: H,
    /// How long it may take.
    pub(super) handshake_timeout: Duration,
    pub(super) limits: ConnectionLimits,
    /// How long a connection without a request may stay open after the shutdown has begun.
    pub(super) linger: Duration,
    /// Has a change when the shutdown has begun.
    pub(super) stopping: watch::Receiver<()>,
}

/// Serves one connection to its end, in the protocol that it speaks.
pub(super) async fn session<L, H>(accepted: Accepted<L>, setting: Setting<H>)
where
    L: Listener,
    H: Handshake<L::Io>,
    L::Addr: Clone + Sync + 'static,
{
    let Accepted { io, peer, slot } = accepted;
    let stop = (setting.linger, setting.stopping.clone());
    let shaking = shaken(&setting.handshake, io, setting.handshake_timeout, stop);
    let Some(io) = shaking.await else {
        return;
    };
    #[cfg(feature = "http2")]
    match H::protocol(&io) {
        // Boxed: most connections are the other one.
        Some(Protocol::Http2) => Box::pin(setting.http2(io, peer).serve()).await,
        None if setting.limits.http2.prior_knowledge => Box::pin(setting.detect(io, peer)).await,
        Some(Protocol::Http1) | None => http1(io, peer, setting).await,
    }
    #[cfg(not(feature = "http2"))]
    http1(io, peer, setting).await;
    drop(slot);
}

#[cfg(feature = "http2")]
impl<H> Setting<H> {
    /// A connection that speaks HTTP/2.
    fn http2<Io, Peer>(self, io: Io, peer: Peer) -> Http2Session<Io, Peer> {
        Http2Session {
            io,
            peer,
            router: self.router,
            limits: self.limits,
            stopping: self.stopping,
        }
    }

    /// Serves a connection whose first bytes say what it speaks. They have as much time as a head.
    async fn detect<Io, Peer>(self, io: Io, peer: Peer)
    where
        Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        Peer: Clone + Send + Sync + 'static,
    {
        let mut stopping = self.stopping.clone();
        let limit = self.limits.head.min(crate::clock::LONGEST);
        let mut reading = pin!(timeout(limit, Replayed::new(io)));
        let read = tokio::select! {
            biased;
            read = reading.as_mut() => read,
            _ = stopping.changed() => match timeout(self.linger, reading).await {
                Ok(read) => read,
                Err(_) => return,
            },
        };
        match read {
            Ok(Ok((io, true))) => self.http2(io, peer).serve().await,
            Ok(Ok((io, false))) => http1(io, peer, self).await,
            Ok(Err(error)) => tracing::debug!(%error, "a connection ended early"),
            Err(_) => tracing::debug!("a connection said nothing in time"),
        }
    }
}

/// Serves a connection that speaks HTTP/1.
///
/// hyper closes a connection at once if it has no request when the shutdown begins. A request may
/// be in the buffers of the system, so that happens only after [`Setting::linger`]. Until then, each
/// response closes its connection.
async fn http1<Io, Peer, H>(io: Io, peer: Peer, setting: Setting<H>)
where
    Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    Peer: Clone + Send + Sync + 'static,
{
    let Setting {
        router,
        limits,
        linger,
        mut stopping,
        ..
    } = setting;
    let (io, exchanges) = TimedConnection::new(io, limits);
    let shared = Arc::new(ConnectionState {
        extensions: extensions(peer),
        exchanges,
        stopping: stopping.clone(),
    });
    let (router, responding) = (RefCell::new(router), Arc::clone(&shared));
    let service = hyper::service::service_fn(move |request| {
        respond(&mut router.borrow_mut(), &responding, request)
    });
    let connection = http1::Builder::new()
        .max_buf_size(BUFFER.max(limits.head_bytes.saturating_add(BUFFER / 8)))
        .max_header_size(limits.head_bytes)
        .serve_connection(TokioIo::new(io), service);
    let mut connection = pin!(connection);
    let (mut registered, mut stop) = (
        Registered::default(),
        pin!(unconstrained(stopping.changed())),
    );
    let served_or_stopping = poll_fn(|context| match connection.as_mut().poll(context) {
        Poll::Ready(served) => Poll::Ready(Some(served)),
        Poll::Pending if registered.set(context) && !shared.is_stopping() => Poll::Pending,
        Poll::Pending => stop.as_mut().poll(context).map(|_| None),
    });
    let served = match served_or_stopping.await {
        Some(served) => served,
        None => match timeout(linger, connection.as_mut()).await {
            Ok(served) => served,
            Err(_) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        },
    };
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// What the requests of a connection share.
struct ConnectionState {
    extensions: Extensions,
    exchanges: Exchanges,
    stopping: watch::Receiver<()>,
}

impl ConnectionState {
    /// Whether the shutdown has begun.
    fn is_stopping(&self) -> bool {
        self.stopping.has_changed().unwrap_or(true)
    }
}

/// Passes a request to the router, with the peer's address and the fault of its framing in its
/// extensions. The request is not moved into the future, which waits for the response only.
fn respond(
    router: &mut Router,
    shared: &Arc<ConnectionState>,
    mut request: Request<Incoming>,
) -> impl Future<Output = Result<Response<TrackedBody>, Infallible>> + use<> {
    let shared = Arc::clone(shared);
    let (in_progress, fault) = shared.exchanges.begin();
    let is_ambiguous = fault.is_some();
    extend(request.extensions_mut(), &shared.extensions);
    if let Some(fault) = fault.or_else(|| host_fault(&request)) {
        request.extensions_mut().insert(FramingFault(fault));
    }
    // It is always ready.
    let responding = router.call(request.map(body));
    async move {
        let mut response = responding.await?;
        if is_ambiguous || shared.is_stopping() {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response.map(|body| TrackedBody {
            body,
            _in_progress: in_progress,
        }))
    }
}

/// What is wrong with the host of a request ([RFC 9112, section
/// 3.2](https://www.rfc-editor.org/rfc/rfc9112#section-3.2)).
fn host_fault(request: &Request<Incoming>) -> Option<&'static str> {
    let authority = request.uri().authority();
    if authority.is_some_and(|authority| authority.as_str().contains('@')) {
        return Some("the target has user information");
    }
    match request.headers().get(HOST) {
        Some(host) => (!is_host(host.as_bytes())).then_some("the Host header is not a host"),
        None if request.version() == Version::HTTP_11 && authority.is_none() => {
            Some("the Host header is missing")
        }
        None => None,
    }
}

/// Whether this is a name or an address, and maybe a port; by its characters ([RFC 3986, section
/// 3.2](https://www.rfc-editor.org/rfc/rfc3986#section-3.2)).
fn is_host(text: &[u8]) -> bool {
    let last = text.iter().rposition(|byte| matches!(byte, b':' | b']'));
    let (host, port) = match last.and_then(|at| text.split_at_checked(at)) {
        Some((host, [b':', port @ ..])) => (host, port),
        Some(_) | None => (text, &[][..]),
    };
    let is_address = host.starts_with(b"[") && host.ends_with(b"]");
    let fits = |byte: &u8| match byte {
        b':' | b'[' | b']' => is_address,
        b'-' | b'.' | b'_' | b'~' | b'%' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*'
        | b'+' | b',' | b';' | b'=' => true,
        _ => byte.is_ascii_alphanumeric(),
    };
    host.iter().all(fits) && port.iter().all(u8::is_ascii_digit)
}

/// The body of a response, which knows when it is complete.
struct TrackedBody {
    body: axum::body::Body,
    _in_progress: InProgress,
}

impl http_body::Body for TrackedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
