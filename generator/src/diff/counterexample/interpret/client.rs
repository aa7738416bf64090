//! The client of an API: whether it can read a response, in the words of its errors.

use bindwright_runtime::codec::{DecodeError, Policy};
use bindwright_runtime::codegen::{
    BodyContent, DecodeBody, ReceiveLimits, ReceivedBody, Redaction, ResponseMatch,
};
use bindwright_runtime::http::StatusCode;
use bindwright_runtime::http::header::CONTENT_TYPE;
use bindwright_runtime::{Header, Response, Unexpected};

use super::api::InterpretedApi;
use super::message::{BodyKind, OperationPlan, ReplyPlan};
use super::value::{Dynamic, reading};
use super::{WireResponse, tables};
use crate::ir::{Location, StatusPattern};

/// A response that the client cannot read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diff::counterexample) struct Unreadable {
    /// The place in the body, if the body is at fault.
    pub(in crate::diff::counterexample) pointer: Option<String>,
    /// What the client says.
    pub(in crate::diff::counterexample) message: String,
}

impl From<Unexpected> for Unreadable {
    fn from(why: Unexpected) -> Self {
        let pointer = match &why {
            Unexpected::Body(error) => Some(error.pointer().to_owned()),
            _ => None,
        };
        Self {
            pointer,
            message: why.to_string(),
        }
    }
}

/// Reads a response to an operation, as a client does that does not check limits, and some of its headers, as a program does.
pub(in crate::diff::counterexample) fn read(
    api: &'static InterpretedApi,
    operation: usize,
    response: &WireResponse,
    headers: &[String],
) -> Result<(), Unreadable> {
    let plan = api.operation(operation).ok_or(Unexpected::Status)?;
    api.count_work(plan.reply_media());
    let content_type = response.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let found = plan
        .spec
        .response_for_content(response.status, content_type);
    let found = found.ok_or(Unexpected::Status)?;
    // Of a success that the document does not list at all, nothing is read.
    let Some(reply) = plan.reply(&found) else {
        return Ok(());
    };
    let received = ReceivedBody {
        status: response.status,
        reply: 0,
        media: found.reply().media_for(content_type),
        headers: &response.headers,
        content: BodyContent::Bytes(response.body.clone()),
        policy: Policy::Lenient,
        is_unlisted: !found.is_listed(response.status),
        redaction: Redaction::default(),
        limits: ReceiveLimits::default(),
    };
    body(api, reply, received).map_err(Unexpected::Body)?;
    for name in headers {
        header(api, name, response).map_err(|error| Unreadable {
            pointer: None,
            message: format!("the header does not decode: {error}"),
        })?;
    }
    Ok(())
}

fn body(
    api: &'static InterpretedApi,
    reply: &'static ReplyPlan,
    received: ReceivedBody<'_>,
) -> Result<(), DecodeError> {
    match reply.kind {
        BodyKind::Value(ty) => {
            let read = reading(api, ty, || Dynamic::read(received));
            let read = read.map(drop);
            read.map_err(|error| error.redacted(&Redaction::default()))
        }
        // Variants without a body read nothing, and streams are read later.
        BodyKind::Empty | BodyKind::Bytes | BodyKind::Items(_) | BodyKind::Files => Ok(()),
    }
}

/// Reads a header of this name as the type that the document gives it.
fn header(
    api: &'static InterpretedApi,
    name: &str,
    response: &WireResponse,
) -> Result<(), DecodeError> {
    let mut documented = api.api.headers.iter();
    let Some(header) = documented.find(|one| one.wire.eq_ignore_ascii_case(name)) else {
        return Ok(());
    };
    let location = Location::Header;
    let param = tables::place(api.api, &header.wire, location, &header.codec, &header.ty);
    let response = Response::new(()).with_headers(response.headers.clone());
    reading(api, &header.ty, || {
        response.header(Header::<Dynamic>::new(param)).map(drop)
    })
}

/// Whether a status means success, and the documented status that it falls under.
pub(in crate::diff::counterexample) fn best_reply_of(
    plan: &'static OperationPlan,
    status: StatusCode,
) -> Option<(bool, StatusPattern)> {
    let found = plan.spec.response_for(status)?;
    let is_success = matches!(found, ResponseMatch::Success(..));
    Some((is_success, plan.reply(&found)?.reply.status))
}
