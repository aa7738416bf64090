//! The result of a handler -> a response: its status, its headers, and its body in the media type
//! that the caller prefers.
//!
//! | result | status |
//! |---|---|
//! | a value without a form in its media type (NaN in JSON) | 500 |
//! | an error of another service that the handler called | 502, 504 |
//! | an operation that is not implemented | 501 |
//!
//! Details of such errors are logged and not sent.

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Response, StatusCode};

use super::error_response::ErrorResponse;
use crate::message::has_header;
use crate::routing::Accept;
use crate::{
    body::Body,
    body_codec::EncodeBody,
    codec::Direction,
    error::{ConfigError, Error},
    media::Media,
    operation_spec::OperationSpec,
    payload::Payload,
    response_spec::ResponseSpec,
    status::has_content,
};

/// Status and media types of a response.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenResponse {
    pub(super) status: StatusCode,
    /// The listed responses: those of success, or of failure.
    pub(super) replies: &'static [ResponseSpec],
    /// The listed response; `None` for a status that the document does not list.
    pub(super) reply: Option<&'static ResponseSpec>,
}

impl WrittenResponse {
    /// The listed response of a successful body, with its status unless the handler has set
    /// another.
    pub(crate) fn success(
        spec: &'static OperationSpec,
        status: Option<StatusCode>,
        body: &dyn EncodeBody,
    ) -> Self {
        let reply = spec.success.get(body.reply());
        let listed = reply.map_or(StatusCode::NO_CONTENT, |reply| {
            reply.status().status_or(StatusCode::OK)
        });
        Self {
            status: status.unwrap_or(listed),
            replies: spec.success,
            reply,
        }
    }

    /// The listed response of a failure: by its body if that decides, by its status otherwise.
    pub(crate) fn failure(
        spec: &'static OperationSpec,
        status: StatusCode,
        body: &dyn EncodeBody,
    ) -> Self {
        let fits = |reply: &&ResponseSpec| reply.status().precedence(status).is_some();
        let by_body = spec.failure.get(body.reply()).filter(fits);
        let by_status = || {
            spec.failure
                .iter()
                .filter(fits)
                .max_by_key(|reply| reply.status().precedence(status))
        };
        Self {
            status,
            replies: spec.failure,
            reply: by_body.or_else(by_status),
        }
    }

    /// The media type to write in; `None` for a response without a body.
    fn media(&self, accept: Option<&Accept>) -> Option<Media> {
        let Some(reply) = self.reply else {
            return Some(Media::JSON);
        };
        match accept {
            // A handler that responds in a form of its choice is not overruled (RFC 9110, section
            // 12.1).
            Some(accept) => accept
                .best(reply.media())
                .or(reply.media().first().copied()),
            None => reply.media().first().copied(),
        }
    }
}

/// Writes a response; without the body if its status has none. Headers of the handler win over those that describe the body.
pub(crate) fn write(
    outcome: WrittenResponse,
    headers: HeaderMap,
    body: &dyn EncodeBody,
    accept: Option<&Accept>,
) -> Result<Response<Body>, ErrorResponse> {
    let sends = has_content(outcome.status) && !body.is_absent();
    let payload = match outcome.media(accept).filter(|_| sends) {
        None => Payload::default(),
        Some(media) => body
            .payload(media.sent(Direction::Response))
            .map_err(|error| {
                tracing::error!(%error, "the response of the handler cannot be written");
                ErrorResponse::internal()
            })?,
    };
    let mut response = Response::new(payload.body);
    *response.status_mut() = outcome.status;
    *response.headers_mut() = payload.headers;
    if !headers.is_empty() {
        for name in headers.keys() {
            response.headers_mut().remove(name);
        }
        response.headers_mut().extend(headers);
    }
    if has_header(response.headers(), &CONTENT_LENGTH) {
        let length = http_body::Body::size_hint(response.body()).exact();
        if length.is_some() {
            // The length is the connection's to say; a wrong one would break the framing.
            response.headers_mut().remove(CONTENT_LENGTH);
        }
    }
    Ok(response)
}

/// Rejects a response with a typed header that could not be written.
pub(crate) fn writable(fault: Option<&str>) -> Result<(), ErrorResponse> {
    fault.map_or(Ok(()), |fault| {
        tracing::error!(fault, "the response of the handler cannot be written");
        Err(ErrorResponse::internal())
    })
}

