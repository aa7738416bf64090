//! The name of a property of an error body -> what it means, by the names in common use: [RFC
//! 9457](https://www.rfc-editor.org/rfc/rfc9457#section-3.1), OAuth 2, the large clouds and the frameworks.

use crate::ir::{ErrorFields, Field, Struct};

/// What a property says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Code,
    Status,
    Title,
    Message,
    Detail,
    RequestId,
    Time,
    Path,
    Method,
    /// Where a violation is.
    Place,
    /// A kind of problem: a URI by RFC 9457, a code elsewhere.
    Kind,
    /// Whether the request failed or not.
    Failed(bool),
    /// How bad it is.
    Level,
    /// The violations, or an envelope.
    Inside,
}

const NAMES: &[(Meaning, &[&str])] = &[
    (
        Meaning::Code,
        &["code", "errorcode", "errcode", "faultcode", "errno"],
    ),
    (
        Meaning::Status,
        &[
            "status",
            "statuscode",
            "httpstatus",
            "httpcode",
            "httpstatuscode",
            "responsecode",
        ],
    ),
    (Meaning::Title, &["title", "statustext", "reasonphrase"]),
    (
        Meaning::Message,
        &[
            "message",
            "errormessage",
            "longmessage",
            "usermessage",
            "displaymessage",
            "developermessage",
            "errormsg",
            "errmsg",
            "msg",
            "errordescription",
            "description",
            "text",
            "reason",
        ],
    ),
    (
        Meaning::Detail,
        &["detail", "errordetail", "errordetails", "details"],
    ),
    (
        Meaning::RequestId,
        &["requestid", "xrequestid", "traceid", "correlationid"],
    ),
    (
        Meaning::Time,
        &["timestamp", "time", "occurredat", "datetime"],
    ),
    (Meaning::Path, &["path", "instance", "requestpath"]),
    (Meaning::Method, &["method", "httpmethod", "requestmethod"]),
    (
        Meaning::Place,
        &[
            "location",
            "field",
            "pointer",
            "param",
            "parameter",
            "loc",
            "property",
            "source",
        ],
    ),
    (Meaning::Kind, &["type"]),
    (
        Meaning::Failed(false),
        &["success", "ok", "succeeded", "issuccess", "successful"],
    ),
    (
        Meaning::Failed(true),
        &["failed", "failure", "iserror", "haserror", "haserrors"],
    ),
    (Meaning::Level, &["severity", "level", "result", "outcome"]),
    (
        Meaning::Inside,
        &[
            "errors",
            "fault",
            "issues",
            "violations",
            "invalidparams",
            "fielderrors",
        ],
    ),
];

/// Words for a status in enumerations, without case and separators, the best first. Those of gRPC are by
/// <https://google.aip.dev/193>.
const WORDS: &[(u16, &[&str])] = &[
    (
        400,
        &[
            "invalidrequest",
            "badrequest",
            "invalidargument",
            "validationerror",
            "validationfailed",
            "invalid",
        ],
    ),
    (
        401,
        &[
            "unauthorized",
            "unauthenticated",
            "authenticationrequired",
            "notauthenticated",
            "authentication",
        ],
    ),
    (
        403,
        &[
            "forbidden",
            "permissiondenied",
            "accessdenied",
            "notauthorized",
            "permission",
        ],
    ),
    (406, &["notacceptable"]),
    (408, &["requesttimeout", "timeout"]),
    (
        413,
        &[
            "payloadtoolarge",
            "contenttoolarge",
            "requesttoolarge",
            "requestentitytoolarge",
        ],
    ),
    (415, &["unsupportedmediatype"]),
    (
        500,
        &[
            "internalservererror",
            "internalerror",
            "internal",
            "server",
            "api",
        ],
    ),
    (501, &["notimplemented", "unimplemented"]),
    (502, &["badgateway"]),
    (503, &["serviceunavailable", "unavailable"]),
    (504, &["gatewaytimeout", "deadlineexceeded", "timeout"]),
];

