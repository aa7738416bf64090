//! The code, message and request ID of an error without a documented schema, by the names in common
//! use.

use super::{ErrorSummary, text};
use crate::codec::Value;

/// What an error says, by the names of [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457), OAuth 2
/// and the large clouds.
///
/// ```text
/// {"error": {"code": "E42", "message": "no such task"}}     code E42, message "no such task"
/// ```
pub(crate) fn guess(value: &Value) -> ErrorSummary {
    let here = ErrorSummary {
        code: first(value, &["error_code", "errorCode", "code", "type", "error"]),
        message: first(
            value,
            &[
                "error_msg",
                "errorMsg",
                "message",
                "error_message",
                "error_description",
                "title",
                "msg",
            ],
        ),
        detail: first(value, &["error_detail", "detail", "details"]),
        request_id: first(value, &["request_id", "requestId", "RequestId"]),
    };
    let nested = value
        .get("error")
        .filter(|inner| inner.as_object().is_some());
    match nested {
        Some(inner) if here.code.is_none() && here.message.is_none() => guess_flat(inner, here),
        Some(_) | None => here,
    }
}

/// What the envelope `{"error": {…}}` contains, one level deep.
fn guess_flat(inner: &Value, outer: ErrorSummary) -> ErrorSummary {
    let found = guess(&strip_error(inner));
    ErrorSummary {
        request_id: found.request_id.or(outer.request_id),
        ..found
    }
}

/// The object without `error`, so that envelopes are not followed further.
fn strip_error(value: &Value) -> Value {
    let members = value
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| key.as_str() != "error");
    members
        .map(|(key, member)| (key.clone(), member.clone()))
        .collect()
}

/// The first of these members that is a scalar.
fn first(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(value.get(name)?))
}
