//! What a handler responds with -> whether the document permits it: its status, its headers, its body, and each item of a stream.
//!
//! It is the check that a client makes of what it receives, on the other side. A response that breaks the document becomes a 500, and
//! the log has the operation, the status, and every violation with its place.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use http_body::{Frame, SizeHint};

use super::error_response::ErrorResponse;
use super::response::WrittenResponse;
use crate::message::{RequestId, X_REQUEST_ID};
use crate::{
    body::{Body, BodyError},
    check::Checker,
    error::OneLine,
    operation_spec::OperationSpec,
    received_reply::ReceivedReply,
    response_spec::ResponseSpec,
    violations::Violations,
};

/// The check of one response, whose request has an ID. Boxed: most servers check nothing, and each response would have its room.
pub(super) struct ResponseCheck(pub(super) Box<RequestId>);

/// The limits of a body and of headers.
pub(super) type LimitsOf<'c> = &'c mut dyn FnMut(ReceivedReply<'_>, &mut Checker<'_>);

impl ResponseCheck {
    /// Whether the document permits a response.
    pub(super) fn of(
        &self,
        spec: &'static OperationSpec,
        response: &WrittenResponse,
        headers: &HeaderMap,
        limits: LimitsOf<'_>,
    ) -> Result<(), ErrorResponse> {
        let mut violations = Violations::new();
        let mut check = Checker::new(&mut violations);
        match listed(response, headers) {
            Some(index) => {
                let mut headers = headers.clone();
                let id = headers.entry(X_REQUEST_ID);
                id.or_insert_with(|| self.0.header());
                limits(ReceivedReply::new(index, &headers), &mut check);
            }
            None => check.report("status", "is not documented".to_owned()),
        }
        violations
            .into_result()
            .map_err(|violations| broken(spec, response.status, &violations))
    }
}

/// The index of the documented response that a response is. An operation without documented errors, or without a documented success,
/// permits any. A part of a body is listed as the whole: HTTP itself has the status for it, as the answer to `Range`
/// ([RFC 9110, 15.3.7](https://www.rfc-editor.org/rfc/rfc9110#section-15.3.7)).
fn listed(response: &WrittenResponse, headers: &HeaderMap) -> Option<usize> {
    let WrittenResponse {
        status,
        replies,
        reply,
    } = *response;
    let is_part =
        status == StatusCode::PARTIAL_CONTENT && headers.contains_key(header::CONTENT_RANGE);
    let fits = |reply: &ResponseSpec| {
        let listed = reply.status();
        listed.matches(status) || is_part && listed.matches(StatusCode::OK)
    };
    let by_body = reply.and_then(|reply| replies.iter().position(|one| std::ptr::eq(one, reply)));
    let (Some(index), Some(reply)) = (by_body, reply) else {
        return replies.is_empty().then_some(0);
    };
    if fits(reply) {
        return Some(index);
    }
    // A body that is the first of all may be that of others as well: several statuses have one type.
    let same =
        |other: &ResponseSpec| fits(other) && other.media().is_empty() == reply.media().is_empty();
    replies.iter().position(same).filter(|_| index == 0)
}

/// The response instead of one that breaks the document.
fn broken(spec: &OperationSpec, status: StatusCode, violations: &Violations) -> ErrorResponse {
    tracing::error!(
        operation = spec.id,
        status = status.as_u16(),
        violations = %OneLine(violations),
        "the response of the handler breaks the document"
    );
    ErrorResponse::internal()
}

/// The same body. If it is a stream that breaks off, for example because of an item that breaks the document, the log says so.
pub(super) fn followed(spec: &'static OperationSpec, body: Body) -> Body {
    if http_body::Body::size_hint(&body).exact().is_some() {
        return body;
    }
    Body::stream(FollowedBody { spec, body })
}

struct FollowedBody {
    spec: &'static OperationSpec,
    body: Body,
}

impl http_body::Body for FollowedBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Err(error))) = &polled {
            tracing::error!(operation = self.spec.id, %error, "the response of the handler broke off");
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
