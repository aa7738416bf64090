//! A client of reqwest as the transport, with all that it was configured to do.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use tower_service::Service;

use crate::{
    body::Body,
    error::{TransportError, TransportKind},
};

/// Sends requests by a [`reqwest::Client`](https://docs.rs/reqwest/latest/reqwest/struct.Client.html)
/// of yours. Bodies stream in both directions.
///
/// What the client was built with applies: its proxies, its cookies, its time limits. reqwest follows
/// redirects by default, also those of signed requests, whose signatures do not fit then; turn that
/// off with `reqwest::redirect::Policy::none()`. A URL that reqwest would change is rejected before
/// anything is sent, because a signature covers it.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::client::ReqwestTransport;
///
/// # fn run() -> Result<(), reqwest::Error> {
/// let client = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .build()?;
/// // Client::builder().transport(ReqwestTransport::new(client)).build()?
/// # let _ = ReqwestTransport::new(client);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport by this client.
    #[must_use]
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self::new(client)
    }
}

impl Service<http::Request<Body>> for ReqwestTransport {
    type Response = http::Response<reqwest::Body>;
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, TransportError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let client = self.client.clone();
        Box::pin(async move {
            let request = converted(request)?;
            let response = client.execute(request).await.map_err(failed)?;
            Ok(response.into())
        })
    }
}

/// The request as reqwest has it.
fn converted(request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let unusable = |why: &str| TransportError::new(TransportKind::Connect, why.to_owned());
    let url = reqwest::Url::parse(&parts.uri.to_string())
        .map_err(|_| unusable("reqwest cannot read the URL"))?;
    if url.path() != parts.uri.path() || url.query() != parts.uri.query() {
        return Err(unusable("reqwest would change the URL"));
    }
    let mut converted = reqwest::Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    *converted.body_mut() = match body.bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(bytes.into()),
        None => Some(reqwest::Body::wrap(body)),
    };
    Ok(converted)
}

/// The error of reqwest, with how far the request got, and without the URL: its query may have a key.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() || error.is_builder() {
        TransportKind::Connect
    } else {
        TransportKind::Exchange
    };
    TransportError::new(kind, error.without_url())
}
