//! What carries requests: any `tower::Service` over `http::Request`, erased so that nothing else is
//! generic over it.

use bytes::Bytes;
use tower::{Service, ServiceExt, util::BoxCloneSyncService};

use crate::{
    body::{Body, BoxError},
    error::{TransportError, TransportKind},
};

/// A transport whose type is forgotten.
pub(crate) type Erased = BoxCloneSyncService<http::Request<Body>, http::Response<Body>, BoxError>;

/// A service that carries requests: every `tower::Service` from `http::Request<Body>` to an
/// `http::Response`; an axum `Router` is one.
///
/// An error that is a [`TransportError`] of the kind [`TransportKind::Connect`] is one after which
/// a request may be repeated.
pub trait Transport {
    /// Forgets the type.
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
    fn erased(self) -> Erased {
        BoxCloneSyncService::new(
            self.map_err(Into::into)
                .map_response(|response| response.map(Body::stream)),
        )
    }
}

/// The error of a transport, with how far the request came.
pub(crate) fn classified(error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(known) => *known,
        Err(other) => TransportError::new(TransportKind::Exchange, other),
    }
}
