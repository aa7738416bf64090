//! Signing as a `tower::Layer`, for HTTP clients other than the generated one.

use std::{
    sync::Arc,
    task::{Context, Poll},
};

use futures_core::future::BoxFuture;
use tower_layer::Layer;
use tower_service::Service;

use super::transport::mark_bound;
use crate::{
    body::{Body, BoxError},
    signing::Signer,
};

/// Signs every request with one [`Signer`].
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "signing")] {
/// use bindwright_runtime::{KeyPair, client::SigningLayer, signing::SdkHmacSha256};
///
/// let layer = SigningLayer::new(SdkHmacSha256::new(KeyPair::new("AK", "SK")));
/// // tower::ServiceBuilder::new().layer(layer).service(transport)
/// # let _ = layer;
/// # }
/// ```
#[derive(Debug)]
pub struct SigningLayer<G> {
    signer: Arc<G>,
}

impl<G: Signer> SigningLayer<G> {
    /// A layer that signs with this signer.
    #[must_use]
    pub fn new(signer: G) -> Self {
        Self {
            signer: Arc::new(signer),
        }
    }
}

impl<G> Clone for SigningLayer<G> {
    fn clone(&self) -> Self {
        Self {
            signer: Arc::clone(&self.signer),
        }
    }
}

impl<S, G: Signer> Layer<S> for SigningLayer<G> {
    type Service = Signing<S, G>;

    fn layer(&self, inner: S) -> Signing<S, G> {
        Signing {
            inner,
            signer: Arc::clone(&self.signer),
        }
    }
}

/// The service of a [`SigningLayer`]: signs each request before it passes it on.
#[derive(Debug)]
pub struct Signing<S, G> {
    inner: S,
    signer: Arc<G>,
}

impl<S: Clone, G> Clone for Signing<S, G> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            signer: Arc::clone(&self.signer),
        }
    }
}

impl<S, G> Service<http::Request<Body>> for Signing<S, G>
where
    S: Service<http::Request<Body>>,
    S::Future: Send + 'static,
    S::Response: Send + 'static,
    S::Error: Into<BoxError> + 'static,
    G: Signer,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<S::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let sent = signed(request, &*self.signer).map(|request| self.inner.call(request));
        Box::pin(async move { sent?.await.map_err(Into::into) })
    }
}

/// The request with its signature.
fn signed(
    request: http::Request<Body>,
    signer: &dyn Signer,
) -> Result<http::Request<Body>, BoxError> {
    let bytes = request.body().bytes();
    let (mut parts, body) = request.into_parts();
    match bytes {
        Some(bytes) => signer.sign(&mut parts, &bytes)?,
        None => signer.sign_stream(&mut parts)?,
    }
    mark_bound(&mut parts.extensions);
    Ok(http::Request::from_parts(parts, body))
}
