//! Any `tower::Service` over `http::Request` as a transport. Its type is erased, so that nothing else
//! is generic over it.

use std::{
    fmt,
    future::{poll_fn, ready},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use futures_util::FutureExt as _;
use tower_service::Service;

use crate::{
    body::{Body, BoxError},
    error::{TransportError, TransportKind},
};

/// A response that is on its way.
type PendingResponse = Pin<Box<dyn Future<Output = Result<http::Response<Body>, BoxError>> + Send>>;

/// A transport without its type. Cloning it is cheap.
#[derive(Clone)]
pub struct ErasedTransport {
    /// Waits by itself until the service is ready, so that it is shared and not cloned.
    sender: Arc<dyn Fn(http::Request<Body>) -> PendingResponse + Send + Sync>,
    asks_for_operation: bool,
}

impl ErasedTransport {
    /// Sends a request.
    pub(in crate::client) fn send(&self, request: http::Request<Body>) -> PendingResponse {
        (self.sender)(request)
    }

    /// Whether something in it may ask which operation a request is for.
    pub(in crate::client) fn asks_for_operation(&self) -> bool {
        self.asks_for_operation
    }

    /// The same transport, in which nothing asks for that.
    #[cfg(feature = "_transport")]
    pub(in crate::client) fn without_operation(mut self) -> Self {
        self.asks_for_operation = false;
        self
    }
}

/// Prints nothing of the service.
impl fmt::Debug for ErasedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ErasedTransport")
    }
}

impl Service<http::Request<Body>> for ErasedTransport {
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = PendingResponse;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> PendingResponse {
        self.send(request)
    }
}

/// A service that sends requests. Every `tower::Service` from `http::Request<Body>` to an
/// `http::Response` is one, for example an axum `Router`.
///
/// After an error, only requests that may be repeated are sent again, unless it is a
/// [`TransportError`] whose kind says that nothing was sent: [`TransportKind::Connect`] or
/// [`TransportKind::Unsent`]. The operation of a request is in its extensions, as
/// [`OperationInfo`](crate::OperationInfo).
///
/// # Examples
///
/// A test double that responds without a network:
///
/// ```
/// # #[cfg(feature = "client")] {
/// use bindwright_runtime::{Body, client::Transport, http::{Request, Response}};
///
/// let fake = tower::service_fn(|_: Request<Body>| async {
///     Ok::<_, std::io::Error>(Response::new(Body::full(r#"{"id": 1}"#)))
/// });
/// // Client::builder().transport(fake).build()?
/// # let _ = fake.erased();
/// # }
/// ```
pub trait Transport {
    /// Erases the type.
    fn erased(self) -> ErasedTransport;
}

impl<S, B> Transport for S
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Future: Send + 'static,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn erased(self) -> ErasedTransport {
        let sender = move |request| -> PendingResponse {
            let mut service = self.clone();
            // Most services are always ready, so that the request need not be kept until they are.
            match service.poll_ready(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(Ok(())) => Box::pin(service.call(request).map(responded)),
                Poll::Ready(Err(error)) => Box::pin(ready(Err(error.into()))),
                Poll::Pending => Box::pin(async move {
                    let readiness = poll_fn(|cx| service.poll_ready(cx)).await;
                    readiness.map_err(Into::into)?;
                    let responding = service.call(request);
                    drop(service);
                    responded(responding.await)
                }),
            }
        };
        ErasedTransport {
            sender: Arc::new(sender),
            asks_for_operation: true,
        }
    }
}

/// What a service responds, without the types of its body and its errors.
fn responded<B, E>(result: Result<http::Response<B>, E>) -> Result<http::Response<Body>, BoxError>
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
    E: Into<BoxError>,
{
    result
        .map(|response| response.map(Body::stream))
        .map_err(Into::into)
}

/// The error of a transport, with how far the request got.
pub(in crate::client) fn classified(error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(known) => *known,
        Err(other) => TransportError::new(TransportKind::Exchange, other),
    }
}
