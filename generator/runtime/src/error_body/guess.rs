//! The code, message and request ID of an error without a documented schema, or with another than the documented one, by the names in
//! common use.

use super::{ErrorSummary, text};
use crate::codec::{Value, without_bom};

/// How many envelopes are opened, one inside the other.
const DEPTH: usize = 3;

/// Names of the parts, without case, `_` and `-`; an earlier name wins.
const CODE: &[&str] = &["errorcode", "code", "type", "error"];
const MESSAGE: &[&str] = &[
    "errormsg",
    "errormessage",
    "message",
    "errordescription",
    "title",
    "msg",
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
/// ```
pub(crate) fn guess(value: &Value) -> ErrorSummary {
    open(value, DEPTH)
}

/// What a body says that has no documented schema, or another; nothing if it is not JSON.
pub(crate) fn guess_in(raw: &[u8]) -> ErrorSummary {
    let said = std::str::from_utf8(without_bom(raw)).ok();
    let said = said.and_then(|text| text.parse().ok());
    said.as_ref().map(guess).unwrap_or_default()
}

/// What the value says, or else what is inside of it.
fn open(value: &Value, depth: usize) -> ErrorSummary {
    let here = ErrorSummary {
        code: first(value, CODE),
        message: first(value, MESSAGE),
        detail: first(value, DETAIL),
        request_id: first(value, REQUEST_ID),
    };
    if here.says_something() || depth == 0 {
        return here;
    }
    let inside = envelopes(value).map(|inner| open(inner, depth - 1));
    match inside.into_iter().find(ErrorSummary::says_something) {
        Some(found) => ErrorSummary {
            detail: found.detail.or(here.detail),
            request_id: found.request_id.or(here.request_id),
            ..found
        },
        None => here,
    }
}

/// The objects and lists that may have the parts instead of the value.
fn envelopes(value: &Value) -> impl Iterator<Item = &Value> {
    let item = value.as_array().and_then(|items| items.first());
    let members = value.as_object().into_iter().flatten();
    let only = value.as_object().is_some_and(|members| members.len() == 1);
    let members = members.filter(move |(key, _)| only || ENVELOPES.contains(&plain(key).as_str()));
    let members = members.map(|(_, member)| member);
    item.into_iter().chain(members)
}

/// The first of these members that is a scalar.
fn first(value: &Value, names: &[&str]) -> Option<String> {
    let members = value.as_object()?;
    names.iter().find_map(|name| {
        let mut named = members.iter().filter(|(key, _)| plain(key) == *name);
        named.find_map(|(_, member)| text(member))
    })
}

/// A key without case and separators: `error_code`, `errorCode` and `Error-Code` are one name.
fn plain(key: &str) -> String {
    let letters = key.chars().filter(|letter| !matches!(letter, '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}
