//! The examples of a document, each with the type that decodes it.
//!
//! | object | where its examples are |
//! |---|---|
//! | Schema Object | `example`; `examples`, a list |
//! | Parameter, Header and Media Type Object | `example`; `examples`, an object of Example Objects, beside `schema` |
//! | Response Object of Swagger 2.0 | `examples`, by media type, beside `schema` |

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::document::{Document, step, target};
use crate::places::Place;

/// An example, and the type of its schema.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) pointer: String,
    /// The reference that leads to it, if there is one.
    pub(crate) reference: Option<String>,
    pub(crate) value: Value,
    /// Where its schema is.
    pub(crate) schema: String,
    pub(crate) place: Place,
}

impl Example {
    /// Whether clients may read it: it is in a response or a component, and not in a request.
    pub(crate) fn is_of_response(&self) -> bool {
        let is_sent = ["/requestBody/", "/parameters/", "/requestBodies/"];
        !is_sent.iter().any(|part| self.pointer.contains(part))
    }

    /// Where the generator may report it.
    pub(crate) fn places(&self) -> impl Iterator<Item = &str> {
        let pointer = Some(&self.pointer);
        pointer
            .into_iter()
            .chain(&self.reference)
            .map(String::as_str)
    }
}

/// Examples, and the pointers of those without a type.
#[derive(Debug, Default)]
pub(crate) struct Examples {
    pub(crate) typed: Vec<Example>,
    pub(crate) untyped: Vec<String>,
}

/// Every example of a document whose type is known.
pub(crate) fn examples(document: &Document, places: &BTreeMap<String, Place>) -> Examples {
    let mut search = Search {
        document,
        places,
        found: Examples::default(),
    };
    search.object(document.root(), "", Context::Object);
    search.found
}

/// What the members of an object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Keys that the standard gives.
    Object,
    /// Names that the document gives: `properties`, `schemas`, `responses`.
    Names,
}

/// Keys with values that are not described by the standard.
const OPAQUE: [&str; 5] = ["default", "enum", "const", "example", "examples"];

/// Keys with names of the document's own below them.
const NAMED: [&str; 19] = [
    "properties",
    "patternProperties",
    "schemas",
    "definitions",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "content",
    "paths",
    "callbacks",
    "pathItems",
    "webhooks",
    "$defs",
    "dependentSchemas",
    "links",
    "securitySchemes",
    "variables",
    "mapping",
];

struct Search<'d> {
    document: &'d Document,
    places: &'d BTreeMap<String, Place>,
    found: Examples,
}

impl Search<'_> {
    fn object(&mut self, value: &Value, pointer: &str, context: Context) {
        match value {
            Value::Object(members) => {
                if context == Context::Object {
                    self.owner(members, pointer);
                }
                for (key, value) in members {
                    let is_given = context == Context::Object;
                    if is_given && (OPAQUE.contains(&key.as_str()) || key.starts_with("x-")) {
                        continue;
                    }
                    let is_named = is_given && NAMED.contains(&key.as_str());
                    let inside = if is_named {
                        Context::Names
                    } else {
                        Context::Object
                    };
                    self.object(value, &step(pointer, key), inside);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.object(item, &step(pointer, &index.to_string()), Context::Object);
                }
            }
            _ => {}
        }
    }

    /// The examples of one object.
    fn owner(&mut self, owner: &Map<String, Value>, pointer: &str) {
        if owner.contains_key("$ref") {
            return;
        }
        if let Some(value) = owner.get("example") {
            self.add(value, step(pointer, "example"), owner, pointer);
        }
        let at = step(pointer, "examples");
        match owner.get("examples") {
            Some(Value::Array(values)) if !owner.contains_key("schema") => {
                for (index, value) in values.iter().enumerate() {
                    self.add(value, step(&at, &index.to_string()), owner, pointer);
                }
            }
            Some(Value::Object(named)) if owner.contains_key("schema") => {
                for (name, named) in named {
                    self.named(name, named, &step(&at, name), owner, pointer);
                }
            }
            _ => {}
        }
    }

    fn named(
        &mut self,
        name: &str,
        named: &Value,
        at: &str,
        owner: &Map<String, Value>,
        pointer: &str,
    ) {
        let target = named.get("$ref").and_then(Value::as_str).and_then(target);
        let reference = target.is_some().then(|| step(at, "$ref"));
        let (at, named) = match &target {
            Some(target) => (
                target.as_str(),
                self.document.at(target).unwrap_or(&Value::Null),
            ),
            None => (at, named),
        };
        if let Some(value) = named.get("value") {
            let from = self.found.typed.len();
            self.add(value, step(at, "value"), owner, pointer);
            let added = self.found.typed.iter_mut().skip(from);
            added.for_each(|example| example.reference.clone_from(&reference));
        } else if name.contains("json") {
            self.add(named, at.to_owned(), owner, pointer);
        }
    }

    fn add(&mut self, value: &Value, at: String, owner: &Map<String, Value>, pointer: &str) {
        let media = pointer
            .rsplit("/content/")
            .next()
            .filter(|_| pointer.contains("/content/"));
        if owner.contains_key("schema")
            && media.is_some_and(|media| !media.contains("json") && !media.contains('/'))
        {
            return; // another media type: the example is not JSON
        }
        let place = match self.places.get(pointer) {
            Some(place) => Some(place.clone()),
            None if owner.contains_key("schema") => self.place(&step(pointer, "schema"), 0),
            None => self.place(pointer, 0),
        };
        match place {
            Some(place) => {
                let schema = if owner.contains_key("schema") {
                    step(pointer, "schema")
                } else {
                    pointer.to_owned()
                };
                self.found.typed.push(Example {
                    pointer: at,
                    reference: None,
                    value: value.clone(),
                    schema,
                    place,
                });
            }
            None => self.found.untyped.push(at),
        }
    }

    /// The type of the schema at a pointer: its own, that of its target, or a list.
    fn place(&self, pointer: &str, depth: usize) -> Option<Place> {
        if let Some(place) = self.places.get(pointer) {
            return Some(place.clone());
        }
        let schema = self
            .document
            .at(pointer)?
            .as_object()
            .filter(|_| depth < 8)?;
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.place(&target(reference)?, depth + 1);
        }
        let rust = match schema.get("type")?.as_str()? {
            "array" => {
                let item = self.place(&step(pointer, "items"), depth + 1)?;
                let rust = item.of_member.as_ref().unwrap_or(&item.rust);
                return Some(Place {
                    rust: format!("Vec<{rust}>"),
                    of_member: None,
                    ..item
                });
            }
            _ if schema.contains_key("enum") || schema.contains_key("format") => return None,
            "string" => "String",
            "boolean" => "bool",
            _ => return None,
        };
        Some(Place {
            pointer: pointer.to_owned(),
            rust: rust.to_owned(),
            is_checked: false,
            of_member: None,
            is_sent: false,
            is_named: false,
        })
    }
}
