//! One failed attempt: whether the client repeats it on its own, and what a predicate of the user's
//! is told about it.
//!
//! | the attempt | is repeated if |
//! |---|---|
//! | sent nothing: no connection, or one that was closed before | the body is still there |
//! | 408, 425, 429, 500, 502, 503, 504 | the operation may be repeated |
//! | no response: reset, closed, late | the operation may be repeated |
//! | the response broke off | the operation may be repeated |
//! | 401 | never: the same credential again may lock it |
//! | any other response | a predicate says so |
//!
//! An operation may be repeated if its method is idempotent
//! (<https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2>) or the document declares it so, or if
//! the document has a header parameter `Idempotency-Key` and the request has a value for it: the
//! same key is sent again.

use std::{convert::Infallible, fmt};

use http::{HeaderMap, StatusCode};

use super::{passing::may_pass, response::ReceivedResponse};
use crate::{
    error::{Error, TransportKind},
    operation_info::OperationInfo,
};

/// An attempt that failed, for the predicate of [`Retry::when`](super::Retry::when).
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    operation: OperationInfo,
    number: u32,
    outcome: AttemptOutcome<'a>,
    is_repeatable: bool,
}

/// How an attempt failed.
#[derive(Clone, Copy)]
pub(super) enum AttemptOutcome<'a> {
    /// A response that does not mean success.
    Response(StatusCode, &'a HeaderMap),
    /// No response, or one that broke off.
    Transport(TransportKind),
    /// No response within the limit of one attempt.
    Late,
}

impl<'a> AttemptOutcome<'a> {
    /// That of an attempt; `None` if its result is final: a success, a redirection, 401, or nothing
    /// that another attempt changes.
    pub(super) fn of(found: &'a Result<Box<ReceivedResponse>, Error<Infallible>>) -> Option<Self> {
        match found {
            Ok(response) => {
                let status = response.status;
                let is_failure = status.is_client_error() || status.is_server_error();
                (is_failure && status != StatusCode::UNAUTHORIZED)
                    .then_some(Self::Response(status, &response.headers))
            }
            Err(Error::Transport(error)) => Some(Self::Transport(error.kind())),
            Err(Error::Timeout(_)) => Some(Self::Late),
            // Of the call itself, nothing was sent.
            Err(Error::Token(error)) if error.may_pass() => {
                Some(Self::Transport(TransportKind::Unsent))
            }
            Err(_) => None,
        }
    }
}

impl<'a> Attempt<'a> {
    /// The attempt with this number, which is 1 for the first.
    pub(super) fn new(
        operation: OperationInfo,
        number: u32,
        outcome: AttemptOutcome<'a>,
        is_repeatable: bool,
    ) -> Self {
        Self {
            operation,
            number,
            outcome,
            is_repeatable,
        }
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> OperationInfo {
        self.operation
    }

    /// How many attempts were made, with this one.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The status of the response; `None` if there is no response, or it broke off.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            AttemptOutcome::Response(status, _) => Some(status),
            AttemptOutcome::Transport(_) | AttemptOutcome::Late => None,
        }
    }

    /// The headers of the response; `None` if there is no response, or it broke off.
    #[must_use]
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        match self.outcome {
            AttemptOutcome::Response(_, headers) => Some(headers),
            AttemptOutcome::Transport(_) | AttemptOutcome::Late => None,
        }
    }

    /// How far the request got; `None` if there is a response, or the time of the attempt was over.
    #[must_use]
    pub fn failure(&self) -> Option<TransportKind> {
        match self.outcome {
            AttemptOutcome::Transport(kind) => Some(kind),
            AttemptOutcome::Response(..) | AttemptOutcome::Late => None,
        }
    }

    /// Whether there was no response within the limit of one attempt.
    #[must_use]
    pub fn is_late(&self) -> bool {
        matches!(self.outcome, AttemptOutcome::Late)
    }

    /// Whether a second request has no further effect: by the method, by what the document
    /// declares, or because the request has an idempotency key that the document knows.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }

    /// Whether the client repeats the request if there is no predicate.
    #[must_use]
    pub fn is_repeated_by_default(&self) -> bool {
        match self.outcome {
            AttemptOutcome::Transport(kind) if kind.sent_nothing() => true,
            AttemptOutcome::Response(status, _) => self.is_repeatable && may_pass(status),
            AttemptOutcome::Transport(_) | AttemptOutcome::Late => self.is_repeatable,
        }
    }
}

/// Shows no header.
impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.operation.id())
            .field("number", &self.number)
            .field("status", &self.status())
            .field("failure", &self.failure())
            .finish_non_exhaustive()
    }
}