/// Words for failure, whatever the status.
const FAILURE: &[&str] = &["error", "fail", "failed", "failure"];

/// The properties of an object by their meaning.
pub(super) struct Meanings<'s> {
    data: &'s Struct,
    /// Whether one of them has the message.
    pub(super) have_message: bool,
    /// Whether the kind of problem is a URI.
    pub(super) are_problem_details: bool,
    /// What `error` means.
    error: Meaning,
    /// Whether one is called `message`: others that may have it are something else.
    is_message_named: bool,
}

impl<'s> Meanings<'s> {
    pub(super) fn of(data: &'s Struct) -> Self {
        let names: Vec<String> = data.wires().map(plain).collect();
        let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
        let mut meanings = Self {
            data,
            have_message: false,
            are_problem_details: has(&["title"]) && has(&["status", "detail", "instance"]),
            error: error(has),
            is_message_named: has(&["message", "errormessage", "msg"]),
        };
        let mut fields = data.fields.iter();
        meanings.have_message =
            fields.any(|field| meanings.get(field, true) == Some(Meaning::Message));
        meanings
    }

    /// What a property means: as `x-error` says, or else by its name. Beside `x-error`, names mean something in required properties
    /// only.
    pub(super) fn get(&self, field: &Field, is_required: bool) -> Option<Meaning> {
        let Some(roles) = self.data.error.as_deref() else {
            return self.by_name(&field.wire);
        };
        let ErrorFields {
            code,
            message,
            detail,
            request_id,
            success_codes: _,
        } = roles;
        let roles = [
            (code, Meaning::Code),
            (message, Meaning::Message),
            (detail, Meaning::Detail),
            (request_id, Meaning::RequestId),
        ];
        let mut roles = roles.into_iter();
        let named = roles.find(|(name, _)| name.as_ref() == Some(&field.name));
        let guess = || is_required.then(|| self.by_name(&field.wire)).flatten();
        named.map(|(_, meaning)| meaning).or_else(guess)
    }

    fn by_name(&self, wire: &str) -> Option<Meaning> {
        match plain(wire).as_str() {
            "error" | "err" => Some(self.error),
            "description" | "text" | "reason" if self.is_message_named => None,
            name => {
                let mut names = NAMES.iter();
                names.find_map(|(meaning, known)| known.contains(&name).then_some(*meaning))
            }
        }
    }
}

/// `error` beside other names: the code in OAuth 2, the status in words in Spring, or the message.
fn error(has: impl Fn(&[&str]) -> bool) -> Meaning {
    if !has(&["message", "errordescription", "msg", "errormessage"]) {
        Meaning::Message
    } else if has(&["status", "code", "statuscode", "errorcode"]) {
        Meaning::Title
    } else {
        Meaning::Code
    }
}

/// The value of an enumeration that each status has.
pub(super) fn by_status(values: &[&str]) -> Vec<(u16, String)> {
    let found = WORDS.iter().filter_map(|(status, words)| {
        let number = status.to_string();
        let words = words.iter().copied().chain([number.as_str()]);
        let found = words.into_iter().find_map(|word| {
            let mut values = values.iter();
            values.find(|value| says(&plain(value), word))
        });
        Some((*status, (*found?).to_owned()))
    });
    found.collect()
}

/// Whether a value is a word: `INVALID_REQUEST`, `invalid_request_error`, `InvalidRequestException`.
fn says(value: &str, word: &str) -> bool {
    let rest = value.strip_prefix(word);
    rest.is_some_and(|rest| matches!(rest, "" | "error" | "exception"))
}

/// The value of an enumeration that says that something failed.
pub(super) fn of_failure<'v>(values: &[&'v str]) -> Option<&'v str> {
    let mut values = values.iter().copied();
    values.find(|value| FAILURE.contains(&plain(value).as_str()))
}

/// A name without case and separators.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
