//! Where does a value in the document (a default, an example) not match its schema? Only what
//! certainly does not match is a mismatch; a reference without a target matches everything.
//!
//! An example is also decoded: it has the required properties, its strings have their formats, and
//! it keeps `pattern`, `multipleOf` and `uniqueItems`. Of a default, lowering finds that out.
//!
//! ```text
//! {type: integer, maximum: 5, default: 7}        "7 is above the maximum 5"
//! {items: {type: string}, default: [a, 1]}       "at /1: expected a string, found the number 1"
//! ```
//! This is not a validator. Its results decide whether a default is usable and whether an example
//! is worth a warning, so a wrong mismatch costs more than a missed one.

use std::cell::Cell;

use serde_json::Value;

use super::message::Message;
use super::value_limits::{bounded, counted, enumerated, has_type, limited};
use super::{Check, Members, format, is_true, list, object, text};
use crate::diagnostic::show;
use crate::load::keywords::found;
use crate::load::private::private;
use crate::pattern::Patterns;
use crate::pointer::{member, parse_reference};

/// How many levels of values and schemas are compared. Everything deeper matches. Each reference is
/// a level too, so that schemas which contain themselves come to an end.
const DEPTH: usize = 32;

/// Compares values with the schemas of one document. It is copied for each level, with one level
/// less to go.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'d> {
    tree: &'d Value,
    /// How many more comparisons there may be in the whole document.
    left: &'d Cell<usize>,
    patterns: &'d Patterns,
    depth: usize,
    rigor: Rigor,
    /// Which messages contain the value; `None` if both may.
    pub(super) message: Option<Message>,
    /// Whether the schema is a member of `allOf`: others describe properties that it does not.
    is_member: bool,
}

/// How closely values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rigor {
    /// Types, enumerations and bounds.
    Shape,
    /// Required properties, formats and all limits, too: whether a server with the generated types
    /// accepts the value.
    Decoding,
}

impl<'d> Matcher<'d> {
    pub(super) fn new(check: &Check<'d, '_>, rigor: Rigor) -> Self {
        Self {
            tree: check.tree,
            left: check.comparisons,
            patterns: check.patterns,
            depth: DEPTH,
            rigor,
            message: None,
            is_member: false,
        }
    }

    /// The first mismatch of a value with all keywords of a schema.
    pub(super) fn first(self, value: &Value, schema: &Members) -> Option<String> {
        self.object(value, schema).into_iter().next()
    }

    /// Compares a value with a schema or a reference to one. A schema that is `true` or `false` in
    /// 3.1 is an object after normalizing.
    pub(super) fn value(self, value: &Value, schema: &Value) -> Vec<String> {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        let (Some(depth), 1..) = (self.depth.checked_sub(1), left) else {
            return Vec::new();
        };
        let deeper = Self { depth, ..self };
        let Some(schema) = schema.as_object() else {
            return Vec::new();
        };
        let Some(target) = text(schema, "$ref") else {
            return deeper.object(value, schema);
        };
        let target = parse_reference(target).and_then(|at| at.find(self.tree));
        target.map_or_else(Vec::new, |target| deeper.value(value, target))
    }

    /// Compares a value with all keywords of a schema. What is inside of a value of another type
    /// says nothing.
    pub(super) fn object(self, value: &Value, schema: &Members) -> Vec<String> {
        if value.is_null() {
            return self.null(schema).into_iter().collect();
        }
        if !has_type(value, schema) {
            return self.typed(value, schema).into_iter().collect();
        }
        if self.rigor == Rigor::Decoding && !value.is_object() && is_untyped_object(schema) {
            return vec![format!("expected an object, found {}", found(value))];
        }
        let own = self
            .typed(value, schema)
            .or_else(|| self.formatted(value, schema))
            .or_else(|| self.limited(value, schema))
            .or_else(|| enumerated(value, schema));
        let mut all: Vec<String> = own.into_iter().collect();
        for mismatch in self.combined(value, schema) {
            add(&mut all, mismatch);
        }
        for mismatch in self.inside(value, schema) {
            add(&mut all, mismatch);
        }
        all
    }

    /// `null` matches unless the schema clearly excludes it.
    fn null(self, schema: &Members) -> Option<String> {
        let open = is_true(schema, "nullable")
            || member(schema, "type").is_none()
            || list(schema, "enum").contains(&Value::Null);
        (!open).then(|| "null is not allowed".to_owned())
    }

    /// Compares a value with the type, bounds and lengths of a schema. `1.0` is an
    /// [integer](https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.3).
    pub(super) fn typed(self, value: &Value, schema: &Members) -> Option<String> {
        let kind = text(schema, "type")?;
        if !has_type(value, schema) {
            let article = match kind {
                "integer" | "array" | "object" => "an",
                _ => "a",
            };
            return Some(format!("expected {article} {kind}, found {}", found(value)));
        }
        match value {
            Value::Number(number) => bounded(number, schema),
            Value::String(text) => counted(text.chars().count(), "characters", schema),
            Value::Array(items) => counted(items.len(), "items", schema),
            Value::Object(members) => counted(members.len(), "properties", schema),
            Value::Null | Value::Bool(_) => None,
        }
    }

