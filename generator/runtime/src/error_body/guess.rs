//! The code, message and request ID of an error without a documented schema, or with another than the documented one, by the names in
//! common use.

use super::{ErrorSummary, text};
use crate::codec::{Value, without_bom};

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

/// What a body says that has no documented schema, or another; nothing if it is not JSON.
pub(crate) fn guess_in(raw: &[u8]) -> ErrorSummary {
    let said = std::str::from_utf8(without_bom(raw)).ok();
    let said = said.and_then(|text| text.parse().ok());
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

/// The first string of the first of these members that is a list of strings.
fn first_of_list(value: &Value, names: &[&str]) -> Option<String> {
    let members = value.as_object()?;
    names.iter().find_map(|name| {
        let mut named = members.iter().filter(|(key, _)| plain(key) == *name);
        named.find_map(|(_, list)| Some(list.as_array()?.first()?.as_str()?.to_owned()))
    })
}

/// A key without case and separators: `error_code`, `errorCode` and `Error-Code` are one name.
fn plain(key: &str) -> String {
    let letters = key.chars().filter(|letter| !matches!(letter, '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}
