//! Failures between client and server, with how far the request got.

use std::fmt;

use crate::{
    body::{BodyError, BoxError},
    untrusted::{EscapedText, Redact, Redaction, causes},
};

/// A request could not be sent, or its response broke off.
#[derive(Debug, thiserror::Error)]
#[error("{}{kind}: {}", Prefix(request.as_ref()), EscapedText::line(&causes(source.as_ref())))]
pub struct TransportError {
    kind: TransportKind,
    source: BoxError,
    /// The method and the URL.
    request: Option<EscapedText>,
}

/// The request in front of what is said about it: `GET https://api.example/tasks/42: `.
pub(super) struct Prefix<'a>(pub(super) Option<&'a EscapedText>);

impl fmt::Display for Prefix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(request) => write!(f, "{request}: "),
            None => Ok(()),
        }
    }
}

/// How far a request got. Only after [`Connect`](Self::Connect) and [`Unsent`](Self::Unsent) it is
/// certain that the server did not act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportKind {
    /// There was no connection: nothing was sent.
    #[error("cannot connect")]
    Connect,
    /// There was a connection, which closed before anything of the request was sent.
    #[error("nothing was sent")]
    Unsent,
    /// The request was sent in part or in whole, and there was no response.
    #[error("no response")]
    Exchange,
    /// The response broke off in its body.
    #[error("the response broke off")]
    Body,
}

impl TransportKind {
    /// Whether it is certain that the server got nothing of the request.
    #[must_use]
    pub const fn sent_nothing(self) -> bool {
        matches!(self, Self::Connect | Self::Unsent)
    }
}

impl TransportError {
    /// A failure of the transport.
    pub fn new(kind: TransportKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
            request: None,
        }
    }

    /// The method and the URL of the request, if they are known.
    pub(super) fn request(&self) -> &Option<EscapedText> {
        &self.request
    }

    /// Sets the method and the URL of the request, without secrets.
    pub(super) fn set_request(&mut self, shown: EscapedText) {
        self.request = Some(shown);
    }

    /// How far the request got.
    #[must_use]
    pub fn kind(&self) -> TransportKind {
        self.kind
    }
}

impl From<BodyError> for TransportError {
    fn from(error: BodyError) -> Self {
        Self::new(TransportKind::Body, error)
    }
}

/// A cause that has a secret of the exchange is replaced by its text.
impl Redact for TransportError {
    fn redacted(self, redaction: &Redaction) -> Self {
        Self {
            source: self.source.redacted(redaction),
            request: self.request.redacted(redaction),
            ..self
        }
    }
}
