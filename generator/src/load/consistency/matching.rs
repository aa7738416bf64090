//! Does a value in the document (a default, an example) match its schema? `Some(reason)` only if it certainly does not. What
//! cannot be decided here (formats, patterns, references without a target) matches.

use serde_json::{Number, Value};

use super::{ObjectMembers, is_true, list, text};
use crate::pointer::parse_reference;

/// How many levels of values and schemas are compared. Everything deeper matches. Each reference is a level too, so that schemas
/// which contain themselves come to an end.
const DEPTH: usize = 32;

/// Compares values with the schemas of one document.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'d> {
    tree: &'d Value,
    depth: usize,
}

impl<'d> Matcher<'d> {
    pub(super) fn new(tree: &'d Value) -> Self {
        Self { tree, depth: DEPTH }
    }

    /// Compares a value with a schema or a reference to one.
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
    pub(super) fn object(self, value: &Value, schema: &ObjectMembers) -> Option<String> {
        if value.is_null() {
            return self.null(schema);
        }
        self.typed(value, schema)
            .or_else(|| enumerated(value, schema))
            .or_else(|| self.combined(value, schema))
            .or_else(|| self.inside(value, schema))
    }

    /// `null` matches unless the schema clearly excludes it.
    fn null(self, schema: &ObjectMembers) -> Option<String> {
        let open = is_true(schema, "nullable")
            || !schema.contains_key("type")
            || list(schema, "enum").contains(&Value::Null);
        (!open).then(|| "null is not allowed".to_owned())
    }

    /// Compares a value with the type, bounds and lengths of a schema.
    pub(super) fn typed(self, value: &Value, schema: &ObjectMembers) -> Option<String> {
        let kind = text(schema, "type")?;
        let fits = match kind {
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" => value.is_number(),
            "integer" => value.as_number().is_some_and(is_whole),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => true,
        };
        if !fits {
            let article = if matches!(kind, "integer" | "array" | "object") {
                "an"
            } else {
                "a"
            };
            return Some(format!(
                "expected {article} {kind}, found {}",
                crate::load::keywords::found(value)
            ));
        }
        match value {
            Value::Number(number) => bounded(number, schema),
            Value::String(text) => counted(
                text.chars().count(),
                "characters",
                "minLength",
                "maxLength",
                schema,
            ),
            Value::Array(items) => counted(items.len(), "items", "minItems", "maxItems", schema),
            Value::Object(members) => counted(
                members.len(),
                "properties",
                "minProperties",
                "maxProperties",
                schema,
            ),
            Value::Null | Value::Bool(_) => None,
        }
    }

    fn combined(self, value: &Value, schema: &ObjectMembers) -> Option<String> {
        let all = list(schema, "allOf")
            .iter()
            .find_map(|member| self.value(value, member));
        all.or_else(|| {
            ["oneOf", "anyOf"].into_iter().find_map(|key| {
                let members = list(schema, key);
                let none = !members.is_empty()
                    && members
                        .iter()
                        .all(|member| self.value(value, member).is_some());
                none.then(|| format!("no member of `{key}` matches"))
            })
        })
    }

    /// The items of an array, the properties of an object.
    fn inside(self, value: &Value, schema: &ObjectMembers) -> Option<String> {
        match value {
            Value::Array(items) => {
                let schema = schema.get("items")?;
                let inside =
                    |(index, item)| Some(format!("at /{index}: {}", self.value(item, schema)?));
                items.iter().enumerate().find_map(inside)
            }
            Value::Object(members) => self.members(members, schema),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    }

    fn members(self, members: &ObjectMembers, schema: &ObjectMembers) -> Option<String> {
        let properties = schema.get("properties").and_then(Value::as_object);
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        members.iter().find_map(|(name, value)| {
            let name_shown = crate::diagnostic::show(name);
            match properties.and_then(|properties| properties.get(name)) {
                Some(schema) => Some(format!("at /{name_shown}: {}", self.value(value, schema)?)),
                None => closed.then(|| format!("there is no property `{name_shown}`")),
            }
        })
    }
}

fn is_whole(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

fn enumerated(value: &Value, schema: &ObjectMembers) -> Option<String> {
    let allowed = schema.get("enum")?.as_array()?;
    (!allowed.contains(value)).then(|| {
        format!(
            "{} is not among the enumerated values",
            crate::load::keywords::found(value)
        )
    })
}

fn bounded(number: &Number, schema: &ObjectMembers) -> Option<String> {
    let value = number.as_f64()?;
    let bound = |key| schema.get(key).and_then(Value::as_f64);
    let below = bound("minimum")
        .filter(|least| value < *least || (is_true(schema, "exclusiveMinimum") && value == *least));
    let above = bound("maximum")
        .filter(|most| value > *most || (is_true(schema, "exclusiveMaximum") && value == *most));
    below
        .map(|least| format!("{number} is below the minimum {least}"))
        .or_else(|| above.map(|most| format!("{number} is above the maximum {most}")))
}

fn counted(
    count: usize,
    noun: &str,
    least: &str,
    most: &str,
    schema: &ObjectMembers,
) -> Option<String> {
    let bound = |key| {
        schema
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|bound| usize::try_from(bound).ok())
    };
    let below = bound(least).filter(|bound| count < *bound);
    let above = bound(most).filter(|bound| count > *bound);
    below
        .map(|bound| format!("{count} {noun} are fewer than {bound}"))
        .or_else(|| above.map(|bound| format!("{count} {noun} are more than {bound}")))
}
