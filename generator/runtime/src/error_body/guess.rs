//! What an error of unknown schema says, read by the names in use.

use super::{ErrorSummary, text};
use crate::codec::Value;

/// What an error of unknown schema says, by the names that are in use: RFC 9457, OAuth 2, and the
/// large clouds.
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

/// The envelope `{"error": {…}}`, one level deep.
fn guess_flat(inner: &Value, outer: ErrorSummary) -> ErrorSummary {
    let found = guess(&strip_error(inner));
    ErrorSummary {
        request_id: found.request_id.or(outer.request_id),
        ..found
    }
}

fn strip_error(value: &Value) -> Value {
    let members = value
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| key.as_str() != "error");
    Value::Object(
        members
            .map(|(key, member)| (key.clone(), member.clone()))
            .collect(),
    )
}

fn first(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(value.get(name)?))
}
