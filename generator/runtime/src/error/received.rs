//! What both kinds of error responses keep: status, headers, bytes, and a summary of the body;
//! printed on one line, without secrets.
//!
//! Redaction happens here, once, when the response is received. So no caller can forget it, and
//! printing is cheap.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::transport::Prefix;
use crate::{
    error_body::ErrorSummary,
    message,
    untrusted::{EscapedText, Redact, Redaction, Untrusted},
};

/// An error response.
#[derive(Clone)]
pub(super) struct ReceivedError {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) raw: Bytes,
    /// What the body says, without secrets.
    pub(super) summary: ErrorSummary,
    /// The start of the body, without secrets, for bodies that are not understood.
    pub(super) excerpt: EscapedText,
    /// The method and the URL of the request, on a client.
    pub(super) request: Option<EscapedText>,
    /// The secrets of the exchange, for what is read later.
    pub(super) redaction: Redaction,
}

impl ReceivedError {
    /// Reads an error response. The request ID of the headers wins over that of the body.
    pub(super) fn new(
        status: StatusCode,
        headers: HeaderMap,
        raw: Bytes,
        summary: Untrusted<ErrorSummary>,
        redaction: &Redaction,
    ) -> Self {
        let mut summary = summary.redacted(redaction);
        if let Some(id) = message::request_id(&headers) {
            summary.request_id = Some(id.to_owned().redacted(redaction));
        }
        let excerpt = Untrusted::new(&raw).shown(redaction);
        Self {
            status,
            headers,
            raw,
            summary,
            excerpt,
            request: None,
            redaction: redaction.clone(),
        }
    }
}

/// `GET https://api.example/tasks/42: 400 Bad Request, WKS.00211102: invalid parameter (request id
/// 7a)`, or the start of the body if nothing in it is understood.
impl fmt::Display for ReceivedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            Prefix(self.request.as_ref()),
            self.status.as_u16()
        )?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        let ErrorSummary {
            code,
            message,
            detail,
            request_id,
        } = &self.summary;
        if let Some(code) = code {
            write!(f, ", {}", shown(code))?;
        }
        match (message, detail) {
            (Some(message), Some(detail)) => write!(f, ": {} ({})", shown(message), shown(detail))?,
            (Some(said), None) | (None, Some(said)) => write!(f, ": {}", shown(said))?,
            (None, None) if !self.excerpt.is_empty() => write!(f, ": {}", self.excerpt)?,
            (None, None) => {}
        }
        request_id
            .as_ref()
            .map_or(Ok(()), |id| write!(f, " (request id {})", shown(id)))
    }
}

/// A part of the summary, which has no secrets and is not escaped.
fn shown(text: &str) -> EscapedText {
    EscapedText::excerpt(text)
}

impl fmt::Debug for ReceivedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReceivedError({self})")
    }
}
