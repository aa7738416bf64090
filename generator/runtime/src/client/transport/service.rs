//! The default transport as a service.

use std::{
    fmt,
    task::{Context, Poll},
};

use futures_util::future::{MapErr, TryFutureExt as _};
use tower_service::Service;

use super::erased::{ErasedTransport, classified};
use crate::{
    body::{Body, BoxError},
    error::TransportError,
};

/// The default transport, as a `tower::Service` to put layers around. Cloning it is cheap, and
/// clones share their connections. [`transport`](super::transport()) makes one.
///
/// Its error says how far a request got, and a client repeats requests by that. A layer should pass
/// it on as it is, or inside of a `Box<dyn Error + Send + Sync>`.
#[derive(Clone)]
pub struct DefaultTransport(ErasedTransport);

impl DefaultTransport {
    pub(super) fn new(transport: ErasedTransport) -> Self {
        Self(transport)
    }

    /// The service below, without one more box per request.
    pub(in crate::client) fn into_inner(self) -> ErasedTransport {
        self.0
    }
}

type InnerFuture = <ErasedTransport as Service<http::Request<Body>>>::Future;

impl Service<http::Request<Body>> for DefaultTransport {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = MapErr<InnerFuture, fn(BoxError) -> TransportError>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.0.poll_ready(cx).map_err(classified)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        self.0.call(request).map_err(classified)
    }
}

impl fmt::Debug for DefaultTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DefaultTransport")
    }
}
