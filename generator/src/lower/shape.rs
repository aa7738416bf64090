//! A flat schema -> which kind of Rust type it becomes, decided before anything is built.
//!
//! The order of the questions matters, because a schema may satisfy several:
//!
//! | schema | shape | why before the next |
//! |---|---|---|
//! | `allOf: [{$ref: X}], description: …` | the same as `X` | a wrapper must not become a copy of `X` |
//! | `oneOf: […]` | union | properties beside it belong to its alternatives |
//! | `discriminator` with subtypes | union of subtypes | it has properties, too |
//! | `type: string, enum: […]` | enumeration | it is a string, too |
//! | `properties: …` | struct | `additionalProperties` may be beside them |
//! | `additionalProperties: {…}` | map | |
//! | `type: integer` | scalar | |

use serde_json::Value;

use super::component::reference;
use super::context::Lowering;
use super::literal_scalar::whole;
use super::model::{Additional, Agreement, JsonType, View};
use crate::diagnostic::{Pointer, member};
use crate::load::public;

/// The kinds of Rust types that a schema can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// What another schema is: one reference in `allOf` or `oneOf`, with annotations at most.
    Same(Pointer),
    /// An object with named properties.
    Struct,
    /// One of several schemas.
    Union,
    /// One of the components that extend this one (`discriminator` without `oneOf`).
    Family,
    /// Named strings or integers.
    Enumeration,
    /// An object of values for which these schemas hold.
    Map(Vec<Pointer>),
    /// A list of items for which these schemas hold.
    List(Vec<Pointer>),
    /// A scalar.
    Scalar(JsonType),
    /// Only `null`.
    Null,
    /// Any JSON.
    Any,
}

impl Shape {
    /// Whether a type of this shape has a name of its own.
    pub(super) fn is_named(&self) -> bool {
        match self {
            Self::Struct | Self::Union | Self::Family | Self::Enumeration => true,
            Self::Same(_)
            | Self::Map(_)
            | Self::List(_)
            | Self::Scalar(_)
            | Self::Null
            | Self::Any => false,
        }
    }
}

impl Lowering<'_, '_> {
    /// The shape of a schema. The table above gives the order of the questions and the reason for
    /// it.
    pub(super) fn shape(&self, view: &View<'_>) -> Shape {
        if self.value(&view.at).is_some_and(is_null) {
            return Shape::Null;
        }
        if view.agreement == Agreement::Contradiction {
            return Shape::Any;
        }
        if let Some(same) = view.same_as.clone().or_else(|| self.same(view)) {
            return Shape::Same(same);
        }
        if view.choice.is_some() {
            return Shape::Union;
        }
        if view.discriminator.is_some() && self.heirs.subtypes(&view.at).is_some() {
            return Shape::Family;
        }
        if enumerates(view) {
            return Shape::Enumeration;
        }
        match view.json_type {
            Some(JsonType::Object) => object(view),
            Some(JsonType::Array) => Shape::List(view.items.clone()),
            Some(scalar) => Shape::Scalar(scalar),
            None if !view.properties.is_empty() || view.additional != Additional::Absent => {
                object(view)
            }
            None if !view.items.is_empty() => Shape::List(view.items.clone()),
            None => Shape::Any,
        }
    }

    /// The one schema that this one only wraps.
    ///
    /// ```yaml
    /// owner:
    ///   description: Who takes care of the pet.       # no keyword beside the reference constrains
    ///   allOf: [{$ref: '#/components/schemas/User'}]  # the type is `User`, not a copy `PetOwner`
    /// ```
    ///
    /// OpenAPI 3.0 ignores keys beside `$ref`, so authors wrap the reference to add a description.
    pub(super) fn same(&self, view: &View<'_>) -> Option<Pointer> {
        let (at, own) = view.sources.first()?;
        // `unevaluatedProperties` gives further properties a type, which the one schema lacks.
        let further = |key: &str| public(key) != key && public(key).starts_with("unevaluated");
        let bare = own.keys().all(|key| {
            is_annotation(key) && !further(key)
                || ["allOf", "oneOf", "anyOf"].contains(&key.as_str())
        });
        if !bare {
            return None;
        }
        let members = ["allOf", "oneOf", "anyOf"].iter().flat_map(|key| {
            let list = own
                .get(*key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            list.enumerate()
                .map(move |(index, member)| (at.child(key).index(index), member))
        });
        let mut constraining = members.filter(|(_, member)| constrains(member) && !is_null(member));
        let (only, member) = constraining.next()?;
        (constraining.next().is_none() && reference(member).is_some()).then_some(only)
    }
}

/// Whether a member of `allOf`, `oneOf` or `anyOf` constrains anything: `{description: …}` does
/// not.
pub(super) fn constrains(member: &Value) -> bool {
    let keys = member
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::keys);
    keys.into_iter().any(|key| !is_annotation(key))
}

/// Whether a key describes and does not constrain. Extensions count as descriptions.
pub(super) fn is_annotation(key: &str) -> bool {
    match key {
        "title" | "description" | "example" | "examples" | "deprecated" | "externalDocs"
        | "xml" | "nullable" | "readOnly" | "writeOnly" | "default" | "discriminator"
        | "$comment" => true,
        _ => key.starts_with("x-"),
    }
}

/// Whether a schema accepts only null: `{type: 'null'}` or `{enum: [null]}`.
pub(super) fn is_null(schema: &Value) -> bool {
    let Some(schema) = schema.as_object() else {
        return false;
    };
    let values = member(schema, "enum").and_then(Value::as_array);
    let null_type = member(schema, "type").and_then(Value::as_str) == Some("null");
    null_type
        || values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

/// Whether an object is a struct or a map. A closed object without properties is an empty struct.
fn object(view: &View<'_>) -> Shape {
    if !view.properties.is_empty() {
        return Shape::Struct;
    }
    match &view.additional {
        Additional::Absent | Additional::Any => Shape::Map(Vec::new()),
        Additional::Closed => Shape::Struct,
        Additional::Schema(values) => Shape::Map(values.clone()),
    }
}

/// Whether `enum` lists strings or integers, so that a Rust enum can name them. Mixed values,
/// floats and booleans stay a scalar with a check.
fn enumerates(view: &View<'_>) -> bool {
    let Some(values) = &view.enumeration else {
        return false;
    };
    let mut named = values.iter().filter(|value| !value.is_null()).peekable();
    if named.peek().is_none() {
        return false;
    }
    match view.json_type {
        Some(JsonType::String) | None => named.all(|value| value.is_string()),
        Some(JsonType::Integer) => named.all(|value| whole(value).is_some()),
        Some(JsonType::Boolean | JsonType::Number | JsonType::Array | JsonType::Object) => false,
    }
}

/// Whether an alternative describes a type. `{required: [email]}` only restricts the schema that it
/// is in.
pub(super) fn is_typed(schema: &Value) -> bool {
    let keys = [
        "$ref",
        "type",
        "properties",
        "items",
        "enum",
        "allOf",
        "oneOf",
        "anyOf",
        "additionalProperties",
    ];
    let members = schema.as_object();
    members.is_some_and(|members| keys.iter().any(|key| member(members, key).is_some()))
}
