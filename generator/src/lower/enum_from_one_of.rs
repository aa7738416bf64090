//! Alternatives that only list values -> the values of one enumeration.
//!
//! ```yaml
//! oneOf:
//!   - {const: active, title: Active, description: Can log in.}
//!   - {const: locked}
//! ```
//!
//! is how OpenAPI 3.1 documents each value of an `enum`. Read literally it is a union of two types
//! with one value each; what the author means is `enum { Active, Locked }`, so that is what it
//! becomes.
//!
//! A member may be a reference, list several values, or be such a list of alternatives itself. A
//! plain string among the members (`anyOf: [{enum: [a, b]}, {type: string}]`) opens the
//! enumeration: every other string is a value, too. By the letter, `oneOf` with a plain string
//! [rejects](https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3) the values
//! that it lists; nobody means that, so it is read as `anyOf`, with a warning. If the values have
//! different types, the schema stays a union.

use serde_json::{Map, Value};

use super::component::reference;
use super::context::Lowering;
use super::docs::description;
use super::model::{EnumEntry, JsonType, Openness, View};
use super::shape::{is_annotation, is_null};
use crate::diagnostic::{Code, Pointer};
use crate::ir::Docs;

/// Deepest nesting of lists of alternatives.
const MAX_DEPTH: usize = 16;
/// How many lists of alternatives may be nested in one list of values.
const MAX_LISTS: usize = 200;
/// The longest title that is a name, and not a sentence, in characters.
const MAX_NAME: usize = 48;

/// What alternatives list together.
#[derive(Debug, Default)]
struct ListedValues<'d> {
    entries: Vec<EnumEntry<'d>>,
    openness: Openness,
    /// The members that are plain strings.
    texts: Vec<Pointer>,
    /// The members that are references to lists of alternatives.
    references: Vec<(Pointer, Openness)>,
    null: bool,
}

impl<'d> Lowering<'d, '_> {
    /// Turns alternatives that list values into the `enum` of the schema itself. The schema stays
    /// as it is if one alternative says more than its values.
    pub(super) fn gather_values(&mut self, view: &mut View<'d>) {
        let Some(choice) = &view.choice else {
            return;
        };
        if !view.properties.is_empty() || view.discriminator.is_some() {
            return;
        }
        let mut listing = ListedValues::default();
        let mut left = MAX_LISTS;
        for member in &choice.members {
            if self
                .list(member, MAX_DEPTH, &mut left, &mut listing)
                .is_none()
            {
                return;
            }
        }
        let Some(json_type) = listing.json_type() else {
            return;
        };
        view.nullable |= listing.null;
        if let ([(only, Openness::AnyString)], [_]) =
            (listing.references.as_slice(), listing.texts.as_slice())
            && choice.members.len() == 2
        {
            view.same_as = Some(only.clone());
        }
        let place = choice.at.clone();
        view.choice = None;
        view.json_type = Some(json_type);
        if let (true, [text]) = (listing.is_only_empty_string(), listing.texts.as_slice()) {
            self.add_string_limits(view, text);
            return;
        }
        if listing.openness == Openness::AnyString && place.last().as_deref() == Some("oneOf") {
            let message = "each listed value is also a plain string, and `oneOf` would reject it: \
                           this is read as `anyOf`";
            self.report(Code::OverlappingAlternatives, &place, message);
        }
        // An `enum` beside the alternatives, or merged with them, narrows the values down.
        let listed = listing.entries.iter().map(|entry| entry.value);
        match (&mut view.enumeration, listing.openness) {
            (Some(values), Openness::Listed) => {
                let listed: Vec<&Value> = listed.collect();
                if values.iter().any(|value| listed.contains(value)) {
                    values.retain(|value| value.is_null() || listed.contains(value));
                }
            }
            (Some(_), Openness::AnyString) => {}
            (None, openness) => {
                view.enumeration = Some(listed.collect());
                view.openness = openness;
            }
        }
        view.entries = listing.entries;
    }

    /// Adds the limits of a plain string to the schema.
    /// `anyOf: [{type: string, format: uri}, {enum: ['']}]` is a string that may also be empty, and
    /// not an enumeration with one value.
    fn add_string_limits(&self, view: &mut View<'d>, text: &Pointer) {
        if let Some((at, object)) = self
            .end(text)
            .and_then(|at| Some((at.clone(), self.value(&at)?.as_object()?)))
        {
            view.sources.push((at, object));
        }
    }

    /// Adds the values that a member lists; `None` if the member is more than a list of values, or has
    /// very many lists in it.
    fn list(
        &self,
        at: &Pointer,
        depth: usize,
        left: &mut usize,
        into: &mut ListedValues<'d>,
    ) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let end = self.end(at)?;
        let schema = self.value(&end)?;
        if is_null(schema) {
            into.null = true;
            return Some(());
        }
        let object = schema.as_object()?;
        into.null |= object.get("nullable") == Some(&Value::Bool(true));
        if object.contains_key("enum") {
            listed(object, into)?;
        } else if let Some((key, members)) = alternatives(object) {
            *left = left.checked_sub(1)?;
            let list = end.child(key);
            let mut inner = ListedValues::default();
            for index in 0..members {
                self.list(&list.index(index), depth, left, &mut inner)?;
            }
            if reference(self.value(at)?).is_some() {
                into.references.push((at.clone(), inner.openness));
            }
            into.join(inner);
        } else {
            is_plain_string(object).then_some(())?;
            into.openness = Openness::AnyString;
            into.texts.push(at.clone());
        }
        Some(())
    }
}

