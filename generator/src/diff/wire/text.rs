//! Constants and types as they are printed in changes.

use serde_json::Value;

use super::view::{Head, TypeAt, TypeView};
use crate::ir::{Api, Bound, Composite, Float, Integer, Literal, RustName, Scalar, Type, TypeKind};

/// A constant as JSON, the same for every type that writes it in the same way.
pub(super) fn literal_text(api: &Api, literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => float_text(*value),
        Literal::Number(digits) => json_text(digits),
        Literal::String(text) | Literal::Formatted(_, text) | Literal::Unlisted(_, text) => {
            string_text(text)
        }
        Literal::Variant(id, name) => {
            let value = api.get(*id).and_then(|def| match &def.kind {
                TypeKind::Enumeration(data) => data.variants.iter().find(|one| one.name == *name),
                _ => None,
            });
            value.map_or_else(
                || string_text(name.as_str()),
                |one| literal_text(api, &one.value),
            )
        }
        Literal::List(items) => {
            let items: Vec<String> = items.iter().map(|one| literal_text(api, one)).collect();
            format!("[{}]", items.join(","))
        }
        Literal::Composite(
            Composite::Any | Composite::Map(_) | Composite::Object(..) | Composite::Alternative(..),
            json,
        )
        | Literal::Json(json) => json_text(json),
    }
}

/// JSON with the keys of objects in order, and numbers in one form.
pub(super) fn json_text(json: &str) -> String {
    serde_json::from_str::<Value>(json).map_or_else(|_| json.to_owned(), |value| in_order(&value))
}

fn in_order(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.to_string(),
            None => number
                .as_f64()
                .map_or_else(|| number.to_string(), float_text),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(in_order).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            let members: Vec<String> = members
                .into_iter()
                .map(|(key, value)| format!("{}:{}", string_text(key), in_order(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}

fn string_text(text: &str) -> String {
    Value::from(text).to_string()
}

/// A number; a whole one without a fraction.
pub(super) fn float_text(value: f64) -> String {
    value.to_string()
}

/// A limit on numbers.
pub(super) fn bound_text(bound: Bound) -> String {
    match bound {
        Bound::Integer(limit) => limit.to_string(),
        Bound::Float(limit) => float_text(limit),
        Bound::ExclusiveFloat(limit) => format!("{} (excluded)", float_text(limit)),
    }
}

/// What a scalar is called.
pub(super) fn scalar_text(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "boolean",
        Scalar::Integer(width) => match width {
            Integer::I8 => "int8",
            Integer::I16 => "int16",
            Integer::I32 => "int32",
            Integer::I64 => "int64",
            Integer::U8 => "uint8",
            Integer::U16 => "uint16",
            Integer::U32 => "uint32",
            Integer::U64 => "uint64",
        },
        Scalar::Float(Float::F32) => "float",
        Scalar::Float(Float::F64) => "double",
        Scalar::Number => "decimal",
        Scalar::String => "string",
        Scalar::Base64 => "string (byte)",
        Scalar::Binary => "string (binary)",
        Scalar::Content => "string (of a media type)",
        Scalar::Any => "any value",
        Scalar::Null => "null",
        Scalar::DateTime => "string (date-time)",
        Scalar::Date => "string (date)",
        Scalar::Duration => "string (duration)",
        Scalar::Uuid => "string (uuid)",
        Scalar::Ipv4 => "string (ipv4)",
        Scalar::Ipv6 => "string (ipv6)",
    }
}

/// How many lists and maps in each other are written out.
const LEVELS: usize = 4;

/// What a type is called: `list of string (uuid)`.
pub(super) fn type_text(api: &Api, ty: &Type) -> String {
    let mut text = String::new();
    let mut at = ty;
    for _ in 0..LEVELS {
        let view = TypeView::of(
            api,
            &TypeAt {
                ty: at,
                limits: Vec::new(),
            },
        );
        match view.head {
            Head::List(item) => {
                text.push_str("list of ");
                at = item;
            }
            Head::Map(entry) => {
                text.push_str("map of ");
                at = entry;
            }
            other => return text + head_text(other),
        }
    }
    text + "…"
}

/// What the values of a type are called, without what is inside them.
pub(super) fn head_text(head: Head<'_>) -> &'static str {
    match head {
        Head::Scalar(scalar) => scalar_text(scalar),
        Head::List(_) => "list",
        Head::Map(_) | Head::Struct(..) => "object",
        Head::Enumeration(_, data) => scalar_text(data.base),
        Head::Union(..) => "one of several types",
        Head::Foreign(_) => "a type of the user",
    }
}