/// The response for an error that is not a documented failure.
pub(crate) fn rejection<E>(error: &Error<E>) -> ErrorResponse {
    let (status, code, message) = match error {
        Error::Invalid(violations) => return ErrorResponse::invalid(violations.clone()),
        Error::Config(ConfigError::Unimplemented(_)) => {
            let message = "this is not handled here";
            return ErrorResponse::new(StatusCode::NOT_IMPLEMENTED, "not_implemented", message);
        }
        Error::Unexpected(_) | Error::Transport(_) | Error::Token(_) => (
            StatusCode::BAD_GATEWAY,
            "bad_gateway",
            "the server behind this one failed to respond",
        ),
        Error::Timeout(_) => (
            StatusCode::GATEWAY_TIMEOUT,
            "gateway_timeout",
            "the server behind this one did not respond in time",
        ),
        Error::Api(_) | Error::Config(_) => {
            tracing::error!(%error, "the handler failed");
            return ErrorResponse::internal();
        }
    };
    tracing::error!(%error, "the handler failed");
    ErrorResponse::new(status, code, message)
}

#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use http::header::CONTENT_TYPE;

    use super::*;
    use crate::{codec::Value, violations::Violations};

    const FAILURES: &[ResponseSpec] = &[
        ResponseSpec::json(404),
        ResponseSpec::text(409, "text/plain"),
        ResponseSpec::json_default(),
    ];
    static SPEC: OperationSpec = OperationSpec::get("x", "/x").with_tables(
        &[],
        None,
        &[ResponseSpec::json(202), ResponseSpec::empty(204)],
        FAILURES,
    );

    #[test]
    fn the_document_gives_the_status_unless_the_handler_does() {
        assert_eq!(
            WrittenResponse::success(&SPEC, None, &7).status,
            StatusCode::ACCEPTED
        );
        assert_eq!(
            WrittenResponse::success(&SPEC, Some(StatusCode::OK), &7).status,
            StatusCode::OK
        );
    }

    #[test]
    fn a_failure_is_written_as_its_status_is_listed() {
        for (status, media) in [
            (404, "application/json"),
            (409, "text/plain"),
            (503, "application/json"),
        ] {
            let outcome =
                WrittenResponse::failure(&SPEC, StatusCode::from_u16(status).unwrap(), &7);
            let response = write(outcome, HeaderMap::new(), &7, None).unwrap();
            assert_eq!(
                (
                    response.status().as_u16(),
                    response.headers()[CONTENT_TYPE].to_str().unwrap()
                ),
                (status, media)
            );
        }
    }

    #[test]
    fn a_status_without_content_is_written_without_it() {
        for status in [204, 205, 304] {
            let status = StatusCode::from_u16(status).unwrap();
            let outcome = WrittenResponse::success(&SPEC, Some(status), &7);
            let response = write(outcome, HeaderMap::new(), &7, None).unwrap();
            let size = http_body::Body::size_hint(response.body()).exact();
            assert_eq!((response.status(), size), (status, Some(0)));
            assert!(!response.headers().contains_key(CONTENT_TYPE));
        }
    }

    #[test]
    fn headers_of_the_handler_win_and_never_break_the_framing() {
        let own = HeaderMap::from_iter([
            (
                CONTENT_TYPE,
                HeaderValue::from_static("application/vnd.own+json"),
            ),
            (CONTENT_LENGTH, HeaderValue::from_static("99")),
        ]);
        let response = write(WrittenResponse::success(&SPEC, None, &7), own, &7, None).unwrap();
        assert_eq!(response.headers()[CONTENT_TYPE], "application/vnd.own+json");
        assert_eq!(response.headers().get(CONTENT_LENGTH), None);
    }

    #[test]
    fn a_length_of_the_handler_is_not_sent_for_an_empty_response() {
        let own = HeaderMap::from_iter([(CONTENT_LENGTH, HeaderValue::from_static("99"))]);
        let response = write(WrittenResponse::success(&SPEC, None, &()), own, &(), None).unwrap();
        assert_eq!(response.headers().get(CONTENT_LENGTH), None);
    }

    #[test]
    fn a_value_without_json_form_is_a_500() {
        let nan = f64::NAN;
        assert!(
            write(
                WrittenResponse::success(&SPEC, None, &nan),
                HeaderMap::new(),
                &nan,
                None
            )
            .is_err()
        );
    }

    #[test]
    fn undocumented_errors_have_their_own_status() {
        for (error, status) in [
            (
                Error::<Value>::Invalid(Violations::new()),
                StatusCode::BAD_REQUEST,
            ),
            (
                Error::Timeout(std::time::Duration::ZERO.into()),
                StatusCode::GATEWAY_TIMEOUT,
            ),
            (
                Error::Config(ConfigError::Cleartext),
                StatusCode::INTERNAL_SERVER_ERROR,
            ),
            (
                Error::Config(ConfigError::Unimplemented("x")),
                StatusCode::NOT_IMPLEMENTED,
            ),
        ] {
            assert_eq!(rejection(&error).status(), status, "{error}");
        }
    }
}
