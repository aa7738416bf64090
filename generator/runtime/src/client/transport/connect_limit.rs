//! The time limit of a request for connecting. A pool makes connections for requests, but tells the
//! connector nothing about them, so the limit is known to whatever runs while the request is polled.

use std::{
    cell::Cell,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tower::Service;

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
    S: Service<http::Request<B>>,
    S::Future: Unpin,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = LimitedSend<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
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

impl<F: Future + Unpin> Future for LimitedSend<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let _scope = self.limit.map(Scope::enter);
        Pin::new(&mut self.sent).poll(cx)
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
