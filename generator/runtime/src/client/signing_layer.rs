//! Signing as a `tower::Layer`, for HTTP stacks that do without the generated client. Refuses bodies that stream.

use std::{
    task::{Context, Poll},
    time::SystemTime,
};

use futures_util::future::{BoxFuture, FutureExt, TryFutureExt, ready};
use tower::{Layer, Service};

use crate::{
    body::{Body, BoxError},
    error::ConfigError,
    secret::KeyPair,
    signing,
};

/// Signs every request by one access key.
#[derive(Debug, Clone)]
pub struct SigningLayer {
    keys: KeyPair,
}

impl SigningLayer {
    /// Signs by these keys.
    #[must_use]
    pub fn new(keys: KeyPair) -> Self {
        Self { keys }
    }
}

impl<S> Layer<S> for SigningLayer {
    type Service = Signing<S>;

    fn layer(&self, inner: S) -> Signing<S> {
        Signing {
            inner,
            keys: self.keys.clone(),
        }
    }
}

/// A service that signs what it hands on.
#[derive(Debug, Clone)]
pub struct Signing<S> {
    inner: S,
    keys: KeyPair,
}

impl<S> Service<http::Request<Body>> for Signing<S>
where
    S: Service<http::Request<Body>>,
    S::Future: Send + 'static,
    S::Response: Send + 'static,
    S::Error: Into<BoxError> + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<S::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        match signed(request, &self.keys) {
            Ok(request) => self.inner.call(request).map_err(Into::into).boxed(),
            Err(error) => ready(Err(error)).boxed(),
        }
    }
}

fn signed(request: http::Request<Body>, keys: &KeyPair) -> Result<http::Request<Body>, BoxError> {
    let bytes = request.body().bytes().ok_or(ConfigError::SignedStream)?;
    let (mut parts, body) = request.into_parts();
    signing::sign(&mut parts, &bytes, keys, SystemTime::now())?;
    Ok(http::Request::from_parts(parts, body))
}