    /// `allOf` needs every member, `oneOf` and `anyOf` at least one. That `oneOf` allows no second
    /// one is not checked, because members of published documents often overlap.
    fn combined(self, value: &Value, schema: &Members) -> Vec<String> {
        let member = Self {
            is_member: true,
            ..self
        };
        let all = list(schema, "allOf").iter();
        let mut mismatches: Vec<String> =
            all.flat_map(|schema| member.value(value, schema)).collect();
        for key in ["oneOf", "anyOf"] {
            let members = list(schema, key);
            let matches = |member| self.value(value, member).is_empty();
            if !members.is_empty() && !members.iter().any(matches) {
                mismatches.push(format!("no member of `{key}` matches"));
            }
        }
        mismatches
    }

    /// The items of an array, the properties of an object.
    fn inside(self, value: &Value, schema: &Members) -> Vec<String> {
        let inner = Self {
            is_member: false,
            ..self
        };
        match value {
            Value::Array(items) => {
                let Some(schema) = member(schema, "items") else {
                    return Vec::new();
                };
                let items = items.iter().enumerate();
                let inside = items.flat_map(|(index, item)| {
                    let mismatches = inner.value(item, schema).into_iter();
                    mismatches.map(move |mismatch| within(&index, &mismatch))
                });
                inside.collect()
            }
            Value::Object(members) => {
                let further = self.further_properties(schema);
                inner.members(members, schema, further)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        }
    }

    /// The schema of properties that a schema does not list, if no other schema may list them.
    fn further_properties(self, schema: &Members) -> Option<&Value> {
        if self.rigor == Rigor::Shape || self.is_member || member(schema, "allOf").is_some() {
            return None;
        }
        let further = member(schema, "additionalProperties")?;
        (!schema.contains_key(&private("patternProperties"))).then_some(further)
    }

    /// The properties of an object. A property that the schema does not list matches, unless
    /// `additionalProperties` is `false` or a schema.
    fn members(self, members: &Members, schema: &Members, further: Option<&Value>) -> Vec<String> {
        let properties = object(schema, "properties");
        let closed = member(schema, "additionalProperties") == Some(&Value::Bool(false));
        let mut all = self.missing(members, schema);
        for (name, value) in members {
            let own = properties.and_then(|properties| member(properties, name));
            if own.is_none() && closed {
                all.push(format!("there is no property `{}`", show(name)));
            } else if let Some(schema) = own.or(further) {
                let inside = self.value(value, schema);
                all.extend(inside.iter().map(|one| within(&show(name), one)));
            }
        }
        all
    }

    /// The required properties that an object lacks. One that only requests have may be missing in
    /// responses, and the other way round.
    fn missing(self, members: &Members, schema: &Members) -> Vec<String> {
        if self.rigor == Rigor::Shape {
            return Vec::new();
        }
        let properties = object(schema, "properties");
        let required = list(schema, "required").iter().filter_map(Value::as_str);
        let missing = required.filter(|name| {
            let property = properties.and_then(|properties| member(properties, name));
            member(members, name).is_none() && !property.is_some_and(|one| self.one_way(one))
        });
        let missing =
            missing.map(|name| format!("the required property `{}` is missing", show(name)));
        missing.collect()
    }

    fn limited(self, value: &Value, schema: &Members) -> Option<String> {
        match self.rigor {
            Rigor::Shape => None,
            Rigor::Decoding => limited(value, schema, self.patterns),
        }
    }

    /// Whether a property is missing in some messages that contain the value.
    fn one_way(self, property: &Value) -> bool {
        let target = property
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(parse_reference)
            .and_then(|at| at.find(self.tree));
        [Some(property), target].into_iter().flatten().any(|one| {
            let is = |key| one.get(key) == Some(&Value::Bool(true));
            match self.message {
                Some(Message::Request) => is("readOnly"),
                Some(Message::Response) => is("writeOnly"),
                None => is("readOnly") || is("writeOnly"),
            }
        })
    }

    /// Compares a string or an integer with `format`. A type of the user's decides itself.
    fn formatted(self, value: &Value, schema: &Members) -> Option<String> {
        if self.rigor == Rigor::Shape || member(schema, "x-rust-type").is_some() {
            return None;
        }
        let named = text(schema, "format");
        let expected = match (value, text(schema, "type")?) {
            (Value::String(text), "string") => format::text(named?, text),
            (Value::Number(number), "integer") => {
                format::integer(named.unwrap_or_default(), number)
            }
            _ => None,
        };
        Some(format!("expected {}, found {}", expected?, found(value)))
    }
}

/// Whether a schema without `type` becomes a struct, since it describes properties.
fn is_untyped_object(schema: &Members) -> bool {
    const OTHERS: [&str; 4] = ["type", "oneOf", "anyOf", "enum"];
    let describes = object(schema, "properties").is_some_and(|properties| !properties.is_empty());
    describes && OTHERS.iter().all(|key| member(schema, key).is_none())
}

/// Adds a mismatch that no other schema for the same value has found.
fn add(all: &mut Vec<String>, mismatch: String) {
    if !all.contains(&mismatch) {
        all.push(mismatch);
    }
}

/// A mismatch in a member: `at /0/name: …`.
fn within(key: &dyn std::fmt::Display, mismatch: &str) -> String {
    match mismatch.strip_prefix("at /") {
        Some(inner) => format!("at /{key}/{inner}"),
        None => format!("at /{key}: {mismatch}"),
    }
}
