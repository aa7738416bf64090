//! Failures between client and server, with how far the request got.

use std::borrow::Cow;

use crate::{
    body::{BodyError, BoxError},
    redaction::Redaction,
};

/// A request could not be sent, or its response broke off.
#[derive(Debug, thiserror::Error)]
#[error("{kind}: {}", causes(source.as_ref()))]
pub struct TransportError {
    kind: TransportKind,
    source: BoxError,
}

/// How far a request got. Only after [`Connect`](Self::Connect) it is certain that the server did
/// not act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportKind {
    /// There was no connection: nothing was sent.
    #[error("cannot connect")]
    Connect,
    /// The request was sent in part or in whole, and there was no response.
    #[error("no response")]
    Exchange,
    /// The response broke off in its body.
    #[error("the response broke off")]
    Body,
}

impl TransportError {
    /// A failure of the transport.
    pub fn new(kind: TransportKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// The same without the secrets of the exchange. A cause that has one is replaced by its text.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "only a client sends requests")
    )]
    pub(crate) fn redacted(self, redaction: &Redaction) -> Self {
        let said = causes(self.source.as_ref());
        let shown = format!("{:?}", self.source);
        match (redaction.redact(&said), redaction.redact(&shown)) {
            (Cow::Borrowed(_), Cow::Borrowed(_)) => self,
            (clean, _) => Self::new(self.kind, clean.into_owned()),
        }
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

/// An error with its causes, on one line: `cannot connect: connection refused`.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let chain = std::iter::successors(Some(error), |error| error.source());
    let mut texts: Vec<_> = chain.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}
