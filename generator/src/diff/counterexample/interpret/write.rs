//! Writes messages, as a client writes a request and a server a response.

use bindwright_runtime::bytes::Bytes;
use bindwright_runtime::codec::{Direction, Encode, Policy, Reader};
use bindwright_runtime::codegen::{ClientParameters, EncodeBody, Media, RequestWriter};
use bindwright_runtime::http::header::{ACCEPT, CONTENT_TYPE};
use bindwright_runtime::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bindwright_runtime::{Header, Value, Violations};

use super::api::InterpretedApi;
use super::message::{BodyKind, OperationPlan, ReplyPlan};
use super::server::{BodyValue, check};
use super::value::{Dynamic, read};
use super::{WireRequest, WireResponse, credentials, tables};

/// What a request is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestDraft {
    /// The parameters, in the order of the document.
    pub parameters: Vec<Option<Value>>,
    /// The body.
    pub body: Option<BodyDraft>,
    /// Which alternative of `security` the sender has; `None` for none.
    pub credentials: Option<usize>,
}

/// What a body is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyDraft {
    /// Which of the types of the body.
    pub index: usize,
    /// Which of its media types.
    pub media: usize,
    /// Its value: a text for bytes, a list for a stream of items, an object for a form with files.
    pub value: Value,
}

/// What a response is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseDraft {
    /// Whether it is one of success.
    pub is_success: bool,
    /// The status.
    pub status: StatusCode,
    /// Which of the replies.
    pub index: usize,
    /// The media type and the value of the body.
    pub body: Option<(usize, Value)>,
    /// Headers, by their index in the API.
    pub headers: Vec<(usize, Value)>,
}

/// Writes a request; `None` if the client rejects it.
pub(in crate::diff::counterexample) fn request(
    api: &'static InterpretedApi,
    operation: usize,
    draft: &RequestDraft,
) -> Option<WireRequest> {
    let plan = api.operation(operation)?;
    let parameters = parameter_values(api, plan, &draft.parameters)?;
    let body = match &draft.body {
        Some(body) => Some(body_value(api, operation, body)?),
        None => None,
    };
    let media = draft.body.as_ref().and_then(|body| {
        let media = plan.bodies.get(body.index)?.media;
        media.get(body.media).copied()
    });
    let content_type = media.and_then(named);
    let configured = ClientParameters::new();
    let mut writer = RequestWriter::new(plan.spec, &configured).content_type(content_type.as_ref());
    let values: Vec<&dyn Encode> = parameters.iter().map(|one| one as &dyn Encode).collect();
    writer.parameters(&values);
    if let Some(BodyValue::Value(_, value)) = &body {
        writer.body(value);
    }
    check(plan, &parameters, body.as_ref(), &mut writer.checker());
    let encoded = writer.finish().ok()?;
    let mut headers = encoded.headers;
    headers.insert(ACCEPT, accepted(plan.spec.success, plan.spec.failure));
    let target = match encoded.query.as_str() {
        "" => encoded.path,
        query => format!("{}?{query}", encoded.path),
    };
    let bytes = match &body {
        Some(BodyValue::Stream) => {
            headers.insert(CONTENT_TYPE, content_type?);
            Bytes::from_static(b"x")
        }
        _ => encoded.body.bytes()?,
    };
    let mut request = WireRequest {
        method: plan.spec.method.http(),
        target,
        headers,
        body: bytes,
    };
    let alternative = draft
        .credentials
        .and_then(|index| plan.spec.security.get(index));
    if let Some(alternative) = alternative {
        credentials::add(&mut request, alternative);
    }
    Some(request)
}

/// The values of the parameters; `None` if one is not of its type.
fn parameter_values(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    values: &[Option<Value>],
) -> Option<Vec<Option<Dynamic>>> {
    let values = plan.parameters.iter().zip(values);
    let read = values.map(|(one, value)| match value {
        Some(value) => {
            let mut reader = Reader::tree(value, Policy::Strict);
            read(api, &one.parameter.ty, &mut reader).ok().map(Some)
        }
        None => Some(None),
    });
    read.collect()
}

