//! Two descriptions of one value -> whether one adds nothing to the other: every value that the
//! other allows satisfies it, too, and it names no property that the other lacks.
//!
//! It decides which descriptions of a property are merged into a new type. It may be wrong in one
//! direction only: a keyword that it cannot compare counts as one that adds something, and the
//! merged type has both.
//!
//! ```yaml
//! a: {$ref: '#/components/schemas/Owner'}               # {properties: {name: …, age: …}, required: [name]}
//! b: {type: object, properties: {name: {type: string}}} # adds nothing to a
//! c: {required: [age]}                                  # adds something
//! ```

use serde_json::{Map, Value};

use super::context::Lowering;
use super::model::{Additional, Agreement, JsonType, View};
use super::shape::is_annotation;
use crate::diagnostic::Pointer;
use crate::load::is_private;

/// How many pairs of schemas one comparison may look at.
const MAX_PAIRS: usize = 500;

/// The pairs that a comparison has looked at. A pair that is met again adds nothing, unless another
/// one does: schemas may contain themselves.
#[derive(Debug, Default)]
struct Compared(Vec<(Pointer, Pointer)>);

impl<'d> Lowering<'d, '_> {
    /// Whether the description at `at` adds nothing to the one at `other`.
    pub(super) fn adds_nothing(&mut self, at: &Pointer, other: &Pointer) -> bool {
        let (Some(one), Some(two)) = (self.end(at), self.end(other)) else {
            return false;
        };
        if one == two {
            return true;
        }
        let pair = (one, two);
        if let Some(known) = self.implied.get(&pair) {
            return *known;
        }
        let found = self.implied(&pair.0, &pair.1, &mut Compared::default());
        self.implied.insert(pair, found);
        found
    }

    /// Whether everything that the schema at `at` says follows from the one at `other`. Both places
    /// are without references.
    fn implied(&mut self, at: &Pointer, other: &Pointer, seen: &mut Compared) -> bool {
        let pair = (at.clone(), other.clone());
        if at == other || seen.0.contains(&pair) {
            return true;
        }
        if seen.0.len() >= MAX_PAIRS {
            return false;
        }
        seen.0.push(pair);
        let (Some(view), Some(known)) = (self.flat(at), self.flat(other)) else {
            return false;
        };
        view.agreement == Agreement::Sound
            && view.same_as.is_none()
            && view
                .sources
                .iter()
                .all(|(_, object)| limits_implied(object, &known))
            && self.type_implied(&view, &known)
            && values_implied(&view, &known)
            && view
                .required
                .iter()
                .all(|name| known.required.contains(name))
            && self.properties_implied(&view, &known, seen)
            && self.each_implied(&view.items, &known.items, seen)
            && self.additional_implied(&view, &known, seen)
    }

    /// `type`, `oneOf` and `anyOf`.
    fn type_implied(&mut self, view: &View<'d>, known: &View<'d>) -> bool {
        let list = |view: &View<'d>| {
            view.choice
                .as_ref()
                .and_then(|choice| self.value(&choice.at))
        };
        if view.choice.is_some() && list(view) != list(known) {
            return false;
        }
        let Some(asked) = view.json_type else {
            return true;
        };
        let says = |view: &View<'d>| match view.json_type {
            Some(found) => {
                found == asked || (found, asked) == (JsonType::Integer, JsonType::Number)
            }
            None => match asked {
                JsonType::Object => {
                    !view.properties.is_empty() || view.additional != Additional::Absent
                }
                JsonType::Array => !view.items.is_empty(),
                JsonType::String => view
                    .enumeration
                    .as_ref()
                    .is_some_and(|values| values.iter().all(|value| value.is_string())),
                JsonType::Boolean | JsonType::Integer | JsonType::Number => false,
            },
        };
        if says(known) {
            return true;
        }
        let alternatives = known.choice.clone().filter(|_| known.json_type.is_none());
        alternatives.is_some_and(|choice| {
            choice.members.iter().all(|member| {
                let flat = self.end(member).and_then(|end| self.flat(&end));
                flat.is_some_and(|view| says(&view))
            })
        })
    }

    /// `properties`: each is declared there, too, by a schema that says as much.
    fn properties_implied(
        &mut self,
        view: &View<'d>,
        known: &View<'d>,
        seen: &mut Compared,
    ) -> bool {
        view.properties.iter().all(|(name, at)| {
            let named = known.properties.iter().filter(|(other, _)| other == name);
            let places: Vec<Pointer> = named.map(|(_, at)| at.clone()).collect();
            self.each_implied(std::slice::from_ref(at), &places, seen) && !places.is_empty()
        })
    }

    /// Whether each of the schemas at these places follows from one of the others. An empty schema
    /// follows from anything.
    fn each_implied(
        &mut self,
        places: &[Pointer],
        others: &[Pointer],
        seen: &mut Compared,
    ) -> bool {
        places.iter().all(|at| {
            let Some(end) = self.end(at) else {
                return false;
            };
            let schema = self.value(&end).and_then(Value::as_object);
            schema.is_some_and(|schema| schema.keys().all(|key| is_plain_annotation(key)))
                || others.iter().any(|other| {
                    self.end(other)
                        .is_some_and(|other| self.implied(&end, &other, seen))
                })
        })
    }

    /// `additionalProperties`. `true` and an absent keyword add nothing.
    fn additional_implied(
        &mut self,
        view: &View<'d>,
        known: &View<'d>,
        seen: &mut Compared,
    ) -> bool {
        match (&view.additional, &known.additional) {
            (Additional::Absent | Additional::Any, _) => true,
            (Additional::Closed, known) => *known == Additional::Closed,
            (Additional::Schema(values), Additional::Schema(others)) => {
                self.each_implied(values, others, seen)
            }
            (Additional::Schema(_), _) => false,
        }
    }
}

/// `enum`: all values there are in the list here.
fn values_implied(view: &View<'_>, known: &View<'_>) -> bool {
    let Some(values) = &view.enumeration else {
        return true;
    };
    let known = known.enumeration.as_ref();
    known.is_some_and(|known| known.iter().all(|value| values.contains(value)))
}

/// Every keyword that a view does not have a field for: an equal one is among the sources.
fn limits_implied(object: &Map<String, Value>, known: &View<'_>) -> bool {
    const IN_VIEW: [&str; 10] = [
        "type",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "enum",
        "allOf",
        "oneOf",
        "anyOf",
        "$ref",
    ];
    object.iter().all(|(key, value)| {
        IN_VIEW.contains(&key.as_str())
            || is_plain_annotation(key)
            || known
                .sources
                .iter()
                .any(|(_, other)| other.get(key) == Some(value))
    })
}

/// Whether a key describes and changes neither the values nor the type. The loader keeps some
/// keywords of JSON Schema under private keys.
fn is_plain_annotation(key: &str) -> bool {
    is_annotation(key) && !is_private(key) && key != "x-rust-type" && key != "x-rules"
}
