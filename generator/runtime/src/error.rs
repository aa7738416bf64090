//! Why a call failed, without losing what the server said: status, headers, body, code, message and request id.
//! What is printed is one line, escaped, cut at 1 KiB, and without the secrets of the client.

use std::{convert::Infallible, fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    BodyError, BoxError, ErrorBody, ErrorSummary, Value, Violations,
    codec::{DecodeError, EncodeError},
    error_body,
    excerpt::excerpt,
    message,
    secret::Redaction,
};

/// Why a call failed. `E` is the error schema that the document gives for the operation.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error<E = Value> {
    /// The server answered with a failure that the document lists.
    #[error("{0}")]
    Api(Box<ApiError<E>>),
    /// The server answered with a status that the document does not list, or with a body that does not decode.
    #[error("{0}")]
    Unexpected(Box<UnexpectedResponse>),
    /// The request breaks the document; nothing was sent.
    #[error("the request is invalid: {}", OneLine(.0))]
    Invalid(Violations),
    /// The request could not be sent, or the answer broke off.
    #[error("{0}")]
    Transport(TransportError),
    /// No answer within the limit.
    #[error("no answer within {0:?}")]
    Timeout(Duration),
    /// The client cannot make this call as it is configured.
    #[error("{0}")]
    Config(ConfigError),
}

/// A failure that the document lists.
pub struct ApiError<E> {
    answer: Answer,
    body: E,
}

/// An answer that the document does not provide for.
#[derive(Debug, thiserror::Error)]
#[error("{answer}: {why}")]
pub struct UnexpectedResponse {
    answer: Answer,
    why: Unexpected,
}

/// Why an answer is unexpected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unexpected {
    /// The document does not list the status.
    #[error("the document does not list this status")]
    Status,
    /// The body is not what the document says.
    #[error("the body does not decode: {0}")]
    Body(DecodeError),
    /// The body is larger than the client accepts.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
}

/// Status, headers and bytes of an answer, and what they say.
#[derive(Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    raw: Bytes,
    summary: ErrorSummary,
    excerpt: String,
}

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
    /// The request was sent in part or in whole, and no answer came.
    #[error("no answer")]
    Exchange,
    /// The answer broke off in its body.
    #[error("the answer broke off")]
    Body,
}

/// The client cannot be built, or cannot make a call, as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The endpoint is not an absolute http or https URL, or has user info, a query or a fragment.
    #[error("the endpoint is invalid: {0}")]
    Endpoint(String),
    /// The endpoint has a variable that the document does not know, or a value with characters that a host cannot have.
    #[error("the server variable `{name}` is invalid: {why}")]
    Variable {
        /// The name of the variable.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// Credentials would travel in the clear: `http` to another machine.
    #[error("credentials travel over https only, or over http to this machine")]
    Cleartext,
    /// None of the alternatives that the operation asks for has its credentials configured.
    #[error("`{operation}` needs credentials: {alternatives}")]
    Credentials {
        /// The operation.
        operation: &'static str,
        /// The alternatives, by the names of their schemes.
        alternatives: String,
    },
    /// A credential of another kind than its scheme asks for.
    #[error("the credential for `{0}` is of another kind than the scheme")]
    Credential(&'static str),
    /// A credential or header has characters that a header cannot carry.
    #[error("`{0}` has characters that a header cannot carry")]
    Header(String),
    /// A body that streams cannot be signed: its hash is part of the signature.
    #[error("a streaming body cannot be signed")]
    SignedStream,
    /// The default transport cannot be built.
    #[error("the transport cannot be built: {0}")]
    Transport(String),
}

impl<E> Error<E> {
    /// A failure to answer with, for the author of a server.
    pub fn api(status: StatusCode, body: E) -> Self
    where
        E: ErrorBody,
    {
        Self::Api(Box::new(ApiError::new(status, body)))
    }

    /// The status of the answer, where there is one.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// The headers of the answer, where there is one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// The code that the answer gives, such as `WKS.00211102`.
    pub fn code(&self) -> Option<&str> {
        self.answer()?.summary.code.as_deref()
    }

    /// The message that the answer gives.
    pub fn message(&self) -> Option<&str> {
        self.answer()?.summary.message.as_deref()
    }

    /// What the server calls the request.
    pub fn request_id(&self) -> Option<&str> {
        self.answer()?.summary.request_id.as_deref()
    }

    /// The bytes of the answer's body, whole up to the client's limit.
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.answer().map(|answer| &answer.raw)
    }

    /// The body, when the answer is a failure that the document lists.
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

    fn answer(&self) -> Option<&Answer> {
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

impl<E> ApiError<E> {
    /// A failure with its body.
    pub fn new(status: StatusCode, body: E) -> Self
    where
        E: ErrorBody,
    {
        let summary = body.summary();
        Self {
            answer: Answer {
                status,
                headers: HeaderMap::new(),
                raw: Bytes::new(),
                summary,
                excerpt: String::new(),
            },
            body,
        }
    }

    /// A failure that arrived.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "only a client receives answers")
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
        let summary = body.summary();
        Self {
            answer: Answer::new(status, headers, raw, summary, redaction),
            body,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The headers, to change, for the author of a server.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.answer.headers
    }

    /// The body.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The bytes of the body.
    pub fn raw_body(&self) -> &Bytes {
        &self.answer.raw
    }

    /// What the body says, with the secrets of the client taken out.
    pub fn summary(&self) -> &ErrorSummary {
        &self.answer.summary
    }

    /// Status, headers and body, for a server that writes them.
    pub fn into_parts(self) -> (StatusCode, HeaderMap, E) {
        (self.answer.status, self.answer.headers, self.body)
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.answer.fmt(f)
    }
}

impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiError({})", self.answer)
    }
}

