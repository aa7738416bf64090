//! Why a call failed, without losing what the server said: status, headers, body, code, message and
//! request id. What is printed is one line, escaped, cut at 1 KiB, and without the secrets of the
//! client.

mod api;
mod config;
mod received;
mod transport;
mod unexpected;

use std::{convert::Infallible, fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    codec::{EncodeError, Value},
    error_body::ErrorBody,
    problem::Violations,
};

pub use api::ApiError;
pub use config::ConfigError;
use received::ReceivedError;
pub use transport::{TransportError, TransportKind};
pub use unexpected::{Unexpected, UnexpectedResponse};

/// Why a call failed. `E` is the error schema that the document gives for the operation.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error<E = Value> {
    /// The server answered with a failure that the document lists.
    #[error("{0}")]
    Api(Box<ApiError<E>>),
    /// The server answered with a status that the document does not list, or with a body that does
    /// not decode.
    #[error("{0}")]
    Unexpected(Box<UnexpectedResponse>),
    /// The request breaks the document; nothing was sent.
    #[error("the request is invalid: {}", OneLine(.0))]
    Invalid(Violations),
    /// The request could not be sent, or the response broke off.
    #[error("{0}")]
    Transport(TransportError),
    /// No answer within the limit.
    #[error("no answer within {0:?}")]
    Timeout(Duration),
    /// The client cannot make this call as it is configured.
    #[error("{0}")]
    Config(ConfigError),
}

impl<E> Error<E> {
    /// A failure to answer with, for the author of a server.
    pub fn api(status: StatusCode, body: E) -> Self
    where
        E: ErrorBody,
    {
        Self::Api(Box::new(ApiError::new(status, body)))
    }

    /// The status of the response, where there is one.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// The headers of the response, where there is one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// The code that the response gives, such as `WKS.00211102`.
    pub fn code(&self) -> Option<&str> {
        self.answer()?.summary.code.as_deref()
    }

    /// The message that the response gives.
    pub fn message(&self) -> Option<&str> {
        self.answer()?.summary.message.as_deref()
    }

    /// What the server calls the request.
    pub fn request_id(&self) -> Option<&str> {
        self.answer()?.summary.request_id.as_deref()
    }

    /// The bytes of the response's body, whole up to the client's limit.
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.answer().map(|answer| &answer.raw)
    }

    /// The body, when the response is a failure that the document lists.
    pub fn body(&self) -> Option<&E> {
        match self {
            Error::Api(api) => Some(&api.body),
            Error::Unexpected(_)
            | Error::Invalid(_)
            | Error::Transport(_)
            | Error::Timeout(_)
            | Error::Config(_) => None,
        }
    }

    fn answer(&self) -> Option<&ReceivedError> {
        match self {
            Error::Api(api) => Some(&api.answer),
            Error::Unexpected(unexpected) => Some(&unexpected.answer),
            Error::Invalid(_) | Error::Transport(_) | Error::Timeout(_) | Error::Config(_) => None,
        }
    }
}

impl Error<Infallible> {
    /// The same error where the document lists failures: it is none of them.
    pub fn widen<E>(self) -> Error<E> {
        match self {
            Error::Api(api) => match api.body {},
            Error::Unexpected(unexpected) => Error::Unexpected(unexpected),
            Error::Invalid(violations) => Error::Invalid(violations),
            Error::Transport(error) => Error::Transport(error),
            Error::Timeout(limit) => Error::Timeout(limit),
            Error::Config(error) => Error::Config(error),
        }
    }
}

/// Prints what `Display` prints: bodies may hold what the server echoes.
impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Error::Api(_) => "Api",
            Error::Unexpected(_) => "Unexpected",
            Error::Invalid(_) => "Invalid",
            Error::Transport(_) => "Transport",
            Error::Timeout(_) => "Timeout",
            Error::Config(_) => "Config",
        };
        write!(f, "{name}({self})")
    }
}

impl<E> From<ApiError<E>> for Error<E> {
    fn from(error: ApiError<E>) -> Self {
        Error::Api(Box::new(error))
    }
}

impl<E> From<Violations> for Error<E> {
    fn from(violations: Violations) -> Self {
        Error::Invalid(violations)
    }
}

impl<E> From<ConfigError> for Error<E> {
    fn from(error: ConfigError) -> Self {
        Error::Config(error)
    }
}

impl<E> From<EncodeError> for Error<E> {
    fn from(error: EncodeError) -> Self {
        let mut violations = Violations::new();
        violations.push("body", error.to_string());
        Error::Invalid(violations)
    }
}

/// Violations on one line.
struct OneLine<'v>(&'v Violations);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string().replace('\n', "; "))
    }
}