fn body_value(
    api: &'static InterpretedApi,
    operation: usize,
    draft: &BodyDraft,
) -> Option<BodyValue> {
    let plan = api.operation(operation)?.bodies.get(draft.index)?;
    match plan.kind {
        BodyKind::Value(ty) => {
            let mut reader = Reader::tree(&draft.value, Policy::Strict);
            let value = read(api, ty, &mut reader).ok()?;
            Some(BodyValue::Value(draft.index, value))
        }
        BodyKind::Bytes | BodyKind::Items(_) => Some(BodyValue::Stream),
        BodyKind::Empty | BodyKind::Files => None,
    }
}

/// The `Content-Type` that chooses a media type.
fn named(media: Media) -> Option<HeaderValue> {
    match media.is_range() {
        true => None,
        false => HeaderValue::from_str(media.range()).ok(),
    }
}

/// What a client accepts: the media types of all responses.
fn accepted(
    success: &[bindwright_runtime::codegen::ResponseSpec],
    failure: &[bindwright_runtime::codegen::ResponseSpec],
) -> HeaderValue {
    let mut ranges: Vec<&str> = Vec::new();
    for media in success
        .iter()
        .chain(failure)
        .flat_map(|reply| reply.media())
    {
        if !ranges.contains(&media.range()) {
            ranges.push(media.range());
        }
    }
    let text = HeaderValue::from_str(&ranges.join(", ")).ok();
    text.filter(|value| !value.is_empty())
        .unwrap_or(HeaderValue::from_static("*/*"))
}

/// Writes a response; `None` if its body is not one that the document describes.
pub(in crate::diff::counterexample) fn response(
    api: &'static InterpretedApi,
    operation: usize,
    draft: &ResponseDraft,
) -> Option<WireResponse> {
    let plan = api.operation(operation)?;
    let replies = if draft.is_success {
        &plan.success
    } else {
        &plan.failure
    };
    let reply = replies.get(draft.index)?;
    let mut response = WireResponse {
        status: draft.status,
        headers: HeaderMap::new(),
        body: Bytes::new(),
    };
    if let Some((media, value)) = &draft.body {
        let media = reply.media.get(*media)?.sent(Direction::Response);
        match reply.kind {
            BodyKind::Value(ty) => {
                let payload = documented(api, reply, (ty, value))?.payload(media).ok()?;
                response.headers = payload.headers;
                response.body = payload.body.bytes()?;
            }
            BodyKind::Bytes | BodyKind::Items(_) => {
                response.headers.insert(CONTENT_TYPE, named(media)?);
            }
            BodyKind::Empty | BodyKind::Files => return None,
        }
    }
    for (index, value) in &draft.headers {
        let (name, value) = header(api, *index, value)?;
        response.headers.insert(name, value);
    }
    Some(response)
}

/// A value that a server may send: it keeps the limits, and has no value that the document does not list.
fn documented(
    api: &'static InterpretedApi,
    reply: &ReplyPlan,
    (ty, value): (&'static crate::ir::Type, &Value),
) -> Option<Dynamic> {
    let mut reader = Reader::tree(value, Policy::Lenient);
    let value = read(api, ty, &mut reader).ok()?;
    let mut violations = Violations::new();
    let mut checker = bindwright_runtime::check::Checker::new(&mut violations);
    if !reply.limits.is_empty() {
        checker.limits("body", &value, reply.limits);
    }
    if reply.is_checked_inside {
        checker.inside("body", &value);
    }
    (violations.is_empty() && value.is_documented()).then_some(value)
}

/// A header of a response as it is written.
fn header(
    api: &'static InterpretedApi,
    index: usize,
    value: &Value,
) -> Option<(HeaderName, HeaderValue)> {
    let documented = api.api.headers.get(index)?;
    let location = crate::ir::Location::Header;
    let param = tables::place(
        api.api,
        &documented.wire,
        location,
        &documented.codec,
        &documented.ty,
    );
    let mut reader = Reader::tree(value, Policy::Lenient);
    let value = read(api, &documented.ty, &mut reader).ok()?;
    let response =
        bindwright_runtime::Response::new(()).with_header(Header::<Dynamic>::new(param), value);
    let headers = response.headers();
    let (name, value) = headers.iter().next()?;
    Some((name.clone(), value.clone()))
}