impl<E> std::error::Error for ApiError<E> {}

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

impl UnexpectedResponse {
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "only a client receives answers")
    )]
    pub(crate) fn new(
        status: StatusCode,
        headers: HeaderMap,
        raw: Bytes,
        why: Unexpected,
        redaction: &Redaction,
    ) -> Self {
        let said = std::str::from_utf8(&raw)
            .ok()
            .and_then(|text| text.parse().ok());
        let summary = said.as_ref().map(error_body::guess).unwrap_or_default();
        Self {
            answer: Answer::new(status, headers, raw, summary, redaction),
            why,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The bytes of the body: all of them, or as many as the client accepts.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        &self.answer.raw
    }

    /// Why the answer is unexpected.
    #[must_use]
    pub fn why(&self) -> &Unexpected {
        &self.why
    }
}

impl Answer {
    fn new(
        status: StatusCode,
        headers: HeaderMap,
        raw: Bytes,
        summary: ErrorSummary,
        redaction: &Redaction,
    ) -> Self {
        let clean = |text: Option<String>| text.map(|text| redaction.redact(&text).into_owned());
        let summary = ErrorSummary {
            code: clean(summary.code),
            message: clean(summary.message),
            detail: clean(summary.detail),
            request_id: message::request_id(&headers)
                .map(str::to_owned)
                .or(clean(summary.request_id)),
        };
        let excerpt = excerpt(&redaction.redact(&String::from_utf8_lossy(&raw)));
        Self {
            status,
            headers,
            raw,
            summary,
            excerpt,
        }
    }
}

/// `400 Bad Request, WKS.00211102: invalid parameter (request id 7a)`; the start of the body where it says nothing that is understood.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        let ErrorSummary {
            code,
            message,
            detail,
            request_id,
        } = &self.summary;
        if let Some(code) = code {
            write!(f, ", {}", excerpt(code))?;
        }
        match (message, detail) {
            (Some(message), Some(detail)) => {
                write!(f, ": {} ({})", excerpt(message), excerpt(detail))?
            }
            (Some(said), None) | (None, Some(said)) => write!(f, ": {}", excerpt(said))?,
            (None, None) if !self.excerpt.is_empty() => write!(f, ": {}", self.excerpt)?,
            (None, None) => {}
        }
        request_id
            .as_ref()
            .map_or(Ok(()), |id| write!(f, " (request id {})", excerpt(id)))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({self})")
    }
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

/// Violations on one line.
struct OneLine<'v>(&'v Violations);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string().replace('\n', "; "))
    }
}
