//! Failures between client and server, with how far the request came.

use crate::body::{BodyError, BoxError};

/// A request could not be sent, or its answer broke off.
#[derive(Debug, thiserror::Error)]
#[error("{kind}: {}", causes(source.as_ref()))]
pub struct TransportError {
    kind: TransportKind,
    source: BoxError,
}

/// How far a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection: nothing was sent.
    #[error("cannot connect")]
    Connect,
    /// The request was sent in part or in whole, and no response came.
    #[error("no answer")]
    Exchange,
    /// The response broke off in its body.
    #[error("the answer broke off")]
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

    /// How far the request came.
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

/// An error with its causes, on one line.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let chain = std::iter::successors(Some(error), |error| error.source());
    let mut texts: Vec<_> = chain.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}
