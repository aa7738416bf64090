//! What an error body says, whatever its schema: code, message, detail and request ID; and how a
//! problem of the runtime is written in that schema. A schema without a place for the message is
//! not used for problems.

mod bodies;
mod guess;
mod in_success;

pub(crate) use guess::{guess, guess_in};
pub use in_success::ErrorInSuccess;

use crate::{
    codec::{Decode, Encode, Map, Value, from_text_of_no_body, to_value},
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

    /// A problem of the runtime in this schema; `None` if the schema has no place for it. On a
    /// client it is always `None`.
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

    /// A problem as a body; `None` if the schema has no place for the message, or requires more
    /// than a problem has.
    #[must_use]
    pub fn problem<T: Decode>(&self, problem: &Problem) -> Option<T> {
        let status = problem.status.as_u16().to_string();
        let word = problem.code.as_deref().unwrap_or(&status);
        // The code may be an integer in the schema, or an enum without a value for it.
        [Some(word), Some(status.as_str()), None]
            .into_iter()
            .find_map(|code| from_text_of_no_body(&self.compose(problem, code)?).ok())
    }

    /// The body as a tree, with this code.
    fn compose(&self, problem: &Problem, code: Option<&str>) -> Option<Value> {
        let violations = problem.violations.to_string();
        let detail = if violations.is_empty() {
            None
        } else {
            Some(violations)
        };
        // A schema without a place for the detail has it in the message.
        let message = match &detail {
            Some(detail) if self.detail.is_none() => {
                format!("{}: {}", problem.message, detail.replace('\n', "; "))
            }
            Some(_) | None => problem.message.clone(),
        };
        let mut body = Value::from(Map::new());
        put(&mut body, self.message?, &message)?;
        for (place, text) in [
            (self.code, code),
            (self.detail, detail.as_deref()),
            (self.request_id, problem.request_id.as_deref()),
        ] {
            if let (Some(place), Some(text)) = (place, text) {
                put(&mut body, place, text)?;
            }
        }
        Some(body)
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

/// Puts a string at a property name or pointer, and creates the objects on the way.
fn put(value: &mut Value, place: &str, text: &str) -> Option<()> {
    let mut here = value;
    for token in place.strip_prefix('/').unwrap_or(place).split('/') {
        let Value::Object(members) = here else {
            return None;
        };
        let key = token.replace("~1", "/").replace("~0", "~");
        here = members
            .entry(key)
            .or_insert_with(|| Value::from(Map::new()));
    }
    *here = Value::from(text);
    Some(())
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
    use http::StatusCode;

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
        for nothing in ["null", "7", "[]", "{}", r#"{"data":{},"error":{}}"#] {
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
    fn a_problem_is_written_where_the_schema_has_it() {
        let fields = ErrorFields {
            code: Some("/error/code"),
            message: Some("/error/message"),
            ..ErrorFields::NONE
        };
        let mut problem = Problem::new(StatusCode::BAD_REQUEST, "invalid").code("invalid_request");
        problem.violations.push("query.a", "missing");
        let body: Option<Value> = fields.problem(&problem);
        assert_eq!(
            body.map(|body| body.to_string()).as_deref(),
            Some(r#"{"error":{"message":"invalid: query.a: missing","code":"invalid_request"}}"#)
        );
    }
}
