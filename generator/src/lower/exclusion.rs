//! Two objects -> whether no value matches both.
//!
//! | first | second | because |
//! |---|---|---|
//! | `required: [kind]`, `kind: {enum: [cat]}` | `kind: {enum: [dog]}` | no value of `kind` is in both lists |
//! | `required: [id]`, `id: {type: string}` | `id: {type: integer}` | no value has both types |
//! | `required: [a]` | `additionalProperties: false`, without `a` | the second rejects `a` |
//!
//! The answer may be wrong in one direction only: objects that exclude each other by something else,
//! such as a `pattern`, count as objects that do not.

use super::context::Lowering;
use super::json_type_set::JsonTypes;
use super::model::JsonType;
use crate::ir::{Enumeration, Extra, Field, Literal, Scalar, Struct, Type, TypeKind, Unlisted};

/// How deep objects in objects are compared.
const MAX_DEPTH: usize = 4;

/// The values of a property.
struct Values<'t> {
    /// Their JSON types.
    types: JsonTypes,
    /// All of them, if they are listed.
    listed: Option<Vec<&'t Literal>>,
    /// Whether the object must have the property.
    is_required: bool,
    /// Whether null is among them.
    is_nullable: bool,
    /// The type, if the property has a field.
    ty: Option<&'t Type>,
}

impl Lowering<'_, '_> {
    /// Whether no value matches both objects.
    pub(super) fn exclude(&self, one: &Struct, two: &Struct) -> bool {
        self.exclude_within(one, two, MAX_DEPTH)
    }

    fn exclude_within(&self, one: &Struct, two: &Struct, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        rejects_required(one, two)
            || rejects_required(two, one)
            || one.wires().any(|wire| {
                let values = self.values(one, wire).zip(self.values(two, wire));
                values.is_some_and(|(first, second)| self.are_apart(&first, &second, depth))
            })
    }

    /// Whether a property cannot have a value that both objects accept.
    fn are_apart(&self, one: &Values<'_>, two: &Values<'_>, depth: usize) -> bool {
        if !one.is_required && !two.is_required || one.is_nullable && two.is_nullable {
            return false;
        }
        if one.types.and(two.types) == JsonTypes::NONE {
            return true;
        }
        if let (Some(first), Some(second)) = (&one.listed, &two.listed) {
            return !first.iter().any(|value| second.contains(value));
        }
        let object = |values: &Values<'_>| values.ty.and_then(|ty| self.struct_of(ty));
        let objects = object(one).zip(object(two));
        objects.is_some_and(|(first, second)| self.exclude_within(first, second, depth))
    }

    /// The values of a property, if the object declares it.
    fn values<'t>(&'t self, data: &'t Struct, wire: &str) -> Option<Values<'t>> {
        if let Some(constant) = data.constants.iter().find(|one| one.wire == wire) {
            return Some(Values {
                types: JsonTypes::of(type_of(&constant.value)),
                listed: Some(vec![&constant.value]),
                is_required: true,
                is_nullable: false,
                ty: None,
            });
        }
        let field = data.field(wire)?;
        Some(self.values_of_field(field))
    }

    fn values_of_field<'t>(&'t self, field: &'t Field) -> Values<'t> {
        let ty = self.bare(&field.ty);
        let enumeration = match ty {
            Type::Named(id) => match self.types.kind(*id) {
                Some(TypeKind::Enumeration(data)) => Some(data),
                _ => None,
            },
            _ => None,
        };
        Values {
            types: self.json_types_of(ty),
            listed: enumeration.and_then(listed),
            is_required: field.is_required(),
            is_nullable: self.has_null(&field.ty),
            ty: Some(&field.ty),
        }
    }

    /// The JSON types of the values of a type.
    fn json_types_of(&self, ty: &Type) -> JsonTypes {
        match ty {
            Type::Scalar(Scalar::Bool) => JsonTypes::of(JsonType::Boolean),
            Type::Scalar(Scalar::Integer(_) | Scalar::Float(_) | Scalar::Number) => {
                JsonTypes::of(JsonType::Number)
            }
            Type::Scalar(Scalar::Any | Scalar::Null) => JsonTypes::ALL,
            Type::Scalar(_) => JsonTypes::of(JsonType::String),
            Type::List(_) => JsonTypes::of(JsonType::Array),
            Type::Map(_) => JsonTypes::of(JsonType::Object),
            Type::Named(id) => match self.types.kind(*id) {
                Some(TypeKind::Struct(_)) => JsonTypes::of(JsonType::Object),
                Some(TypeKind::Enumeration(data)) if data.base == Scalar::String => {
                    JsonTypes::of(JsonType::String)
                }
                Some(TypeKind::Enumeration(_)) => JsonTypes::of(JsonType::Number),
                _ => JsonTypes::ALL,
            },
            Type::Nullable(_) | Type::Boxed(_) => JsonTypes::ALL,
        }
    }
}

/// Whether an object is closed, and rejects a property that the other one requires.
fn rejects_required(closed: &Struct, other: &Struct) -> bool {
    let fields = other.required().map(|field| &field.wire);
    let mut required = fields.chain(other.constants.iter().map(|one| &one.wire));
    closed.extra == Extra::Closed && required.any(|wire| !closed.declares(wire))
}

/// The values of an enumeration that accepts no others.
fn listed(data: &Enumeration) -> Option<Vec<&Literal>> {
    match data.unlisted {
        Unlisted::Kept(_) => Some(data.variants.iter().map(|one| &one.value).collect()),
        Unlisted::Allowed(_) => None,
    }
}

/// The JSON type of a constant.
fn type_of(value: &Literal) -> JsonType {
    match value {
        Literal::Bool(_) => JsonType::Boolean,
        Literal::String(_) => JsonType::String,
        _ => JsonType::Number,
    }
}
