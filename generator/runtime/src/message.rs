//! Requests and responses as the generated API speaks of them: the typed part, and the HTTP around
//! it.

use std::{fmt, time::Duration};

use http::{Extensions, HeaderMap, StatusCode};

use crate::{
    codec::{Decode, DecodeError, Encode},
    typed_header::Header,
};

/// The arguments of an operation with the headers, extensions and deadline of one call.
///
/// Any arguments turn into a request by `into()`; a client sends [`headers`](Self::headers) besides
/// those of the document, a server puts there what arrived.
#[derive(Clone)]
pub struct Request<T> {
    headers: HeaderMap,
    extensions: Extensions,
    timeout: Option<Duration>,
    args: T,
}

/// Who called, as a server's authenticator established it.
#[derive(Debug, Clone)]
pub struct Principal<P>(pub P);

impl<T> Request<T> {
    /// A request with no headers of its own.
    pub fn new(args: T) -> Self {
        Self {
            headers: HeaderMap::new(),
            extensions: Extensions::new(),
            timeout: None,
            args,
        }
    }

    /// With these headers and extensions, as a server has them.
    pub fn from_parts(headers: HeaderMap, extensions: Extensions, args: T) -> Self {
        Self {
            headers,
            extensions,
            timeout: None,
            args,
        }
    }

    /// The headers besides those that are parameters of the operation.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to change.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Values that travel along within the process.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The extensions, to change.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// Who called, when the server's authenticator established a `P`.
    pub fn principal<P: Clone + Send + Sync + 'static>(&self) -> Option<&P> {
        self.extensions
            .get::<Principal<P>>()
            .map(|principal| &principal.0)
    }

    /// How long this call may take, repeats included, instead of the client's own limit.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The limit of this call, when it has its own.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The arguments.
    pub fn get_ref(&self) -> &T {
        &self.args
    }

    /// The arguments, to change.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.args
    }

    /// The arguments alone.
    pub fn into_inner(self) -> T {
        self.args
    }

    /// The same request with other arguments.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Request<U> {
        Request {
            headers: self.headers,
            extensions: self.extensions,
            timeout: self.timeout,
            args: change(self.args),
        }
    }
}

impl<T> From<T> for Request<T> {
    fn from(args: T) -> Self {
        Self::new(args)
    }
}

/// Shows the names of the headers, not their values: tokens travel there.
impl<T: fmt::Debug> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("args", &self.args)
            .field("headers", &HeaderNames(&self.headers))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// The result of an operation with the status and headers around it.
#[derive(Clone)]
pub struct Response<T> {
    status: Option<StatusCode>,
    headers: HeaderMap,
    extensions: Extensions,
    /// Why a typed header could not be written.
    fault: Option<String>,
    body: T,
}

impl<T> Response<T> {
    /// A response under the status that the document lists for this body.
    pub fn new(body: T) -> Self {
        Self {
            status: None,
            headers: HeaderMap::new(),
            extensions: Extensions::new(),
            fault: None,
            body,
        }
    }

    /// Under another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// With headers, instead of those that it has.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// With a documented header, instead of the one that it has. A server answers 500 where no
    /// header carries the value, as it does for a body that has no form.
    #[must_use]
    pub fn with_header<H: Encode>(mut self, header: Header<H>, value: impl Into<H>) -> Self {
        if let Err(fault) = header.write(&value.into(), &mut self.headers) {
            self.fault = Some(fault);
        }
        self
    }

    /// The value of a documented header, if it is there.
    ///
    /// # Errors
    /// When it is not one of the header's type.
    pub fn header<H: Decode>(&self, header: Header<H>) -> Result<Option<H>, DecodeError> {
        header.read(&self.headers)
    }

    /// Why a typed header could not be written.
    #[cfg_attr(
        not(feature = "server"),
        expect(dead_code, reason = "only a server writes answers")
    )]
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The status; 200 where none was set.
    pub fn status(&self) -> StatusCode {
        self.status.unwrap_or_default()
    }

    /// The status, when one was set.
    pub fn status_if_set(&self) -> Option<StatusCode> {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to change.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Values that travel along within the process.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The extensions, to change.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// What the server calls this request: `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, to change.
    pub fn body_mut(&mut self) -> &mut T {
        &mut self.body
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Headers, extensions and body, for a server that writes them.
    pub fn into_parts(self) -> (Option<StatusCode>, HeaderMap, Extensions, T) {
        (self.status, self.headers, self.extensions, self.body)
    }

    /// The same response with another body.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            status: self.status,
            headers: self.headers,
            extensions: self.extensions,
            fault: self.fault,
            body: change(self.body),
        }
    }
}

impl<T> From<T> for Response<T> {
    fn from(body: T) -> Self {
        Self::new(body)
    }
}

/// Shows the names of the headers, not their values.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The names in a header map.
struct HeaderNames<'a>(&'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

/// What a server calls a request: `X-Request-Id`, or `X-IAM-Trace-Id` where a gateway uses that
/// name.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-request-id", "x-iam-trace-id"]
        .into_iter()
        .find_map(|name| headers.get(name)?.to_str().ok())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn debug_shows_no_header_value() {
        let mut request = Request::new(7);
        request
            .headers_mut()
            .insert("x-auth-token", HeaderValue::from_static("canary"));
        let shown = format!("{request:?}");
        assert!(
            shown.contains("x-auth-token") && !shown.contains("canary"),
            "{shown}"
        );
    }

    #[test]
    fn a_principal_is_found_by_its_type() {
        let mut request = Request::new(());
        request.extensions_mut().insert(Principal("ann".to_owned()));
        assert_eq!(
            request.principal::<String>().map(String::as_str),
            Some("ann")
        );
        assert_eq!(request.principal::<u32>(), None);
    }
}
