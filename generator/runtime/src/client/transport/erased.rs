//! Any `tower::Service` over `http::Request` as a transport. Its type is erased, so that nothing else
//! is generic over it.

use bytes::Bytes;
use tower::{Service, ServiceExt, util::BoxCloneSyncService};

use crate::{
    body::{Body, BoxError},
    error::{TransportError, TransportKind},
};

/// A transport without its type.
pub(in crate::client) type BoxTransport =
    BoxCloneSyncService<http::Request<Body>, http::Response<Body>, BoxError>;

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
    fn erased(self) -> BoxCloneSyncService<http::Request<Body>, http::Response<Body>, BoxError>;
}

impl<S, B> Transport for S
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Future: Send + 'static,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn erased(self) -> BoxTransport {
        BoxCloneSyncService::new(
            self.map_err(Into::into)
                .map_response(|response| response.map(Body::stream)),
        )
    }
}

/// The error of a transport, with how far the request got.
pub(in crate::client) fn classified(error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(known) => *known,
        Err(other) => TransportError::new(TransportKind::Exchange, other),
    }
}
