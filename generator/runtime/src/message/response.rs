//! The result of an operation, and the HTTP around it.

use std::fmt;

use bytes::Bytes;
use http::{Extensions, HeaderMap, StatusCode};

use super::headers::{HeaderNames, request_id};
#[cfg(feature = "client")]
use crate::untrusted::{EscapedText, Untrusted};
use crate::{
    codec::{Decode, DecodeError, Encode},
    typed_header::Header,
    untrusted::Redaction,
};

/// The result of an operation, with the status and headers around it.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::{Response, http::StatusCode};
///
/// // A handler returns `Ok("pet".into())`, or chooses the status:
/// let created = Response::new("pet").with_status(StatusCode::CREATED);
/// assert_eq!(created.status(), StatusCode::CREATED);
/// assert_eq!(created.into_body(), "pet");
/// ```
#[derive(Clone)]
pub struct Response<T> {
    status: Option<StatusCode>,
    headers: HeaderMap,
    extensions: Extensions,
    /// Why a typed header could not be written.
    fault: Option<String>,
    /// The secrets of the exchange, which errors of typed headers do not show.
    redaction: Redaction,
    /// The bytes of a received body.
    raw: Bytes,
    body: T,
}

impl<T> Response<T> {
    /// A response with the status that the document lists for this body.
    pub fn new(body: T) -> Self {
        Self {
            status: None,
            headers: HeaderMap::new(),
            extensions: Extensions::new(),
            fault: None,
            redaction: Redaction::default(),
            raw: Bytes::new(),
            body,
        }
    }

    /// Sets another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Replaces all headers.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// Sets a documented header. If the value cannot be sent in a header, the server responds with
    /// 500.
    #[must_use]
    pub fn with_header<H: Encode>(mut self, header: Header<H>, value: impl Into<H>) -> Self {
        if let Err(fault) = header.write(&value.into(), &mut self.headers) {
            self.fault = Some(fault);
        }
        self
    }

    /// The value of a documented header, if the response has it.
    ///
    /// # Errors
    /// If the header is not a value of its type.
    pub fn header<H: Decode>(&self, header: Header<H>) -> Result<Option<H>, DecodeError> {
        let read = header.read(&self.headers);
        read.map_err(|error| error.redacted(&self.redaction))
    }

    /// A received response with the bytes of its body, whose errors do not show these secrets.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "only a client receives responses")
    )]
    pub(crate) fn received(
        (status, headers): (StatusCode, HeaderMap),
        (raw, body): (Bytes, T),
        redaction: Redaction,
    ) -> Self {
        Self {
            status: Some(status),
            headers,
            extensions: Extensions::new(),
            fault: None,
            redaction,
            raw,
            body,
        }
    }

    /// Why a typed header could not be written.
    #[cfg_attr(
        not(feature = "server"),
        expect(dead_code, reason = "only a server writes responses")
    )]
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The status; 200 if none was set.
    pub fn status(&self) -> StatusCode {
        self.status.unwrap_or_default()
    }

    /// The status, if one was set.
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

    /// The ID that the server gave the request: `X-Request-Id`. Quote it when you report a problem
    /// to the service.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The bytes of the body as a client received them, with what the document does not list. Empty
    /// on a server, and for a body that streams.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw
    }

    /// The start of the bytes for a message, without the secrets of the exchange.
    #[cfg(feature = "client")]
    pub(crate) fn excerpt(&self) -> EscapedText {
        Untrusted::new(&self.raw).shown(&self.redaction)
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, to change it.
    pub fn body_mut(&mut self) -> &mut T {
        &mut self.body
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Status, headers, extensions and body, for a server that writes them.
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
            redaction: self.redaction,
            raw: self.raw,
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
