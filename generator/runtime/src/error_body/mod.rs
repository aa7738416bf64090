//! What an error body says, whatever its schema: code, message, detail and request ID; and how a
//! problem of the runtime is written in that schema.

mod bodies;
#[cfg(feature = "server")]
mod details;
#[cfg(feature = "server")]
mod fill;
#[cfg(feature = "server")]
mod fill_parts;
#[cfg(feature = "server")]
mod fill_texts;
mod guess;
mod in_success;

#[cfg(feature = "server")]
pub(crate) use details::Details;
#[cfg(feature = "server")]
pub use fill::filled;
#[cfg(feature = "server")]
pub use fill_parts::{Fill, FillRow};
pub(crate) use guess::{guess, guess_in};
pub use in_success::ErrorInSuccess;

use crate::{
    codec::{Encode, Value, to_value},
    problem::Problem,
    untrusted::{Redact, Redaction},
};

/// What an error body says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ErrorSummary {
    /// A code for programs.
    pub code: Option<String>,
    /// A sentence for people.
    pub message: Option<String>,
    /// Further detail.
    pub detail: Option<String>,
    /// The ID of the request in the server's log.
    pub request_id: Option<String>,
}

impl ErrorSummary {
    /// Whether it has a code or a message.
    pub(crate) fn says_something(&self) -> bool {
        self.code.is_some() || self.message.is_some()
    }
}

/// The server wrote it. It is data, and escaped where it is printed.
impl Redact for ErrorSummary {
    fn redacted(self, redaction: &Redaction) -> Self {
        Self {
            code: self.code.redacted(redaction),
            message: self.message.redacted(redaction),
            detail: self.detail.redacted(redaction),
            request_id: self.request_id.redacted(redaction),
        }
    }
}

/// A documented error schema. [`error_body!`](crate::__error_body!) implements it.
pub trait ErrorBody: Sized {
    /// What the body says.
    fn summary(&self) -> ErrorSummary;

    /// A problem of the runtime in this schema; `None` if the schema requires what a problem does not have. On a client it is always
    /// `None`.
    fn from_problem(problem: &Problem) -> Option<Self> {
        let _ = problem;
        None
    }

    /// How a response with a status of success is recognized as this error; `None` if it is not.
    fn in_success() -> Option<ErrorInSuccess> {
        None
    }
}

/// Where a schema has the parts of an error: names of properties, or JSON Pointers ([RFC
/// 6901](https://www.rfc-editor.org/rfc/rfc6901)) to nested ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorFields {
    /// The place of the code.
    pub code: Option<&'static str>,
    /// The place of the message.
    pub message: Option<&'static str>,
    /// The place of the detail.
    pub detail: Option<&'static str>,
    /// The place of the request ID.
    pub request_id: Option<&'static str>,
}

impl ErrorFields {
    /// The schema does not say where its parts are.
    pub const NONE: Self = Self {
        code: None,
        message: None,
        detail: None,
        request_id: None,
    };

    /// What a body says.
    #[must_use]
    pub fn summary(&self, body: &dyn Encode) -> ErrorSummary {
        let Ok(value) = to_value(body) else {
            return ErrorSummary::default();
        };
        let read = |place: Option<&str>| text(at(&value, place?)?);
        let named = ErrorSummary {
            code: read(self.code),
            message: read(self.message),
            detail: read(self.detail),
            request_id: read(self.request_id),
        };
        if *self == Self::NONE {
            guess(&value)
        } else {
            named
        }
    }
}

/// The value at a property name or pointer.
fn at<'v>(value: &'v Value, place: &str) -> Option<&'v Value> {
    if place.starts_with('/') {
        value.pointer(place)
    } else {
        value.get(place)
    }
}

/// A scalar as a string.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_error_envelopes_are_understood() {
        for (body, code, message) in [
            (
                r#"{"error_code":"APIGW.0301","error_msg":"bad"}"#,
                "APIGW.0301",
                "bad",
            ),
            (r#"{"code":7,"message":"bad"}"#, "7", "bad"),
            (r#"{"errorCode":"E","errorMsg":"bad"}"#, "E", "bad"),
            (r#"{"error":{"code":"E","message":"bad"}}"#, "E", "bad"),
            (
                r#"{"error":"invalid_grant","error_description":"bad"}"#,
                "invalid_grant",
                "bad",
            ),
            (
                r#"{"badRequest":{"code":400,"message":"bad"}}"#,
                "400",
                "bad",
            ),
            (r#"{"Error":{"Code":"E","Message":"bad"}}"#, "E", "bad"),
            (
                r#"{"errors":[{"code":"E","message":"bad"},{"code":"F"}],"id":7}"#,
                "E",
                "bad",
            ),
            (r#"[{"errorCode":"E","message":"bad"}]"#, "E", "bad"),
            (
                r#"{"fault":{"detail":{"errorcode":"E","error_message":"bad"}}}"#,
                "E",
                "bad",
            ),
            (
                r#"{"error":{"title":"bad","code":401,"type":"x"}}"#,
                "401",
                "bad",
            ),
        ] {
            let summary = guess(&body.parse().unwrap_or_default());
            assert_eq!(
                (summary.code.as_deref(), summary.message.as_deref()),
                (Some(code), Some(message)),
                "{body}"
            );
        }
        for (body, code, message) in [
            (r#"{"detail":"bad"}"#, None, "bad"),
            (r#"{"code":"E","detail":"bad"}"#, Some("E"), "bad"),
            (r#"{"title":"bad","detail":"why"}"#, None, "bad"),
            (
                r#"{"detail":[{"loc":["body"],"msg":"bad","type":"E"}]}"#,
                Some("E"),
                "bad",
            ),
            (
                r#"{"errorMessages":["bad","worse"],"errors":{}}"#,
                None,
                "bad",
            ),
            (r#"{"errors":["bad"]}"#, None, "bad"),
            (
                r#"{"error":{"code":"E","messages":["bad"]}}"#,
                Some("E"),
                "bad",
            ),
            (
                r#"{"fault":{"faultstring":"bad","detail":{"errorcode":"E"}}}"#,
                Some("E"),
                "bad",
            ),
            (r#"{"errcode":40001,"errmsg":"bad"}"#, Some("40001"), "bad"),
            (r#""bad""#, None, "bad"),
        ] {
            let summary = guess(&body.parse().unwrap_or_default());
            let found = (summary.code.as_deref(), summary.message.as_deref());
            assert_eq!(found, (code, Some(message)), "{body}");
        }
        for nothing in [
            "null",
            "7",
            "[]",
            "{}",
            r#"{"data":{},"error":{}}"#,
            r#"{"ids":["7"]}"#,
            r#"{"id":"7"}"#,
        ] {
            let summary = guess(&nothing.parse().unwrap_or_default());
            assert_eq!(summary, ErrorSummary::default(), "{nothing}");
        }
        let inner = guess(
            &r#"{"requestId":"r","error":{"code":"E"}}"#
                .parse()
                .unwrap_or_default(),
        );
        assert_eq!(inner.request_id.as_deref(), Some("r"));
    }

    #[test]
    fn the_memory_of_an_undocumented_body_is_bounded() {
        let body = |lists| format!(r#"{{"message":"bad","lists":[{}0]}}"#, "[],".repeat(lists));
        let message = |lists| guess_in(body(lists).as_bytes()).message;
        assert_eq!(message(1_000).as_deref(), Some("bad"));
        assert_eq!(message(1_000_000), None);
    }
}
