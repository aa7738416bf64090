//! The default transport: reqwest over rustls with ring, HTTP/1.1 only, the certificates of the platform, no proxies, no decompression.
//! Refuses to send a URL that its parser would change: what is signed must be what is sent.

use std::{
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures_util::future::BoxFuture;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tower::Service;

use crate::{Body, ConfigError, TransportError, TransportKind};

/// Whether TLS is going to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tls {
    /// `https`: certificates are verified by the platform's authorities.
    Verified,
    /// `http`: no certificate is trusted, and none is asked for.
    Unused,
}

#[derive(Clone)]
pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    pub(crate) fn new(connect_timeout: Duration, tls: Tls) -> Result<Self, ConfigError> {
        let unbuildable = |error: &dyn std::error::Error| ConfigError::Transport(error.to_string());
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls_config(tls).map_err(|error| unbuildable(&error))?)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(connect_timeout)
            .build();
        client.map(Self).map_err(|error| unbuildable(&error))
    }

    async fn send(
        client: reqwest::Client,
        request: http::Request<Body>,
    ) -> Result<http::Response<reqwest::Body>, TransportError> {
        let wanted = request.uri().clone();
        let request = request.map(|body| match body.bytes() {
            Some(bytes) => reqwest::Body::from(bytes),
            None => reqwest::Body::wrap(body),
        });
        let request = reqwest::Request::try_from(request).map_err(failed)?;
        let (url, query) = (
            request.url(),
            wanted.query().filter(|query| !query.is_empty()),
        );
        if url.path() != wanted.path() || url.query().filter(|query| !query.is_empty()) != query {
            return Err(TransportError::new(
                TransportKind::Exchange,
                "the URL does not survive its parser",
            ));
        }
        client
            .execute(request)
            .await
            .map(http::Response::from)
            .map_err(failed)
    }
}

impl Service<http::Request<Body>> for Reqwest {
    type Response = http::Response<reqwest::Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        Box::pin(Self::send(self.0.clone(), request))
    }
}

/// The URL is taken out of the error: keys may stand in its query.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportKind::Connect
    } else {
        TransportKind::Exchange
    };
    TransportError::new(kind, error.without_url())
}

fn tls_config(tls: Tls) -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?;
    let verified = match tls {
        Tls::Verified => versions.with_platform_verifier()?,
        Tls::Unused => versions.with_root_certificates(rustls::RootCertStore::empty()),
    };
    Ok(verified.with_no_client_auth())
}
