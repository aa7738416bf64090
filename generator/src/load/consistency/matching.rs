//! Does a value in the document (a default, an example) match its schema? `Some(reason)` only if it
//! certainly does not. What cannot be decided here (patterns, references without a target) matches.
//!
//! An example is also decoded: it has the required properties, and its strings have their formats.
//! Of a default, lowering finds that out.
//!
//! ```text
//! {type: integer, maximum: 5, default: 7}        "7 is above the maximum 5"
//! {items: {type: string}, default: [a, 1]}       "at /1: expected a string, found the number 1"
//! ```
//! This is not a validator. Its results decide whether a default is usable and whether an example
//! is worth a warning, so a wrong mismatch costs more than a missed one.

use serde_json::{Number, Value};

use super::{Members, format, is_true, list, object, text};
use crate::diagnostic::show;
use crate::load::keywords::found;
use crate::pointer::parse_reference;

/// How many levels of values and schemas are compared. Everything deeper matches. Each reference is
/// a level too, so that schemas which contain themselves come to an end.
const DEPTH: usize = 32;

/// Compares values with the schemas of one document. It is copied for each level, with one level
/// less to go.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'d> {
    tree: &'d Value,
    depth: usize,
    rigor: Rigor,
}

/// How closely values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rigor {
    /// Types, enumerations and bounds.
    Shape,
    /// Required properties and formats, too: whether the generated type decodes the value.
    Decoding,
}

impl<'d> Matcher<'d> {
    pub(super) fn new(tree: &'d Value, rigor: Rigor) -> Self {
        Self {
            tree,
            depth: DEPTH,
            rigor,
        }
    }

    /// Compares a value with a schema or a reference to one. A schema that is `true` or `false` in
    /// 3.1 is an object after normalizing.
    pub(super) fn value(self, value: &Value, schema: &Value) -> Option<String> {
        let deeper = Self {
            depth: self.depth.checked_sub(1)?,
            ..self
        };
        let schema = schema.as_object()?;
        match text(schema, "$ref") {
            Some(target) => {
                deeper.value(value, self.tree.pointer(parse_reference(target)?.as_str())?)
            }
            None => deeper.object(value, schema),
        }
    }

    /// Compares a value with all keywords of a schema.
    pub(super) fn object(self, value: &Value, schema: &Members) -> Option<String> {
        if value.is_null() {
            return self.null(schema);
        }
        self.typed(value, schema)
            .or_else(|| self.formatted(value, schema))
            .or_else(|| enumerated(value, schema))
            .or_else(|| self.combined(value, schema))
            .or_else(|| self.inside(value, schema))
    }

