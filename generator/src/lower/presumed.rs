//! `x-presumed` and `presumed` of `x-rules`: what somebody has found out about an API, and its documentation does not say. It is
//! documented with its source. Nothing checks it, because the service may accept more.
//!
//! ```yaml
//! {type: string, x-presumed: {maxLength: 64, source: the definition of listUsers}}
//! # Presumably at most 64 characters; this is not checked. Source: `the definition of listUsers`.
//! ```

use serde_json::{Map, Value};

use super::constraint::number;
use super::constraint_docs::{self, plain};
use super::counts::{lengths, list};
use super::schema::strings;
use crate::diagnostic::{member, show};
use crate::escape::code_span;
use crate::ir::{Constraints, Note};

/// The notes on what is presumed in a schema or an operation.
pub(super) fn notes(object: &Map<String, Value>) -> Vec<Note> {
    let rules = member(object, "x-rules").and_then(Value::as_array);
    let rules = rules.into_iter().flatten().filter_map(rule);
    limits(object).into_iter().chain(rules).collect()
}

/// The note on the limits of the values of a schema.
fn limits(schema: &Map<String, Value>) -> Option<Note> {
    let presumed = member(schema, "x-presumed")?.as_object()?;
    let all = [lengths(presumed), list(presumed), number(presumed)];
    let limits = Constraints {
        own: all.concat(),
        items: None,
    };
    let texts: Vec<String> = constraint_docs::notes(&limits).iter().map(plain).collect();
    (!texts.is_empty()).then(|| note(&texts.join(", "), presumed.get("source")))
}

/// Whether a rule is only documented.
pub(super) fn is_presumed(rule: &Value) -> bool {
    rule.get("presumed").is_some()
}

fn rule(rule: &Value) -> Option<Note> {
    let source = rule.get("presumed")?;
    let listed = |names: Option<&Value>| {
        let names: Vec<String> = strings(names).iter().map(|name| code(name)).collect();
        names.join(", ")
    };
    let text = if let Some(requires) = rule.get("requires") {
        let field = requires.get("field")?.as_str()?;
        format!("{} only with {}", code(field), listed(requires.get("also")))
    } else if let Some(Value::Array(fields)) = rule.get("ordered") {
        let (first, second) = (fields.first()?.as_str()?, fields.get(1)?.as_str()?);
        format!("{} at most {}", code(first), code(second))
    } else {
        format!("all or none of {}", listed(rule.get("together")))
    };
    Some(note(&text, Some(source)))
}

fn code(name: &str) -> String {
    code_span(&show(name))
}

fn note(words: &str, source: Option<&Value>) -> Note {
    Note {
        words: format!("Presumably {words}; this is not checked. Source:"),
        code: source.and_then(Value::as_str).map(str::to_owned),
    }
}
