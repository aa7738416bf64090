//! A problem -> a body of a documented schema: what each property gets, by its name and its type.
//!
//! ```text
//! error_body!(Fault { fill { Status.required("code"), Message.optional("text").within(&[MaxLength(80)]) } });
//! 400 invalid_request, "the request is invalid"      {"code":400,"text":"the request is invalid"}
//! ```
//!
//! The generator chooses the parts, and reports a schema that requires something else. Nothing is written that the schema rejects: a
//! property whose value breaks its limits is left out, and the whole is decoded, as a strict reader does. If that fails, there is no
//! body, and the server takes the next schema.

use std::borrow::Cow;

use super::fill_parts::{Fill, FillRow};
use super::fill_texts::{now, uuid};
use crate::{
    check::{Limit, check_limits},
    codec::{Decode, Map, Value, from_tree_of_no_body},
    problem::Problem,
    violations::{Violation, Violations},
};

/// A problem as a body of these properties; `None` if the schema rejects everything that there is to say.
#[must_use]
pub fn filled<T: Decode>(
    problem: &Problem,
    rows: &'static [FillRow],
    limits: &[Limit],
) -> Option<T> {
    let all = Fill::Object(rows);
    let detailed = all.has(|part| matches!(part, Fill::Detail));
    let itemized = all.has(|part| matches!(part, Fill::Violations(_) | Fill::Items(_)));
    // A code of the user's may be one of the known strings: the schema decides.
    [true, false].into_iter().find_map(|own_code| {
        let filler = Filler {
            problem,
            violation: None,
            detailed,
            itemized,
            own_code,
        };
        let body = filler.object(rows)?;
        if !holds(&body, limits) {
            return None;
        }
        from_tree_of_no_body(&body).ok()
    })
}

/// Where values come from.
#[derive(Clone, Copy)]
struct Filler<'p> {
    problem: &'p Problem,
    /// The one that an item of a list is about.
    violation: Option<&'p Violation>,
    /// Whether the detail has the violations.
    detailed: bool,
    /// Whether a list has them.
    itemized: bool,
    /// Whether the code of the problem is one of the known strings.
    own_code: bool,
}