impl ListedValues<'_> {
    /// Adds what a nested list of alternatives lists.
    fn join(&mut self, inner: Self) {
        self.entries.extend(inner.entries);
        self.null |= inner.null;
        if inner.openness == Openness::AnyString {
            self.openness = inner.openness;
        }
    }

    /// The one type of the values; `None` if they have several, or one that has no named values.
    fn json_type(&self) -> Option<JsonType> {
        let all = |test: fn(&Value) -> bool| self.entries.iter().all(|entry| test(entry.value));
        if self.entries.is_empty() {
            None
        } else if all(Value::is_string) {
            Some(JsonType::String)
        } else {
            (self.openness == Openness::Listed && all(|value| value.is_i64() || value.is_u64()))
                .then_some(JsonType::Integer)
        }
    }

    /// Whether the only value is the empty string.
    fn is_only_empty_string(&self) -> bool {
        self.entries.iter().all(|entry| entry.value == "")
    }
}

/// Adds the values of a schema with `enum`; `None` if the schema constrains them further.
fn listed<'d>(object: &'d Map<String, Value>, into: &mut ListedValues<'d>) -> Option<()> {
    let known = |key: &str| matches!(key, "enum" | "type" | "format") || is_annotation(key);
    let values = object
        .get("enum")
        .and_then(Value::as_array)
        .filter(|_| object.keys().all(|key| known(key)))?;
    into.null |= values.iter().any(Value::is_null);
    into.entries
        .extend(entries(object, values, EntryDocs::OfValue));
    Some(())
}

/// What the title and the description of a schema with `enum` are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryDocs {
    /// Its value, because the schema is an alternative with only one.
    OfValue,
    /// The type, because the schema lists several values.
    OfType,
}

/// The values of a schema with the names and the prose that it has for each, from itself or from
/// extensions such as `x-enum-varnames`.
pub(super) fn entries<'d>(
    object: &'d Map<String, Value>,
    values: &'d [Value],
    about: EntryDocs,
) -> impl Iterator<Item = EnumEntry<'d>> {
    let single = (about == EntryDocs::OfValue && values.len() == 1).then_some(object);
    values
        .iter()
        .enumerate()
        .filter(|(_, value)| !value.is_null())
        .map(move |(index, value)| {
            let own = single.and_then(|object| object.get("x-rust-name")?.as_str());
            let title = single.and_then(|object| object.get("title")?.as_str());
            let title = title.filter(|title| is_name(title));
            let chosen = own.or_else(|| super::enum_extensions::name(object, index, values));
            let text = match single {
                Some(object) => object.get("description").and_then(Value::as_str),
                None => super::enum_extensions::description(object, index, value),
            };
            let deprecated = single
                .and_then(super::docs::deprecated)
                .or_else(|| super::enum_extensions::deprecation(object, index, value));
            EnumEntry {
                value,
                chosen,
                title,
                docs: Docs {
                    deprecated,
                    ..description(text)
                },
            }
        })
}

/// Whether a title is a name rather than a sentence.
fn is_name(title: &str) -> bool {
    title.chars().count() <= MAX_NAME
        && title.chars().any(char::is_alphanumeric)
        && !title.trim_end().ends_with('.')
}

/// The keyword and the number of members of a schema that consists of alternatives and nothing
/// else.
fn alternatives(object: &Map<String, Value>) -> Option<(&'static str, usize)> {
    let keys = ["oneOf", "anyOf", "allOf"];
    let mut present = keys.into_iter().filter(|key| object.contains_key(*key));
    let key = present.next().filter(|_| present.next().is_none())?;
    let members = object.get(key)?.as_array()?.len();
    let known =
        |name: &str| matches!(name, "type" | "format") || name == key || is_annotation(name);
    (object.keys().all(|name| known(name)) && (key != "allOf" || members == 1))
        .then_some((key, members))
}

/// Whether a schema is a string without limits, or with one that the empty string satisfies.
fn is_plain_string(object: &Map<String, Value>) -> bool {
    let known = |key: &str| matches!(key, "type" | "maxLength") || is_annotation(key);
    object.get("type").and_then(Value::as_str) == Some("string")
        && object.keys().all(|key| known(key))
}
