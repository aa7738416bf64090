//! Exchanges as lines of the program.

use bindwright_runtime::codegen::number;
use bindwright_runtime::{Map, Value};

use crate::diff::counterexample::{RequestDraft, ResponseDraft, WireRequest};
use crate::ir::{HeaderUse, Operation, Reply};

/// An object of these members.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Value::from_iter(Map::from_iter(members))
}

fn index(index: usize) -> Value {
    Value::from(number(&index.to_string()))
}

/// The line for an exchange.
pub(super) fn exchange(
    (operation, at): (&Operation, usize),
    (request, media): (&RequestDraft, Option<&str>),
    response: &ResponseDraft,
) -> Value {
    object([
        ("operation", index(at)),
        ("request", self::request(request, media)),
        ("reply", reply(operation, response)),
    ])
}

/// The line for a response alone.
pub(super) fn response((operation, at): (&Operation, usize), response: &ResponseDraft) -> Value {
    let nothing = RequestDraft {
        parameters: Vec::new(),
        body: None,
        credentials: None,
    };
    exchange((operation, at), (&nothing, None), response)
}

fn request(draft: &RequestDraft, media: Option<&str>) -> Value {
    let parameters = draft.parameters.iter();
    let parameters = parameters.map(|one| Value::Array(one.iter().cloned().collect()));
    let body = draft.body.as_ref();
    object([
        ("parameters", Value::Array(parameters.collect())),
        ("body", pair(body.map(|body| (body.index, &body.value)))),
        ("media", media.map_or(Value::Null, Value::from)),
    ])
}

fn pair(pair: Option<(usize, &Value)>) -> Value {
    pair.map_or(Value::Null, |(at, value)| {
        Value::Array(vec![index(at), value.clone()])
    })
}

fn reply(operation: &Operation, draft: &ResponseDraft) -> Value {
    let headers = draft.headers.iter();
    let headers = headers.map(|(at, value)| pair(Some((*at, value))));
    let documented = documented(operation, draft);
    let value = draft.body.as_ref().map_or(&Value::Null, |(_, value)| value);
    let status = draft.status.as_u16().to_string();
    object([
        ("success", Value::Bool(draft.is_success)),
        ("status", Value::from(number(&status))),
        ("body", pair(Some((draft.index, value)))),
        ("headers", Value::Array(headers.collect())),
        (
            "documented",
            Value::Array(documented.iter().map(|one| index(one.header)).collect()),
        ),
    ])
}

/// The documented headers of the response.
fn documented<'o>(operation: &'o Operation, draft: &ResponseDraft) -> &'o [HeaderUse] {
    let found: Option<&Reply> = match draft.is_success {
        true => operation.success.replies().nth(draft.index),
        false => operation.failure.replies().nth(draft.index),
    };
    found.map_or(&[], |reply| &reply.headers)
}

/// The line for a request that is sent as it is; `None` if its body is no text.
pub(super) fn raw(interface: &str, base: &str, request: &WireRequest) -> Option<Value> {
    let headers = request.headers.iter().map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some(Value::Array(vec![
            Value::from(name.as_str()),
            Value::from(value),
        ]))
    });
    let headers: Vec<Value> = headers.collect::<Option<_>>()?;
    let body = std::str::from_utf8(&request.body).ok()?;
    let raw = object([
        ("interface", Value::from(interface)),
        ("method", Value::from(request.method.as_str())),
        (
            "target",
            Value::from(format!("{base}{}", request.target).as_str()),
        ),
        ("headers", Value::Array(headers)),
        ("body", Value::from(body)),
    ]);
    Some(object([("raw", raw)]))
}