impl Filler<'_> {
    fn object(self, rows: &[FillRow]) -> Option<Value> {
        let mut members = Map::new();
        for row in rows {
            let values = self.values(row.fill, row.is_required).into_iter();
            let cut = self.cut(row);
            match values.chain(cut).find(|value| holds(value, row.limits)) {
                Some(value) => {
                    members.insert(row.name.to_owned(), value);
                }
                None if row.is_required => return None,
                None => {}
            }
        }
        Some(Value::from(members))
    }

    /// The beginning of the sentence, where it is too long.
    fn cut(self, row: &FillRow) -> Option<Value> {
        let longest = row.limits.iter().find_map(|limit| match limit {
            Limit::MaxLength(longest) => usize::try_from(*longest).ok(),
            _ => None,
        });
        let text = match row.fill {
            Fill::Message => Some(self.problem.message.clone()),
            Fill::Detail => self.detail(),
            _ => None,
        };
        let text = text?.chars().take(longest?).collect::<String>();
        Some(Value::from(text))
    }

    /// What a value may be, the best first.
    fn values(self, fill: Fill, is_required: bool) -> Vec<Value> {
        let status = self.problem.status;
        let one = |value: Option<Value>| value.into_iter().collect();
        match fill {
            Fill::Code => self.texts([self.code(), Cow::from(status.as_str())]),
            Fill::Status => one(Some(Value::from(u32::from(status.as_u16())))),
            Fill::StatusText => self.texts([status.as_str().into()]),
            Fill::Title => self.texts([self.title().into()]),
            Fill::Message => self.texts([
                self.message(),
                self.problem.message.as_str().into(),
                self.title().into(),
            ]),
            Fill::Detail => one(self.detail().map(Value::from)),
            Fill::RequestId => one(self.problem.request_id.as_deref().map(Value::from)),
            Fill::RequestUuid => one(self
                .problem
                .request_id
                .as_deref()
                .and_then(uuid)
                .map(Value::from)),
            Fill::Now => one(now().map(Value::from)),
            Fill::Path => one(self.problem.target().map(|(_, path)| path.into())),
            Fill::Method => one(self.problem.target().map(|(method, _)| method.into())),
            Fill::Place => one(self.violation.map(|one| one.location.as_str().into())),
            Fill::OrNull(fill) => {
                let mut values = self.values(*fill, is_required);
                values.push(Value::Null);
                values
            }
            Fill::Json(json) => one(json.parse().ok()),
            Fill::Known(known) if self.own_code => match self.problem.code.as_deref() {
                Some(code) => vec![code.into()],
                None => one(at(known, status.as_u16()).map(Value::from)),
            },
            Fill::Known(known) => one(at(known, status.as_u16()).map(Value::from)),
            Fill::Statuses(known) => {
                let listed = known.contains(&status.as_u16());
                one(listed.then(|| u32::from(status.as_u16()).into()))
            }
            Fill::Object(rows) => one(self.object(rows)),
            Fill::Violations(item) => self.violations(*item, is_required),
            Fill::Items(item) => self.items(*item),
        }
    }

    fn texts<const N: usize>(self, texts: [Cow<'_, str>; N]) -> Vec<Value> {
        let texts = texts.into_iter();
        texts.map(|text| Value::from(text.into_owned())).collect()
    }

    fn code(&self) -> Cow<'_, str> {
        match self.problem.code.as_deref() {
            Some(code) => code.into(),
            None => self.problem.status.as_str().to_owned().into(),
        }
    }

    fn title(&self) -> &'static str {
        self.problem.status.canonical_reason().unwrap_or("Unknown")
    }

    /// The sentence. Violations that have no place of their own are in it.
    fn message(&self) -> Cow<'_, str> {
        let Problem {
            message,
            violations,
            ..
        } = self.problem;
        let more = violations.omitted();
        match self.violation {
            Some(one) => one.message.as_str().into(),
            None if violations.is_empty() || self.detailed => message.into(),
            None if self.itemized && more == 0 => message.into(),
            None if self.itemized => {
                format!("{message} (and {more} more errors than these)").into()
            }
            None => {
                let violations = violations.to_string().replace('\n', "; ");
                format!("{message}: {violations}").into()
            }
        }
    }

    fn detail(&self) -> Option<String> {
        let violations = &self.problem.violations;
        match self.violation {
            Some(one) => Some(one.message.clone()),
            None if violations.is_empty() => None,
            None => Some(violations.to_string()),
        }
    }

    /// A list beside a message. One that must not be empty has the problem itself.
    fn violations(self, item: Fill, is_required: bool) -> Vec<Value> {
        let each = self.each(item);
        let given = (!each.is_empty()).then(|| Value::from(each));
        let none = is_required.then(|| Value::Array(Vec::new()));
        let itself = is_required.then(|| self.values(item, true));
        let itself = itself.map(|values| Value::Array(values.into_iter().take(1).collect()));
        given.into_iter().chain(none).chain(itself).collect()
    }

    /// A list that has the message.
    fn items(self, item: Fill) -> Vec<Value> {
        let each = self.each(item);
        let itself: Vec<Value> = self.values(item, true).into_iter().take(1).collect();
        let lists = [each, itself].into_iter().filter(|list| !list.is_empty());
        lists.map(Value::from).collect()
    }

    fn each(self, item: Fill) -> Vec<Value> {
        let items = self.problem.violations.iter().filter_map(|violation| {
            let filler = Self {
                violation: Some(violation),
                ..self
            };
            let text = match item {
                // A string has the place, too.
                Fill::Message => Some(format!("{}: {}", violation.location, violation.message)),
                _ => None,
            };
            let text = text.map(Value::from);
            text.or_else(|| filler.values(item, true).into_iter().next())
        });
        items.collect()
    }
}

/// Whether a value keeps its limits.
fn holds(value: &Value, limits: &[Limit]) -> bool {
    let mut violations = Violations::new();
    if !limits.is_empty() {
        check_limits(&mut violations, ("", ""), value, limits);
    }
    violations.is_empty()
}

