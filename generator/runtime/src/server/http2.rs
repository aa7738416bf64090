//! A connection that speaks HTTP/2 ([RFC 9113](https://www.rfc-editor.org/rfc/rfc9113)): its limits, its requests, and its end.
//!
//! The protocol itself is the business of hyper and h2: they judge the framing of requests, and limit heads and what a peer may ask for.
//! What they have no limit for is watched here: connections without requests, responses that nobody takes, and requests that are taken
//! back again and again.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use axum::Router;
use bytes::Bytes;
use http::header::{CONNECTION, COOKIE, HOST};
use http::{Extensions, HeaderMap, HeaderValue, Request, Response};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tower::Service;

use super::activity::{Activity, Ending, InFlight};
use super::connection::{ConnectionLimits, TimedConnection};
use super::incoming::{FramingFault, body, extend, extensions};

/// A connection, and what it needs to be served.
pub(super) struct Http2Session<Io, Peer> {
    pub(super) io: Io,
    pub(super) peer: Peer,
    pub(super) router: Router,
    pub(super) limits: ConnectionLimits,
    /// Has a change when the shutdown has begun.
    pub(super) stopping: watch::Receiver<()>,
}

impl<Io, Peer> Http2Session<Io, Peer>
where
    Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    Peer: Clone + Send + Sync + 'static,
{
    /// Serves the connection to its end. A connection that is idle, and one of a server that shuts down, is told to go (`GOAWAY`), and
    /// what it has begun gets its responses.
    pub(super) async fn serve(self) {
        let Self {
            io,
            peer,
            router,
            limits,
            mut stopping,
        } = self;
        let activity = Activity::new(limits.http2.resets);
        let shared = activity.clone();
        let extensions = extensions(peer);
        let service = hyper::service::service_fn(move |request| {
            respond(router.clone(), &extensions, shared.begin(), request)
        });
        let io = TokioIo::new(TimedConnection::unfollowed(io, limits));
        let builder = limits.http2.builder(limits.head_bytes);
        let mut connection = pin!(builder.serve_connection(io, service));
        let ending = tokio::select! {
            biased;
            served = connection.as_mut() => return log(served),
            ending = activity.ends(limits.head, limits.write) => ending,
            _ = stopping.changed() => Ending::Idle,
        };
        match ending {
            Ending::Idle => connection.as_mut().graceful_shutdown(),
            Ending::Stalled => return tracing::debug!("a connection takes no responses"),
            Ending::Resets => return tracing::debug!("a connection takes its requests back"),
        }
        tokio::select! {
            biased;
            served = connection.as_mut() => log(served),
            // A peer that does not leave is left.
            _ = activity.ends(limits.half_closed, limits.write) => {}
        }
    }
}

fn log(served: hyper::Result<()>) {
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Passes a request to the router. A request without `Host` gets it from `:authority`, as for HTTP/1.1: so signatures that cover it, and
/// code that reads it, need not know the protocol.
fn respond(
    mut router: Router,
    connection: &Extensions,
    in_flight: InFlight,
    mut request: Request<Incoming>,
) -> impl Future<Output = Result<Response<WatchedBody>, Infallible>> + use<> {
    extend(request.extensions_mut(), connection);
    if let Err(fault) = settle_host(&mut request) {
        request.extensions_mut().insert(FramingFault(fault));
    }
    join_cookies(request.headers_mut());
    // It is always ready.
    let responding = router.call(request.map(body));
    async move {
        let mut response = responding.await?;
        // It means nothing here (RFC 9113, section 8.2.2).
        response.headers_mut().remove(CONNECTION);
        Ok(response.map(|body| WatchedBody::new(body, in_flight)))
    }
}

/// Makes `Host` and `:authority` one, or says why not ([RFC 9113, section
/// 8.3.1](https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1)).
fn settle_host<B>(request: &mut Request<B>) -> Result<(), &'static str> {
    let host = request.headers().get(HOST);
    let Some(authority) = request.uri().authority() else {
        return host.map(|_| ()).ok_or("the authority is missing");
    };
    if authority.as_str().contains('@') {
        return Err("the authority has user information");
    }
    if let Some(host) = host {
        let same = host
            .as_bytes()
            .eq_ignore_ascii_case(authority.as_str().as_bytes());
        return same.then_some(()).ok_or("Host is not the authority");
    }
    let host = HeaderValue::from_str(authority.as_str()).map_err(|_| "the authority is no text")?;
    request.headers_mut().insert(HOST, host);
    Ok(())
}

/// Makes one header of the fields that a client may send its cookies in ([RFC 9113, section
/// 8.2.3](https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3)).
fn join_cookies(headers: &mut HeaderMap) {
    let mut cookies = headers.get_all(COOKIE).iter();
    if cookies.next().is_none() || cookies.next().is_none() {
        return;
    }
    let all: Vec<&[u8]> = headers
        .get_all(COOKIE)
        .iter()
        .map(HeaderValue::as_bytes)
        .collect();
    if let Ok(mut joined) = HeaderValue::from_bytes(&all.join(&b"; "[..])) {
        joined.set_sensitive(true);
        headers.insert(COOKIE, joined);
    }
}

/// The body of a response, which knows whether its peer takes it.
struct WatchedBody {
    body: axum::body::Body,
    in_flight: InFlight,
}

impl WatchedBody {
    fn new(body: axum::body::Body, mut in_flight: InFlight) -> Self {
        in_flight.offered(http_body::Body::is_end_stream(&body));
        Self { body, in_flight }
    }
}

impl http_body::Body for WatchedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.in_flight.taken();
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(_))) => {
                let is_last = self.body.is_end_stream();
                self.in_flight.offered(is_last);
            }
            Poll::Ready(None | Some(Err(_))) => self.in_flight.offered(true),
            Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
