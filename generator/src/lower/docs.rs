//! `title`, `summary`, `description`, limits and defaults -> [`Docs`].
//!
//! The prose stays as it is; the facts that are added are plain sentences.

use serde_json::Value;

use super::context::Lowering;
use crate::diagnostic::Pointer;
use crate::ir::{Bound, Constraint, Constraints, Docs};

impl Lowering<'_, '_> {
    /// The prose of the schema at a place, or else of the schema that it refers to.
    pub(super) fn schema_docs(&self, at: &Pointer) -> Docs {
        let own = self
            .value(at)
            .map(|value| prose(value, "title"))
            .unwrap_or_default();
        let silent = own.summary.is_none() && own.description.is_none();
        match self
            .end(at)
            .filter(|end| silent && end != at)
            .and_then(|end| self.value(&end))
        {
            Some(target) => Docs {
                deprecated: own.deprecated.clone(),
                ..prose(target, "title")
            },
            None => own,
        }
    }

    /// The prose of a property or parameter, with its limits and default.
    pub(super) fn value_docs(&self, at: &Pointer, constraints: &Constraints) -> Docs {
        let mut docs = self.schema_docs(at);
        docs.notes = notes(constraints);
        docs
    }
}

/// The prose of an object, whose one-line text is under `summary`.
pub(super) fn prose(value: &Value, summary: &str) -> Docs {
    let text = |key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let deprecated = value
        .get("deprecated")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    Docs {
        summary: text(summary).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
        description: text("description").map(str::to_owned),
        notes: Vec::new(),
        deprecated: deprecated.then(String::new),
    }
}

/// Prose that is only a description.
pub(super) fn description(text: Option<&str>) -> Docs {
    let description = text
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned);
    Docs {
        description,
        ..Docs::default()
    }
}

/// Limits as sentences.
pub(super) fn notes(constraints: &Constraints) -> Vec<String> {
    let own = constraints
        .own
        .iter()
        .map(|constraint| sentence(constraint, "The value"));
    let items = constraints
        .items
        .iter()
        .flat_map(|items| &items.own)
        .map(|constraint| sentence(constraint, "Each item"));
    own.chain(items).collect()
}

fn sentence(constraint: &Constraint, subject: &str) -> String {
    match constraint {
        Constraint::MinLength(count) => {
            format!("{subject} has at least {}.", counted(*count, "character"))
        }
        Constraint::MaxLength(count) => {
            format!("{subject} has at most {}.", counted(*count, "character"))
        }
        Constraint::Pattern { written, .. } => format!("{subject} matches {written}"),
        Constraint::Minimum(bound) => {
            format!("{subject} is {}.", limit(*bound, "at least", "above"))
        }
        Constraint::Maximum(bound) => {
            format!("{subject} is {}.", limit(*bound, "at most", "below"))
        }
        Constraint::MultipleOf(step) => format!("{subject} is a multiple of {step}."),
        Constraint::MinItems(count) => {
            format!("{subject} has at least {}.", counted(*count, "item"))
        }
        Constraint::MaxItems(count) => {
            format!("{subject} has at most {}.", counted(*count, "item"))
        }
        Constraint::UniqueItems => format!("{subject} has no item twice."),
        Constraint::MinProperties(count) => {
            format!("{subject} has at least {}.", counted(*count, "entry"))
        }
        Constraint::MaxProperties(count) => {
            format!("{subject} has at most {}.", counted(*count, "entry"))
        }
    }
}

fn counted(count: u64, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

fn limit(bound: Bound, inclusive: &str, exclusive: &str) -> String {
    match bound {
        Bound::Integer(limit) => format!("{inclusive} {limit}"),
        Bound::Float(limit) => format!("{inclusive} {limit}"),
        Bound::ExclusiveFloat(limit) => format!("{exclusive} {limit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Constraint, Constraints, notes};

    #[test]
    fn limits_are_sentences() {
        let own = vec![
            Constraint::MinItems(1),
            Constraint::MaxProperties(2),
            Constraint::Minimum(Bound::ExclusiveFloat(0.5)),
        ];
        let items = Constraints {
            own: vec![Constraint::MaxLength(64)],
            items: None,
        };
        assert_eq!(
            notes(&Constraints {
                own,
                items: Some(Box::new(items))
            }),
            [
                "The value has at least 1 item.",
                "The value has at most 2 entries.",
                "The value is above 0.5.",
                "Each item has at most 64 characters.",
            ]
        );
    }
}
