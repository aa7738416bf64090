//! A problem -> a response: in the document's error schema if it has one, or else as
//! `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).
//!
//! ```json
//! {"title":"Bad Request","status":400,"detail":"the request is invalid","code":"invalid_request",
//!  "request_id":"7a…","errors":[{"location":"query.limit","message":"must be at most 100, is 500"}]}
//! ```
//!
//! A response says what is wrong with the request, and nothing about the server: no type names, no
//! paths, no panics.

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use super::request_id::RequestId;
use crate::codec::{Direction, Encode, Writer, to_json};
use crate::{
    body::Body,
    body_codec::EncodeBody,
    error_body::ErrorBody,
    media::Media,
    problem::Problem,
    violations::{Violation, Violations},
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
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
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

/// How error responses are written: in the document's error schema, after the API has changed them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renderer {
    pub(crate) schema: fn(&Problem) -> Option<Bytes>,
    pub(crate) words: fn(Problem) -> Problem,
}

/// Writes a problem in the schema `E`, if it has a place for it.
pub(crate) fn in_schema<E: ErrorBody + EncodeBody>(problem: &Problem) -> Option<Bytes> {
    E::from_problem(problem)?
        .payload(Media::JSON.sent(Direction::Response))
        .ok()?
        .body
        .bytes()
}

impl Default for Renderer {
    /// `application/problem+json`, unchanged.
    fn default() -> Self {
        Self {
            schema: |_| None,
            words: std::convert::identity,
        }
    }
}

impl Renderer {
    /// The response to a rejected request.
    pub(crate) fn render(self, rejection: ErrorResponse, id: &RequestId) -> Response<Body> {
        let ErrorResponseParts { problem, headers } = *rejection.0;
        let problem = (self.words)(problem.request_id(id.as_str()));
        let (media, body) = match (self.schema)(&problem) {
            Some(body) => (Media::JSON, body),
            None => (
                Media::PROBLEM,
                to_json(&Details(&problem)).unwrap_or_default().into(),
            ),
        };
        let mut response = Response::new(Body::full(body));
        *response.status_mut() = problem.status;
        *response.headers_mut() = headers;
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(media.range()));
        response
    }
}

/// A problem with the members of [RFC 9457, section
/// 3.1](https://www.rfc-editor.org/rfc/rfc9457#section-3.1), and `code`, `request_id` and `errors`
/// as extensions.
struct Details<'p>(&'p Problem);

impl Encode for Details<'_> {
    fn encode(&self, w: &mut Writer) {
        let Problem {
            status,
            code,
            message,
            violations,
            request_id,
        } = self.0;
        let errors: Vec<ViolationDetail<'_>> = violations.iter().map(ViolationDetail).collect();
        let detail = match violations.omitted() {
            0 => message.clone(),
            more => format!("{message} (and {more} more errors than these)"),
        };
        w.record(&[
            (
                "title",
                &status.canonical_reason().unwrap_or("Unknown").to_owned(),
            ),
            ("status", &status.as_u16()),
            ("detail", &detail),
            ("code", &code.as_deref().map(str::to_owned)),
            ("request_id", request_id),
            ("errors", &(!errors.is_empty()).then_some(errors)),
        ]);
    }
}

/// One entry of `errors`.
struct ViolationDetail<'p>(&'p Violation);

impl Encode for ViolationDetail<'_> {
    fn encode(&self, w: &mut Writer) {
        w.record(&[("location", &self.0.location), ("message", &self.0.message)]);
    }
}
