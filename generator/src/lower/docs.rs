//! `title`, `summary`, `description`, `externalDocs`, `deprecated`, limits and defaults -> [`Docs`].
//!
//! The prose of the document stays as it is: emission escapes and wraps it. Facts that the
//! generator adds are short sentences.

use openapiv3::Info;
use serde_json::{Map, Value};

use super::annotations::Subject;
use super::component::reference;
use super::constraint_docs::notes;
use super::context::Lowering;
use super::presumed;
use crate::diagnostic::{Pointer, member};
use crate::ir::{Constraints, Docs, Note};

impl Lowering<'_, '_> {
    /// The prose of the schema at a place, or of the nearest of the schemas that describe the value
    /// there. If it has none and is a reference, the prose of the schema that it refers to;
    /// `deprecated` is not taken from there, because it is about the use.
    pub(super) fn schema_docs(&self, at: &Pointer) -> Docs {
        let here = self.value(at);
        let composed = here
            .and_then(Value::as_object)
            .is_none_or(|schema| member(schema, "allOf").is_some());
        let own = if composed {
            let mut found = self.descriptions(at).into_iter();
            let used = found.by_ref().filter(|one| one.subject == Subject::Use);
            nearest(used.map(|one| prose_of(one.schema, "title")))
        } else {
            here.map(|value| prose(value, "title")).unwrap_or_default()
        };
        let silent = own.summary.is_none() && own.description.is_none();
        let refers = silent && here.and_then(reference).is_some();
        match refers.then(|| self.end_value(at)).flatten() {
            Some(target) => Docs {
                deprecated: own.deprecated,
                ..prose(target, "title")
            },
            None => own,
        }
    }

    /// The prose of the object at a place, with its summary under `summary`.
    pub(super) fn prose_at(&self, at: &Pointer) -> Docs {
        self.value(at)
            .map(|value| prose(value, "summary"))
            .unwrap_or_default()
    }

    /// The prose of a property that is described at these places, the nearest last, with its
    /// limits.
    pub(super) fn value_docs(&self, places: &[Pointer], constraints: &Constraints) -> Docs {
        let docs = nearest(places.iter().rev().map(|at| self.schema_docs(at)));
        Docs {
            notes: notes(constraints).into_iter().chain(docs.notes).collect(),
            ..docs
        }
    }
}

/// The first prose of several. A value is deprecated if any of them says so.
fn nearest(several: impl Iterator<Item = Docs>) -> Docs {
    let mut found = Docs::default();
    for docs in several {
        if found.summary.is_none() && found.description.is_none() {
            (found.summary, found.description) = (docs.summary, docs.description);
            found.see = docs.see;
        }
        if found.notes.is_empty() {
            found.notes = docs.notes;
        }
        found.deprecated = found.deprecated.or(docs.deprecated);
    }
    found
}

/// The prose of an object. Its one-line summary is under the key `summary` or `title`, whichever
/// the object has; line breaks in it are dropped.
pub(super) fn prose(value: &Value, summary: &str) -> Docs {
    value
        .as_object()
        .map(|object| prose_of(object, summary))
        .unwrap_or_default()
}

/// The prose of an object with these members.
fn prose_of(object: &Map<String, Value>, summary: &str) -> Docs {
    let text = |key: &str| {
        member(object, key)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    Docs {
        summary: text(summary).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
        description: text("description").map(str::to_owned),
        see: external_docs(member(object, "externalDocs")),
        notes: presumed::notes(object),
        deprecated: deprecated(object),
    }
}

/// The address in an `externalDocs`, if it has only characters that addresses have
/// (<https://www.rfc-editor.org/rfc/rfc3986#section-2>).
pub(super) fn external_docs(docs: Option<&Value>) -> Option<String> {
    let address = docs?.get("url")?.as_str()?.trim();
    let is_part =
        |char: char| char.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(char);
    let is_address = !address.is_empty() && address.chars().all(is_part);
    is_address.then(|| address.to_owned())
}

/// Why an object is deprecated: its `x-deprecated-reason`, or an empty string without one. `None`
/// if it is not deprecated.
pub(super) fn deprecated(object: &Map<String, Value>) -> Option<String> {
    member(object, "deprecated")?.as_bool()?.then(|| {
        let reason = object.get("x-deprecated-reason").and_then(Value::as_str);
        let words = reason.unwrap_or_default().split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    })
}

/// The actions that a caller of an operation must be allowed to perform, from its `x-docs`, each with its level of access.
pub(super) fn needed_actions(operation: &Value) -> impl Iterator<Item = Note> {
    let docs = operation.get("x-docs");
    let actions = docs.and_then(|docs| docs.get("authorization")?.as_object());
    let note = |words: &str, code: &str| Note {
        words: words.to_owned(),
        code: Some(code.to_owned()),
    };
    let actions = actions.into_iter().flatten();
    actions.flat_map(move |(action, level)| {
        let level = level
            .as_str()
            .map(str::trim)
            .filter(|level| !level.is_empty());
        let level = level.map(|level| note("Access level", level));
        [note("Needs permission for the action", action)]
            .into_iter()
            .chain(level)
    })
}

/// The prose of the whole document.
pub(super) fn of_api(info: &Info, external: Option<&Value>) -> Docs {
    Docs {
        see: external_docs(external),
        ..description(info.description.as_deref())
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
