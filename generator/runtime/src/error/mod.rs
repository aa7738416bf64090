//! Why a call failed, with everything that the server said: status, headers, body, code, message
//! and request ID. What is printed is one line, escaped, at most 1 KiB long, and without the
//! secrets of the client.

mod api;
mod config;
mod received;
#[cfg(feature = "credentials")]
mod search;
mod timeout;
mod token;
mod transport;
mod unexpected;

use std::{convert::Infallible, fmt};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    codec::{EncodeError, Value},
    error_body::ErrorBody,
    untrusted::EscapedText,
    violations::Violations,
};

pub use api::ApiError;
pub use config::ConfigError;
use received::ReceivedError;
#[cfg(feature = "credentials")]
pub use search::{CredentialSearch, SearchedSource};
pub use timeout::TimeoutError;
pub use token::TokenError;
pub use transport::{TransportError, TransportKind};
pub use unexpected::{NotFollowed, Unexpected, UnexpectedResponse};

/// Why a call failed. `E` is the error schema that the document has for the operation.
///
/// | variant | was the request sent? | typical cause |
/// |---|---|---|
/// | [`Api`](Self::Api) | yes | a failure that the document lists |
/// | [`Unexpected`](Self::Unexpected) | yes | a status or body that the document does not list |
/// | [`Invalid`](Self::Invalid) | no | an argument beyond a limit |
/// | [`Transport`](Self::Transport) | see its kind | no connection |
/// | [`Timeout`](Self::Timeout) | perhaps | a slow server |
/// | [`Config`](Self::Config) | no | missing credentials |
/// | [`Token`](Self::Token) | no | a token endpoint that rejects the client |
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error<E = Value> {
    /// The server responded with a failure that the document lists.
    #[error("{0}")]
    Api(Box<ApiError<E>>),
    /// The server responded with a status that the document does not list, with a body that does
    /// not decode, or with values beyond limits, if the client checks responses.
    #[error("{0}")]
    Unexpected(Box<UnexpectedResponse>),
    /// The request violates the document. It was not sent.
    #[error("the request is invalid: {}", OneLine(.0))]
    Invalid(Violations),
    /// The request could not be sent, or the response broke off.
    #[error("{0}")]
    Transport(TransportError),
    /// There was no response within the limit. The server may have acted on the request.
    #[error("{0}")]
    Timeout(TimeoutError),
    /// The client cannot make this call as it is configured.
    #[error("{0}")]
    Config(ConfigError),
    /// There is no token for the credentials of the call. Nothing of it was sent.
    #[error("{0}")]
    Token(Box<TokenError>),
}

impl<E> Error<E> {
    /// A failure that a handler returns.
    ///
    /// # Examples
    ///
    /// ```
    /// use bindwright_runtime::{Error, Value, http::StatusCode};
    ///
    /// fn find(id: u32) -> Result<&'static str, Error<Value>> {
    ///     match id {
    ///         1 => Ok("task"),
    ///         _ => Err(Error::api(StatusCode::NOT_FOUND, Value::Null)),
    ///     }
    /// }
    /// assert_eq!(find(2).unwrap_err().status(), Some(StatusCode::NOT_FOUND));
    /// ```
    pub fn api(status: StatusCode, body: E) -> Self
    where
        E: ErrorBody,
    {
        Self::Api(Box::new(ApiError::new(status, body)))
    }

    /// The status of the response, if there is one.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }

    /// The headers of the response, if there is one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(|response| &response.headers)
    }

    /// The error code in the response, such as `WKS.00211102`.
    pub fn code(&self) -> Option<&str> {
        self.response()?.summary.code.as_deref()
    }

    /// The message in the response.
    pub fn message(&self) -> Option<&str> {
        self.response()?.summary.message.as_deref()
    }

    /// The ID that the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.summary.request_id.as_deref()
    }

    /// The bytes of the response's body, up to the client's limit.
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.response().map(|response| &response.raw)
    }

    /// The body, if the response is a failure that the document lists.
    pub fn body(&self) -> Option<&E> {
        match self {
            Error::Api(api) => Some(&api.body),
            _ => None,
        }
    }

    /// The method and the URL of the request, without secrets and without the query, as in
    /// `GET https://api.example/tasks/42`. `None` for an error of a handler, and for a request that
    /// was not prepared.
    pub fn request(&self) -> Option<&str> {
        let shown = match self {
            Error::Api(api) => &api.response.request,
            Error::Unexpected(unexpected) => &unexpected.response.request,
            Error::Transport(error) => error.request(),
            Error::Timeout(late) => late.request(),
            Error::Invalid(_) | Error::Config(_) | Error::Token(_) => &None,
        };
        shown.as_ref().map(EscapedText::as_str)
    }

    /// The same error of a request with this method and URL.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "only a client sends requests")
    )]
    pub(crate) fn of_request(mut self, shown: EscapedText) -> Self {
        match &mut self {
            Error::Api(api) => api.response.request = Some(shown),
            Error::Unexpected(unexpected) => unexpected.response.request = Some(shown),
            Error::Transport(error) => error.set_request(shown),
            Error::Timeout(late) => late.set_request(shown),
            Error::Invalid(_) | Error::Config(_) | Error::Token(_) => {}
        }
        self
    }

    /// The response, if there is one.
    fn response(&self) -> Option<&ReceivedError> {
        match self {
            Error::Api(api) => Some(&api.response),
            Error::Unexpected(unexpected) => Some(&unexpected.response),
            _ => None,
        }
    }
}

impl Error<Infallible> {
    /// The same error for an operation with documented failures; it is none of them.
    pub fn widen<E>(self) -> Error<E> {
        match self {
            Error::Api(api) => match api.body {},
            Error::Unexpected(unexpected) => Error::Unexpected(unexpected),
            Error::Invalid(violations) => Error::Invalid(violations),
            Error::Transport(error) => Error::Transport(error),
            Error::Timeout(late) => Error::Timeout(late),
            Error::Config(error) => Error::Config(error),
            Error::Token(error) => Error::Token(error),
        }
    }
}

/// Prints what `Display` prints: bodies may contain what the server sends back of the request.
impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Error::Api(_) => "Api",
            Error::Unexpected(_) => "Unexpected",
            Error::Invalid(_) => "Invalid",
            Error::Transport(_) => "Transport",
            Error::Timeout(_) => "Timeout",
            Error::Config(_) => "Config",
            Error::Token(_) => "Token",
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

impl<E> From<TokenError> for Error<E> {
    fn from(error: TokenError) -> Self {
        Error::Token(Box::new(error))
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
pub(crate) struct OneLine<'v>(pub(crate) &'v Violations);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string().replace('\n', "; "))
    }
}
