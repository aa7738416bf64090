//! Responses that the document does not list, kept as they are.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{OneLine, received::ReceivedError};
use crate::{
    codec::DecodeError,
    error_body,
    untrusted::{EscapedText, Redact, Redaction, Untrusted},
    violations::Violations,
};

/// A response that the document does not list.
#[derive(Debug, thiserror::Error)]
#[error("{response}: {why}")]
pub struct UnexpectedResponse {
    pub(super) response: ReceivedError,
    why: Unexpected,
}

/// Why a response is unexpected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unexpected {
    /// The document does not list the status.
    #[error("the document does not list this status")]
    Status,
    /// The server redirects, the document has no response for it, and the redirect was not followed.
    #[error("the redirect is not followed: {0}")]
    Redirect(NotFollowed),
    /// The body is not what the document says.
    #[error("the body does not decode: {0}")]
    Body(DecodeError),
    /// The response breaks limits of the document. Only a client that was built with
    /// `check_responses(true)` checks them.
    #[error("the response breaks limits of the document: {}", EscapedText::excerpt(&OneLine(.0).to_string()))]
    Limits(Violations),
    /// The body is larger than the client accepts.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
}

/// Why a redirect is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotFollowed {
    /// The transport follows none.
    #[error("the transport follows none")]
    Off,
    /// The request is signed, and its signature is valid for one host and path.
    #[error("the signature of the request is valid for one host and path")]
    Signed,
    /// The method stays, and the body streams: it was sent already.
    #[error("the body of the request streams, and cannot be sent again")]
    Body,
    /// It leads from https to http.
    #[error("it leads from https to http")]
    Insecure,
    /// There were as many as allowed.
    #[error("there were {0} before it, and more are not allowed")]
    TooMany(usize),
    /// The `Location` is no http or https URL, has user information, or is set several times.
    #[error("its `Location` is not an http or https URL without user information")]
    Location,
}

impl Redact for Unexpected {
    fn redacted(self, redaction: &Redaction) -> Self {
        match self {
            Self::Body(error) => Self::Body(error.redacted(redaction)),
            Self::Limits(violations) => Self::Limits(violations.redacted(redaction)),
            Self::Status | Self::Redirect(_) | Self::TooLarge { .. } => self,
        }
    }
}

impl UnexpectedResponse {
    /// Keeps a response. The fields in common use (`code`, `message`, …) are read from its body if
    /// it is JSON.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "only a client receives responses")
    )]
    pub(crate) fn new(
        status: StatusCode,
        headers: HeaderMap,
        raw: Bytes,
        why: Untrusted<Unexpected>,
        redaction: &Redaction,
    ) -> Self {
        let summary = Untrusted::new(error_body::guess_in(&raw));
        Self {
            response: ReceivedError::new(status, headers, raw, summary, redaction),
            why: why.redacted(redaction),
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// The bytes of the body, up to the client's limit.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        &self.response.raw
    }

    /// Why the response is unexpected.
    #[must_use]
    pub fn why(&self) -> &Unexpected {
        &self.why
    }
}
