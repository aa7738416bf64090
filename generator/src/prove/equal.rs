//! Whether what one side saw is what the other sent, apart from what HTTP cannot say.
//!
//! An empty list, an empty object and `null` have no form in a query, a path, a header, a cookie and a form: what was sent as one of
//! them arrives as absent (<https://spec.openapis.org/oas/v3.0.3.html#style-values>). All scalars are texts there, so where the type
//! has a choice, `0` arrives as `"0"`, and a list of one item as the item.

use bindwright_runtime::{Map, Value};

use crate::diff::counterexample::RequestDraft;
use crate::ir::{Body, MediaKind, Method, Operation, ParameterCodec, Payload};

/// Whether the handler saw the request that was sent. The client adds the parameters with these indices where the request has
/// none.
pub(super) fn requests(
    operation: &Operation,
    (draft, added): (&RequestDraft, &[usize]),
    sent: &Value,
    seen: &Value,
) -> bool {
    let plain = |value: &Value| {
        let mut members = plain_request(operation, draft, value);
        for index in added {
            if !matches!(draft.parameters.get(*index), Some(Some(_))) {
                members.shift_remove(&index.to_string());
            }
        }
        members
    };
    plain(sent) == plain(seen)
}

fn plain_request(operation: &Operation, draft: &RequestDraft, value: &Value) -> Map<Value> {
    let mut members = value
        .as_object()
        .cloned()
        .map_or_else(Map::new, |members| members.into_iter().collect());
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let name = index.to_string();
        let is_nothing = members.get(&name).is_some_and(is_nothing);
        if is_nothing && matches!(parameter.codec, ParameterCodec::Style { .. }) {
            members.shift_remove(&name);
        } else if matches!(parameter.codec, ParameterCodec::Style { .. })
            && let Some(value) = members.get_mut(&name)
        {
            *value = without_nothing(value);
        }
    }
    if is_form(operation.body.as_ref(), draft)
        && let Some(body) = members.get_mut("body")
    {
        *body = without_nothing(body);
    }
    members
}

/// Whether the body is written as a form.
fn is_form(body: Option<&Body>, draft: &RequestDraft) -> bool {
    let (Some(body), Some(draft)) = (body, &draft.body) else {
        return false;
    };
    let payload: Option<&Payload> = body.payloads().nth(draft.index);
    let media = payload.and_then(|one| one.media.get(draft.media));
    media.is_some_and(|media| matches!(media.kind, MediaKind::Form | MediaKind::Multipart))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().all(is_nothing),
        Value::Object(members) => members.values().all(is_nothing),
        _ => false,
    }
}

/// The value without members that are nothing, with its scalars as texts, and with single items in place of their lists.
fn without_nothing(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let left = members.iter().filter(|(_, one)| !is_nothing(one));
            left.map(|(name, one)| (name.clone(), without_nothing(one)))
                .collect()
        }
        Value::Array(items) => match items.as_slice() {
            [one] => without_nothing(one),
            items => Value::Array(items.iter().map(without_nothing).collect()),
        },
        Value::String(_) => value.clone(),
        scalar => Value::from(scalar.to_string().as_str()),
    }
}

/// Whether the client got the response that was returned. A response to `HEAD` has no body
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2>), and the server itself sets the headers with these indices.
pub(super) fn responses(
    operation: &Operation,
    of_server: &[String],
    returned: &Value,
    got: &Value,
) -> bool {
    let plain = |value: &Value| {
        let mut members: Map<Value> = value.as_object().map_or_else(Map::new, |members| {
            members
                .iter()
                .map(|(name, one)| (name.clone(), one.clone()))
                .collect()
        });
        if operation.method == Method::Head {
            members.shift_remove("body");
        }
        if let Some(Value::Object(headers)) = members.get_mut("headers") {
            headers.retain(|name, _| !of_server.contains(name));
        }
        members
    };
    plain(returned) == plain(got)
}