/// The string of a status.
fn at(known: &[(u16, &'static str)], status: u16) -> Option<&'static str> {
    let mut known = known.iter();
    known.find_map(|(one, text)| (*one == status).then_some(*text))
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    fn body(problem: &Problem, rows: &'static [FillRow]) -> Option<String> {
        filled::<Value>(problem, rows, &[]).map(|body| body.to_string())
    }

    fn invalid() -> Problem {
        let mut problem = Problem::new(StatusCode::BAD_REQUEST, "invalid").code("invalid_request");
        problem.violations.push("query.a", "missing");
        problem.violations.push("body/b", "too long");
        problem
    }

    #[test]
    fn a_part_has_the_type_of_its_property() {
        const ROWS: &[FillRow] = &[
            Fill::Status.required("code"),
            Fill::Object(&[
                Fill::StatusText.required("status"),
                Fill::Title.optional("title"),
            ])
            .required("error"),
            Fill::Json("false").required("success"),
        ];
        assert_eq!(
            body(&invalid(), ROWS).as_deref(),
            Some(r#"{"code":400,"error":{"status":"400","title":"Bad Request"},"success":false}"#)
        );
    }

    #[test]
    fn violations_are_in_the_message_unless_they_have_a_place() {
        const MESSAGE: &[FillRow] = &[Fill::Message.required("message")];
        const DETAIL: &[FillRow] = &[
            Fill::Message.required("message"),
            Fill::Detail.optional("detail"),
        ];
        const LIST: &[FillRow] = &[
            Fill::Message.required("message"),
            Fill::Violations(&Fill::Object(&[
                Fill::Place.optional("field"),
                Fill::Message.required("message"),
            ]))
            .required("errors"),
        ];
        for (rows, expected) in [
            (
                MESSAGE,
                r#"{"message":"invalid: query.a: missing; body/b: too long"}"#,
            ),
            (
                DETAIL,
                r#"{"message":"invalid","detail":"query.a: missing\nbody/b: too long"}"#,
            ),
            (
                LIST,
                r#"{"message":"invalid","errors":[{"field":"query.a","message":"missing"},{"field":"body/b","message":"too long"}]}"#,
            ),
        ] {
            assert_eq!(body(&invalid(), rows).as_deref(), Some(expected));
        }
        let other = Problem::new(StatusCode::NOT_FOUND, "nothing");
        assert_eq!(
            body(&other, LIST).as_deref(),
            Some(r#"{"message":"nothing","errors":[]}"#)
        );
    }

    #[test]
    fn a_list_that_is_the_place_of_the_message_is_never_empty() {
        const ROWS: &[FillRow] =
            &[Fill::Items(&Fill::Object(&[Fill::Message.required("detail")])).required("errors")];
        let other = Problem::new(StatusCode::NOT_FOUND, "nothing");
        assert_eq!(
            body(&other, ROWS).as_deref(),
            Some(r#"{"errors":[{"detail":"nothing"}]}"#)
        );
    }

    #[test]
    fn a_value_that_breaks_its_limits_is_not_written() {
        const OPTIONAL: &[FillRow] = &[
            Fill::Code.optional("code").within(&[Limit::MaxLength(2)]),
            Fill::Message
                .required("message")
                .within(&[Limit::MaxLength(11)]),
        ];
        const REQUIRED: &[FillRow] = &[Fill::Code.required("code").within(&[Limit::MaxLength(2)])];
        // The message with the violations is too long, the message alone is not.
        assert_eq!(
            body(&invalid(), OPTIONAL).as_deref(),
            Some(r#"{"message":"invalid"}"#)
        );
        let long = Problem::new(StatusCode::BAD_REQUEST, "the question is too long").code("c");
        assert_eq!(
            body(&long, OPTIONAL).as_deref(),
            Some(r#"{"code":"c","message":"Bad Request"}"#)
        );
        let long = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the question is too long");
        assert_eq!(
            body(&long, OPTIONAL).as_deref(),
            Some(r#"{"message":"the questio"}"#)
        );
        assert_eq!(body(&invalid(), REQUIRED), None);
    }
}
