//! Parts of values: constants of the document, tags, repeated items.

use bindwright_runtime::codegen::{json, number};
use bindwright_runtime::{Map, Value};

use super::site::Usage;
use crate::ir::{Access, Alternative, Field, Literal, Tagging, Union};

/// So many different values, the simplest of them again if there are not enough.
pub(super) fn several(items: &[Value], count: u64) -> Vec<Value> {
    let count = usize::try_from(count).unwrap_or_default();
    items.iter().cycle().take(count).cloned().collect()
}

/// Whether a message of this usage has the member.
pub(in crate::diff::counterexample) fn is_sent(field: &Field, usage: Usage) -> bool {
    match field.access {
        Access::ReadWrite => true,
        Access::ReadOnly => usage == Usage::Response,
        Access::WriteOnly => usage == Usage::Request,
    }
}

/// The payload of an alternative with each of its tags; as it is if there are none.
pub(super) fn tagged(data: &'static Union, one: &'static Alternative, value: Value) -> Vec<Value> {
    let Tagging::Property(property, _) = &data.tagging else {
        return vec![value];
    };
    let Value::Object(members) = &value else {
        return vec![value];
    };
    let tags = one.tags.iter().map(|tag| {
        let mut members = Map::from_iter([(property.clone(), Value::from(tag.as_str()))]);
        let own = members_of(&value).filter(|(name, _)| *name != property);
        members.extend(own.map(|(name, value)| (name.clone(), value.clone())));
        Value::from_iter(members)
    });
    let own = members.contains_key(property).then(|| value.clone());
    own.into_iter().chain(tags).collect()
}

fn members_of(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A constant of the document as JSON.
pub(super) fn literal(value: &Literal) -> Value {
    match value {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Integer(value) => Value::from(number(&value.to_string())),
        Literal::Number(text) => Value::from(number(text)),
        Literal::Float(value) => Value::from(number(&value.to_string())),
        Literal::String(text) | Literal::Formatted(_, text) | Literal::Unlisted(_, text) => {
            Value::from(text.as_str())
        }
        Literal::Composite(_, text) | Literal::Json(text) => json(text),
        Literal::Null | Literal::Variant(..) => Value::Null,
        Literal::List(values) => Value::Array(values.iter().map(literal).collect()),
    }
}
