//! Redirects, by [RFC 9110, section 15.4](https://www.rfc-editor.org/rfc/rfc9110#section-15.4), as a
//! layer. Rejects those that would leak credentials, or that could only fail.
//!
//! ```text
//! POST https://a.example/x   303, Location: /y                 GET https://a.example/y
//! PUT  https://a.example/x   307, Location: https://b.example/y  PUT https://b.example/y, without credentials
//! GET  https://a.example/x   302, Location: http://a.example/y   not followed
//! ```

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{
    Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, uri::Scheme,
};
use tower::{Layer, Service, ServiceExt as _};
use tracing::debug;
use url::Url;

use super::{bound::is_bound, redirect_status::is_redirect};
use crate::{body::Body, client::reference::origin, error::NotFollowed};

/// Follows redirects. It is for transports of your own; the default one has the setting
/// [`redirects`](super::TransportBuilder::redirects).
///
/// | redirect | what is sent |
/// |---|---|
/// | 301, 302 after `POST` | `GET` without a body, as browsers do |
/// | 301, 302 after other methods; 307, 308 | the same method and body |
/// | 303 | `GET` without a body; `HEAD` stays |
/// | 300, 304, 305, 306, or without a `Location` | nothing: the response is the result |
/// | to another origin (scheme, host or port) | only headers that are known to be harmless: no credentials, no headers of the document |
/// | from `https` to `http`; of a signed request; of a body that streams; more than the limit | nothing: the response is the result, with [`NotFollowed`] in its extensions |
///
/// A client reports the last row as [`Unexpected::Redirect`](crate::Unexpected::Redirect), unless the
/// document has a response for the status.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::{Body, client::RedirectLayer, http::{Request, Response}};
/// use tower::Layer;
///
/// let own = tower::service_fn(|_: Request<Body>| async {
///     Ok::<_, std::io::Error>(Response::new(Body::empty()))
/// });
/// let following = RedirectLayer::new(5).layer(own);
/// // Client::builder().transport(following).build()?
/// # let _ = following;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RedirectLayer {
    limit: usize,
}

impl RedirectLayer {
    /// Follows at most so many redirects of one request.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { limit }
    }
}

impl<S> Layer<S> for RedirectLayer {
    type Service = Redirecting<S>;

    fn layer(&self, inner: S) -> Redirecting<S> {
        Redirecting {
            inner,
            limit: self.limit,
        }
    }
}

/// The service of a [`RedirectLayer`].
#[derive(Debug, Clone)]
pub struct Redirecting<S> {
    inner: S,
    limit: usize,
}

impl<S, B> Service<http::Request<Body>> for Redirecting<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Send,
    B: Send + 'static,
{
    type Response = http::Response<B>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let fresh = self.inner.clone();
        // The one that is ready.
        let ready = std::mem::replace(&mut self.inner, fresh);
        Box::pin(follow(ready, self.limit, request))
    }
}

/// Sends a request, and those that redirects ask for.
async fn follow<S, B>(
    mut service: S,
    limit: usize,
    mut request: http::Request<Body>,
) -> Result<http::Response<B>, S::Error>
where
    S: Service<http::Request<Body>, Response = http::Response<B>>,
{
    let mut followed = 0;
    loop {
        let origin = SentCopy::of(&request);
        let mut response = service.call(request).await?;
        if !is_redirect(response.status(), response.headers()) {
            return Ok(response);
        }
        let next = if followed < limit {
            origin.redirected(response.status(), response.headers())
        } else {
            Err(NotFollowed::TooMany(limit))
        };
        match next {
            Ok(next) => request = next,
            Err(why) => {
                debug!(%why, "a redirect is not followed");
                response.extensions_mut().insert(why);
                return Ok(response);
            }
        }
        drop(response);
        followed += 1;
        service.ready().await?;
    }
}

/// A copy of a request that was sent.
struct SentCopy {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    extensions: Extensions,
    /// `None` if it streams.
    body: Option<Bytes>,
}

impl SentCopy {
    fn of(request: &http::Request<Body>) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            extensions: request.extensions().clone(),
            body: request.body().bytes(),
        }
    }

    /// The request that a redirect asks for.
    fn redirected(
        self,
        status: StatusCode,
        response: &HeaderMap,
    ) -> Result<http::Request<Body>, NotFollowed> {
        let Self {
            method,
            uri,
            mut headers,
            extensions,
            body,
        } = self;
        if is_bound(&extensions) {
            return Err(NotFollowed::Signed);
        }
        let target = target(&uri, response).ok_or(NotFollowed::Location)?;
        let [from, to] = [&uri, &target].map(Uri::scheme);
        if from == Some(&Scheme::HTTPS) && to != Some(&Scheme::HTTPS) {
            return Err(NotFollowed::Insecure);
        }
        let becomes_get = match status.as_u16() {
            301 | 302 => method == Method::POST,
            303 => method != Method::HEAD,
            _ => false,
        };
        let (method, body) = if becomes_get {
            headers = without_content(headers);
            (Method::GET, Bytes::new())
        } else {
            (method, body.ok_or(NotFollowed::Body)?)
        };
        headers.remove(header::HOST);
        if origin(&uri) != origin(&target) {
            headers = harmless(headers);
        }
        let mut request = http::Request::new(Body::full(body));
        *request.method_mut() = method;
        *request.uri_mut() = target;
        *request.headers_mut() = headers;
        *request.extensions_mut() = extensions;
        Ok(request)
    }
}

/// The URL in `Location`, which may be relative ([RFC 9110, section
/// 10.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2)); `None` if there are several, or it
/// has user information, or another scheme.
fn target(from: &Uri, response: &HeaderMap) -> Option<Uri> {
    let mut locations = response.get_all(header::LOCATION).iter();
    let location = std::str::from_utf8(locations.next()?.as_bytes()).ok()?;
    if locations.next().is_some() {
        return None;
    }
    let mut url = Url::parse(&from.to_string()).ok()?.join(location).ok()?;
    let is_plain = matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none();
    url.set_fragment(None);
    url.as_str().parse().ok().filter(|_| is_plain)
}

/// The headers without those that describe a body.
fn without_content(headers: HeaderMap) -> HeaderMap {
    let is_of_content = |name: &HeaderName| {
        name.as_str().starts_with("content-")
            || *name == header::TRANSFER_ENCODING
            || *name == header::TRAILER
            || *name == header::EXPECT
    };
    let headers = single(headers);
    headers.filter(|(name, _)| !is_of_content(name)).collect()
}

/// What another origin may know.
const HARMLESS: [HeaderName; 11] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CACHE_CONTROL,
    header::CONTENT_DISPOSITION,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::RANGE,
    header::USER_AGENT,
];

/// The headers that another origin may know, unless their values are marked as secrets.
fn harmless(headers: HeaderMap) -> HeaderMap {
    let headers = single(headers);
    headers
        .filter(|(name, value)| HARMLESS.contains(name) && !value.is_sensitive())
        .collect()
}

/// Each header with its name. A map yields the name of a header that is set twice once.
fn single(headers: HeaderMap) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    let mut last = None;
    headers.into_iter().filter_map(move |(name, value)| {
        if name.is_some() {
            last = name;
        }
        Some((last.clone()?, value))
    })
}
