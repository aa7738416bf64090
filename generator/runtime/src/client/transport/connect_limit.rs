//! The pool as a service, with the time limit of a request for connecting. A pool makes connections for requests, but tells the
//! connector nothing about them, so the limit is known to whatever runs while the request is polled.

use std::{
    cell::Cell,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use hyper_util::client::legacy::Error;
use tower_service::Service;

use crate::error::{TransportError, TransportKind};

thread_local! {
    /// The limit of the request that is polled on this thread.
    static LIMIT: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// The limit of one request, in its extensions.
#[derive(Debug, Clone, Copy)]
pub(in crate::client) struct ConnectLimit(pub(in crate::client) Duration);

/// The limit of the request that is polled at this moment, if it has one of its own.
pub(super) fn of_request() -> Option<Duration> {
    LIMIT.get()
}

/// A pool whose connector knows the limit of the request for which it connects.
#[derive(Clone)]
pub(super) struct Limiting<S>(pub(super) S);

impl<S, B> Service<http::Request<B>> for Limiting<S>
where
    S: Service<http::Request<B>, Error = Error>,
    S::Future: Unpin,
{
    type Response = S::Response;
    type Error = TransportError;
    type Future = LimitedSend<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.0.poll_ready(cx).map_err(failed)
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let limit = request.extensions().get::<ConnectLimit>();
        let limit = limit.map(|limit| limit.0);
        LimitedSend {
            limit,
            sent: self.0.call(request),
        }
    }
}

/// A request that is sent.
pub(super) struct LimitedSend<F> {
    limit: Option<Duration>,
    sent: F,
}

impl<R, F: Future<Output = Result<R, Error>> + Unpin> Future for LimitedSend<F> {
    type Output = Result<R, TransportError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _scope = self.limit.map(Scope::enter);
        Pin::new(&mut self.sent).poll(cx).map_err(failed)
    }
}

/// While it is there, the limit is known on this thread.
struct Scope(Option<Duration>);

impl Scope {
    fn enter(limit: Duration) -> Self {
        Self(LIMIT.replace(Some(limit)))
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        LIMIT.set(self.0);
    }
}

/// The error of hyper, with how far the request got.
fn failed(error: Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportKind::Connect
    } else if is_canceled(&error) {
        TransportKind::Unsent
    } else {
        TransportKind::Exchange
    };
    TransportError::new(kind, error)
}

/// Whether hyper gave the request back, of which it has written nothing: the connection was closed
/// before its turn.
fn is_canceled(error: &Error) -> bool {
    let cause = std::error::Error::source(error);
    let cause = cause.and_then(|cause| cause.downcast_ref::<hyper::Error>());
    cause.is_some_and(hyper::Error::is_canceled)
}
