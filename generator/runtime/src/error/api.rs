//! Failures that the document lists, with their typed bodies.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::received::ReceivedError;
use crate::{
    codec::{Decode, DecodeError, Encode},
    error_body::{ErrorBody, ErrorSummary, guess_in},
    typed_header::Header,
    untrusted::{EscapedText, Redaction, Untrusted},
};

/// A failure that the document lists. Handlers return it with [`Error::api`](crate::Error::api);
/// clients get it in [`Error::Api`](crate::Error::Api).
pub struct ApiError<E> {
    pub(super) response: ReceivedError,
    pub(super) body: E,
    /// Why a typed header could not be written.
    fault: Option<String>,
}

impl<E> ApiError<E> {
    /// A failure with its body, for a server.
    pub fn new(status: StatusCode, body: E) -> Self
    where
        E: ErrorBody,
    {
        let summary = body.summary();
        Self {
            response: ReceivedError {
                status,
                headers: HeaderMap::new(),
                raw: Bytes::new(),
                summary,
                excerpt: EscapedText::from(""),
                request: None,
                redaction: Redaction::default(),
            },
            body,
            fault: None,
        }
    }

    /// A failure that a client received. If the documented schema finds neither code nor message in
    /// the body, the names in common use are looked for.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "only a client receives responses")
    )]
    pub(crate) fn received(
        status: StatusCode,
        headers: HeaderMap,
        raw: Bytes,
        body: E,
        redaction: &Redaction,
    ) -> Self
    where
        E: ErrorBody,
    {
        let said = body.summary();
        let summary = Untrusted::new(if said.says_something() {
            said
        } else {
            guess_in(&raw)
        });
        Self {
            response: ReceivedError::new(status, headers, raw, summary, redaction),
            body,
            fault: None,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// The headers, to change them in a server.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.response.headers
    }

    /// With a documented header, instead of the one that it has; see
    /// [`Response::with_header`](crate::message::Response::with_header).
    #[must_use]
    pub fn with_header<H: Encode>(mut self, header: Header<H>, value: impl Into<H>) -> Self {
        if let Err(fault) = header.write(&value.into(), &mut self.response.headers) {
            self.fault = Some(fault);
        }
        self
    }

    /// The value of a documented header, if the response has it.
    ///
    /// # Errors
    /// If the header is not a value of its type.
    pub fn header<H: Decode>(&self, header: Header<H>) -> Result<Option<H>, DecodeError> {
        let read = header.read(&self.response.headers);
        read.map_err(|error| error.redacted(&self.response.redaction))
    }

    /// Why a typed header could not be written.
    #[cfg_attr(
        not(feature = "server"),
        expect(dead_code, reason = "only a server writes responses")
    )]
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The body.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The bytes of the body as they were received.
    pub fn raw_body(&self) -> &Bytes {
        &self.response.raw
    }

    /// What the body says: code, message, detail and request ID, without the secrets of the client.
    pub fn summary(&self) -> &ErrorSummary {
        &self.response.summary
    }

    /// Status, headers and body, for a server that writes them.
    pub fn into_parts(self) -> (StatusCode, HeaderMap, E) {
        (self.response.status, self.response.headers, self.body)
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.fmt(f)
    }
}

impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiError({})", self.response)
    }
}

impl<E> std::error::Error for ApiError<E> {}
