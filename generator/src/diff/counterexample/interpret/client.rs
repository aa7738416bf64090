//! The client of an API: whether it can read a response, in the words of its errors.

use bindwright_runtime::codec::Policy;
use bindwright_runtime::codegen::{
    BodyContent, DecodeBody, ReceiveLimits, ReceivedBody, Redaction, ResponseMatch,
};
use bindwright_runtime::http::header::CONTENT_TYPE;

use super::WireResponse;
use super::message::{BodyKind, ReplyPlan};
use super::plan::InterpretedApi;
use super::value::{Dynamic, reading};

/// A response that was read.
#[derive(Debug)]
pub(in crate::diff::counterexample) struct ReadReply {
    /// Whether it means success.
    pub(in crate::diff::counterexample) is_success: bool,
    pub(in crate::diff::counterexample) value: ReplyValue,
}

/// The body of a response.
#[derive(Debug)]
pub(in crate::diff::counterexample) enum ReplyValue {
    Value(Dynamic),
    None,
    /// What is read later.
    Stream,
}

/// Reads a response to an operation, as a client does that does not check limits.
pub(in crate::diff::counterexample) fn read(
    api: &'static InterpretedApi,
    operation: usize,
    response: &WireResponse,
) -> Result<ReadReply, String> {
    let plan = api
        .operation(operation)
        .ok_or("there is no such operation")?;
    let content_type = response.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let found = plan
        .spec
        .response_for_content(response.status, content_type);
    let undocumented = || format!("the document lists no status {}", response.status.as_u16());
    let found = found.ok_or_else(undocumented)?;
    let (is_success, index) = match found {
        ResponseMatch::Success(index, _) => (true, index),
        ResponseMatch::Failure(index, _) => (false, index),
    };
    let replies = if is_success {
        &plan.success
    } else {
        &plan.failure
    };
    let reply = replies.get(index).ok_or_else(undocumented)?;
    let media = found.reply().media_for(content_type);
    let received = ReceivedBody {
        status: response.status,
        reply: index,
        media,
        headers: &response.headers,
        content: BodyContent::Bytes(response.body.clone()),
        policy: Policy::Lenient,
        redaction: Redaction::default(),
        limits: ReceiveLimits::default(),
    };
    Ok(ReadReply {
        is_success,
        value: value(api, reply, received)?,
    })
}

fn value(
    api: &'static InterpretedApi,
    reply: &'static ReplyPlan,
    received: ReceivedBody<'_>,
) -> Result<ReplyValue, String> {
    let shown = |error: bindwright_runtime::codegen::Untrusted<_>| {
        let error: bindwright_runtime::codec::DecodeError = error.redacted(&Redaction::default());
        error.to_string()
    };
    match reply.kind {
        BodyKind::Value(ty) => reading(api, ty, || Dynamic::read(received))
            .map(ReplyValue::Value)
            .map_err(shown),
        // Variants without a body read nothing; a type without one reads a body that is not there.
        BodyKind::Empty => Ok(ReplyValue::None),
        BodyKind::Bytes | BodyKind::Items(_) | BodyKind::Files(_) => Ok(ReplyValue::Stream),
    }
}
