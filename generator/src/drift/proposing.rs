//! What would make a field of the document what the page says about it.

use serde_json::Value;

use super::proposal::Proposal;
use super::schema::{self, DocField};
use super::typed::typed;
use crate::facts::{FieldFacts, FieldPlace};
use crate::load::Document;
use crate::pointer::Pointer;

/// A field is required, or is not.
pub(super) fn required_proposal(required: bool, fact: &FieldFacts, field: &DocField) -> Proposal {
    match fact.place {
        FieldPlace::Path if !required => {
            Proposal::Open("OpenAPI requires every parameter of a path".to_owned())
        }
        FieldPlace::Path | FieldPlace::Query | FieldPlace::Header | FieldPlace::Cookie => {
            Proposal::ParameterRequired {
                parameter: field.pointer.clone(),
                required,
            }
        }
        FieldPlace::Form | FieldPlace::Body | FieldPlace::Response(_) => {
            Proposal::PropertyRequired {
                object: field.holder.clone(),
                property: field.pointer.clone(),
                lists: field.required_lists.clone(),
                required,
            }
        }
    }
}

/// A field has another type. What the property refers to stays as it is: others may use it.
pub(super) fn type_proposal(
    document: &Document,
    field: &DocField,
    built: Result<Value, String>,
) -> Proposal {
    let own = field.pointer.child("schema");
    let is_parameter = document
        .value(&field.pointer)
        .is_some_and(|value| value.get("in").is_some_and(Value::is_string));
    let schema = match (is_parameter, document.value(&own)) {
        (true, Some(_)) => own,
        (true, None) => field.schema.clone(),
        (false, _) => field.pointer.clone(),
    };
    match built {
        Ok(value) => Proposal::Type { schema, value },
        Err(reason) => Proposal::Open(reason),
    }
}

/// A schema has these values, and null if it had it before.
pub(super) fn values_proposal(
    document: &Document,
    schema: &Pointer,
    values: &[String],
    has_null: bool,
) -> Proposal {
    let type_name = schema::type_name(document, schema);
    let values: Option<Vec<Value>> = values
        .iter()
        .map(|value| typed(value, &type_name))
        .collect();
    let values = values.map(|mut values| {
        values.extend(has_null.then_some(Value::Null));
        Value::Array(values)
    });
    keyword(schema, "enum", values)
}

/// A schema says a value under a key.
pub(super) fn keyword(schema: &Pointer, key: &'static str, value: Option<Value>) -> Proposal {
    match value {
        Some(value) => Proposal::Keyword {
            schema: schema.clone(),
            key,
            value,
        },
        None => {
            Proposal::Open("the type of the document cannot have what the page says".to_owned())
        }
    }
}