    /// `null` matches unless the schema clearly excludes it.
    fn null(self, schema: &Members) -> Option<String> {
        let open = is_true(schema, "nullable")
            || !schema.contains_key("type")
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
            Value::String(text) => counted(text.chars().count(), "characters", "Length", schema),
            Value::Array(items) => counted(items.len(), "items", "Items", schema),
            Value::Object(members) => counted(members.len(), "properties", "Properties", schema),
            Value::Null | Value::Bool(_) => None,
        }
    }

    /// `allOf` needs every member, `oneOf` and `anyOf` at least one. That `oneOf` allows no second
    /// one is not checked, because members of published documents often overlap.
    fn combined(self, value: &Value, schema: &Members) -> Option<String> {
        let mut all = list(schema, "allOf").iter();
        all.find_map(|member| self.value(value, member))
            .or_else(|| {
                ["oneOf", "anyOf"].into_iter().find_map(|key| {
                    let members = list(schema, key);
                    let matches = |member| self.value(value, member).is_none();
                    let none = !members.is_empty() && !members.iter().any(matches);
                    none.then(|| format!("no member of `{key}` matches"))
                })
            })
    }

    /// The items of an array, the properties of an object.
    fn inside(self, value: &Value, schema: &Members) -> Option<String> {
        match value {
            Value::Array(items) => {
                let schema = schema.get("items")?;
                let inside = |(index, item)| Some(within(&index, &self.value(item, schema)?));
                items.iter().enumerate().find_map(inside)
            }
            Value::Object(members) => self.members(members, schema),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    }

    /// The properties of an object. A property that the schema does not list matches, unless
    /// `additionalProperties` is `false`.
    fn members(self, members: &Members, schema: &Members) -> Option<String> {
        let properties = object(schema, "properties");
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        let missing = self.missing(members, schema);
        let different = members.iter().find_map(|(name, value)| {
            let shown = show(name);
            match properties.and_then(|properties| properties.get(name)) {
                Some(schema) => Some(within(&shown, &self.value(value, schema)?)),
                None => closed.then(|| format!("there is no property `{shown}`")),
            }
        });
        missing.or(different)
    }

    /// The first required property that an object lacks. One that only requests or only responses
    /// have may be missing.
    fn missing(self, members: &Members, schema: &Members) -> Option<String> {
        if self.rigor == Rigor::Shape {
            return None;
        }
        let properties = object(schema, "properties");
        let mut required = list(schema, "required").iter().filter_map(Value::as_str);
        let name = required.find(|name| {
            let property = properties.and_then(|properties| properties.get(*name));
            !members.contains_key(*name) && !property.is_some_and(|one| self.one_way(one))
        })?;
        Some(format!("the required property `{}` is missing", show(name)))
    }

    /// Whether a property is in requests or responses only.
    fn one_way(self, property: &Value) -> bool {
        let target = property
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(parse_reference)
            .and_then(|at| self.tree.pointer(at.as_str()));
        [Some(property), target].into_iter().flatten().any(|one| {
            let is = |key| one.get(key) == Some(&Value::Bool(true));
            is("readOnly") || is("writeOnly")
        })
    }

    /// Compares a string or an integer with `format`. A type of the user's decides itself.
    fn formatted(self, value: &Value, schema: &Members) -> Option<String> {
        if self.rigor == Rigor::Shape || schema.contains_key("x-rust-type") {
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

/// A mismatch in a member: `at /0/name: …`.
fn within(key: &dyn std::fmt::Display, mismatch: &str) -> String {
    match mismatch.strip_prefix("at /") {
        Some(inner) => format!("at /{key}/{inner}"),
        None => format!("at /{key}: {mismatch}"),
    }
}

/// Whether a value has the type of a schema, whatever its limits are.
pub(super) fn has_type(value: &Value, schema: &Members) -> bool {
    match text(schema, "type") {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_number().is_some_and(is_whole),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    }
}

/// Whether a number has no fraction.
fn is_whole(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

fn enumerated(value: &Value, schema: &Members) -> Option<String> {
    let allowed = schema.get("enum")?.as_array()?;
    let missing = !allowed.contains(value);
    missing.then(|| format!("{} is not among the enumerated values", found(value)))
}

/// Compares a number with `minimum` and `maximum`, in the form of
/// [3.0](https://spec.openapis.org/oas/v3.0.3.html#properties): the exclusive ones are flags.
fn bounded(number: &Number, schema: &Members) -> Option<String> {
    let value = number.as_f64()?;
    let bound = |key, exclusive| {
        let bound = schema.get(key).and_then(Value::as_f64)?;
        let excluded = is_true(schema, exclusive) && value == bound;
        Some((bound, excluded))
    };
    match (
        bound("minimum", "exclusiveMinimum"),
        bound("maximum", "exclusiveMaximum"),
    ) {
        (Some((least, excluded)), _) if value < least || excluded => {
            Some(format!("{number} is below the minimum {least}"))
        }
        (_, Some((most, excluded))) if value > most || excluded => {
            Some(format!("{number} is above the maximum {most}"))
        }
        _ => None,
    }
}

/// Compares a length with the bounds on it: `minItems` and `maxItems` for `Items`.
fn counted(count: usize, noun: &str, keyword: &str, schema: &Members) -> Option<String> {
    let bound = |side: &str| {
        let bound = schema.get(&format!("{side}{keyword}"))?.as_u64()?;
        usize::try_from(bound).ok()
    };
    match (bound("min"), bound("max")) {
        (Some(least), _) if count < least => Some(format!("{count} {noun} are fewer than {least}")),
        (_, Some(most)) if count > most => Some(format!("{count} {noun} are more than {most}")),
        _ => None,
    }
}
