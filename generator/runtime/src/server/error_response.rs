//! A problem -> a response, in the first of these that there is and that a problem has all values for:
//!
//! 1. what the document has for the status of this operation: the status itself, its range, `default`;
//! 2. the error schema of the whole document (`x-error`);
//! 3. `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).
//!
//! ```json
//! {"title":"Bad Request","status":400,"detail":"the request is invalid","code":"invalid_request",
//!  "request_id":"7a…","errors":[{"location":"query.limit","message":"must be at most 100, is 500"}]}
//! ```
//!
//! A response says what is wrong with the request, and nothing about the server: no type names, no
//! paths, no panics.

use std::borrow::Cow;

use axum::extract::OriginalUri;
use http::header::{CONNECTION, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};

use crate::codec::Direction;
use crate::{
    body_codec::EncodeBody,
    error_body::ErrorBody,
    media::Media,
    operation::{Operation, ranked_replies},
    payload::Payload,
    problem::Problem,
    violations::Violations,
};

/// Why a request does not reach its handler, or the handler's result not the caller.
#[derive(Debug)]
pub(crate) struct ErrorResponse(Box<ErrorResponseParts>);

#[derive(Debug)]
struct ErrorResponseParts {
    problem: Problem,
    /// `Allow`, `WWW-Authenticate`, and other headers that belong to the status.
    headers: HeaderMap,
}

impl ErrorResponse {
    /// A response with a status, a code for programs, and a sentence for people.
    pub(crate) fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        let problem = Problem::new(status, message).code(code);
        Self(Box::new(ErrorResponseParts {
            problem,
            headers: HeaderMap::new(),
        }))
    }

    /// The request itself is malformed.
    pub(crate) fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// The request breaks rules of the document; all of them are listed.
    pub(crate) fn invalid(violations: Violations) -> Self {
        let mut rejection = Self::bad_request("invalid_request", "the request is invalid");
        rejection.0.problem.violations = violations;
        rejection
    }

    /// The server failed. The caller learns no more than that.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "the server failed to respond",
        )
    }

    /// The code for programs.
    pub(crate) fn code(&self) -> &str {
        self.0.problem.code.as_deref().unwrap_or_default()
    }

    #[cfg(test)]
    pub(crate) fn status(&self) -> StatusCode {
        self.0.problem.status
    }

    /// The problem, and the headers that belong to its status.
    pub(super) fn into_parts(self) -> (Problem, HeaderMap) {
        (self.0.problem, self.0.headers)
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.append(name, value);
        self
    }

    /// Closes the connection after the response: the rest of the request is not worth reading.
    pub(crate) fn closing(self) -> Self {
        self.header(CONNECTION, HeaderValue::from_static("close"))
    }
}

/// The target of a request as it was sent, also below a prefix.
pub(super) fn original_uri(request: &Parts) -> &Uri {
    let original = request.extensions.get::<OriginalUri>();
    original.map_or(&request.uri, |original| &original.0)
}

/// Writes a problem in a schema of the document, if the schema has nothing that a problem has not.
pub(crate) type DocumentedError = fn(&Problem) -> Option<Payload>;

/// The error schema of a document.
pub(crate) fn in_schema<E: ErrorBody + EncodeBody>(problem: &Problem) -> Option<Payload> {
    written(&E::from_problem(problem)?, Media::JSON)
}

/// The schema that an operation has for the status of the problem.
pub(crate) fn in_operation<Op: Operation>(problem: &Problem) -> Option<Payload> {
    let replies = ranked_replies(Op::SPEC.failure, problem.status);
    if replies.is_empty() {
        return None;
    }
    let body = Op::Failure::from_problem(problem)?;
    // Of several replies with one type, the best is meant; of several types, that of the body.
    let index = replies.iter().find(|index| **index == body.reply());
    let reply = index.or(replies.first())?;
    let media = Op::SPEC.failure.get(*reply)?.media().first()?;
    written(&body, *media)
}

/// A body without a form in its media type is no reason to fail: the next schema has one.
fn written(body: &dyn EncodeBody, media: Media) -> Option<Payload> {
    body.payload(media.sent(Direction::Response)).ok()
}
