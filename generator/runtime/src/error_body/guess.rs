//! The code, message and request ID of an error without a documented schema, or with another than the documented one, by the names in
//! common use.

use super::{ErrorSummary, text};
use crate::codec::{Policy, Value, from_json_within, without_bom};

/// How many bytes of memory the value of an undocumented body may need.
const MEMORY: usize = 32 << 20;
/// How many envelopes are opened, one inside the other.
const DEPTH: usize = 3;

/// Names of the parts, without case, `_` and `-`; an earlier name wins.
const CODE: &[&str] = &["errorcode", "code", "errcode", "errno", "type", "error"];
const MESSAGE: &[&str] = &[
    "errormsg",
    "errmsg",
    "errormessage",
    "message",
    "errordescription",
    "title",
    "msg",
    "faultstring",
    "reason",
];
/// Names of lists of sentences, of which the first one counts.
const MESSAGES: &[&str] = &[
    "errormessages",
    "messages",
    "errors",
    "error",
    "detail",
    "details",
];
const DETAIL: &[&str] = &["errordetail", "detail", "details"];
const REQUEST_ID: &[&str] = &["requestid"];

/// Names of envelopes.
const ENVELOPES: &[&str] = &["error", "errors", "fault", "detail", "details"];

/// What an error says, by the names of [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457), OAuth 2
/// and the large clouds. What is around the code and the message may be an envelope: a member with
/// one of the usual names, the only member, or the first item of a list.
///
/// ```text
/// {"error": {"code": "E42", "message": "no such task"}}     code E42, message "no such task"
/// {"badRequest": {"code": 400, "message": "no"}}            code 400, message "no"
/// {"errors": [{"Code": "E42"}]}                             code E42
/// {"errorMessages": ["no such task"]}                       message "no such task"
/// {"detail": "no such task"}                                message "no such task"
/// "no such task"                                            message "no such task"
/// ```
pub(crate) fn guess(value: &Value) -> ErrorSummary {
    let mut found = open(value, DEPTH);
    if found.message.is_none() {
        // What is the detail of nothing else is the message.
        let whole = value.as_str().map(str::to_owned);
        found.message = found.detail.take().or(whole);
    }
    found
}

/// What a body says that has no documented schema, or another; nothing if it is not JSON, or a value of more than 32 MiB.
pub(crate) fn guess_in(raw: &[u8]) -> ErrorSummary {
    let said = from_json_within(without_bom(raw), Policy::Strict, MEMORY);
    said.as_ref().map(guess).unwrap_or_default()
}

/// What the value says, or else what is inside of it.
fn open(value: &Value, depth: usize) -> ErrorSummary {
    let message = first(value, MESSAGE).or_else(|| first_of_list(value, MESSAGES));
    // A message beside its code, which is in the detail.
    let beside = value.get("detail").filter(|_| message.is_some());
    let here = ErrorSummary {
        code: first(value, CODE).or_else(|| first(beside?, CODE)),
        message,
        detail: first(value, DETAIL),
        request_id: first(value, REQUEST_ID),
    };
    if here.says_something() || depth == 0 {
        return here;
    }
    for inner in envelopes(value) {
        let found = open(inner, depth - 1);
        if found.says_something() {
            return ErrorSummary {
                detail: found.detail.or(here.detail),
                request_id: found.request_id.or(here.request_id),
                ..found
            };
        }
    }
    here
}

/// The objects and lists that may have the parts instead of the value.
fn envelopes(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().take(1).collect(),
        Value::Object(members) => {
            let is_envelope =
                |key: &str| members.len() == 1 || ENVELOPES.iter().any(|name| is_named(key, name));
            let envelopes = members.iter().filter(|(key, _)| is_envelope(key));
            envelopes.map(|(_, member)| member).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// The first of these members that is a scalar.
fn first(value: &Value, names: &[&str]) -> Option<String> {
    first_by(value, names, text)
}

/// The first string of the first of these members that is a list of strings.
fn first_of_list(value: &Value, names: &[&str]) -> Option<String> {
    let first = |list: &Value| Some(list.as_array()?.first()?.as_str()?.to_owned());
    first_by(value, names, first)
}

/// What the first of these members has.
fn first_by(value: &Value, names: &[&str], read: fn(&Value) -> Option<String>) -> Option<String> {
    let members = value.as_object()?.iter();
    let found = members.filter_map(|(key, member)| {
        let rank = names.iter().position(|name| is_named(key, name))?;
        Some((rank, read(member)?))
    });
    let first = found.min_by_key(|(rank, _)| *rank);
    first.map(|(_, found)| found)
}

/// Whether a key is this name, without case and separators: `error_code`, `errorCode` and `Error-Code` are one name.
fn is_named(key: &str, name: &str) -> bool {
    let plain = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
    plain.map(|byte| byte.to_ascii_lowercase()).eq(name.bytes())
}
