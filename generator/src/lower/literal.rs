//! A JSON value of the document and its type -> a [`Literal`], or a report of why it does not fit.
//!
//! | type | value | literal |
//! |---|---|---|
//! | `i64` | `1.0` | the integer 1 |
//! | `Order { Asc, Desc }` | `"asc"` | `Order::Asc` |
//! | `Timestamp` | `"2026-01-01T00:00:00Z"` | its string |
//! | `Pet { name: String }` | `{"name": "Rex"}` | the fields that have a value |
//! | `String`, `maxLength: 2` | `"abc"` | none: it breaks a limit |

use serde_json::Value;

use super::annotations::{Description, Subject, leads_on};
use super::context::Lowering;
use super::literal_limits::check;
use super::literal_scalar::{scalar_literal, whole};
use crate::diagnostic::{Code, Pointer, member, show};
use crate::ir::{
    Composite, Constraints, Enumeration, Literal, Presence, Type, TypeId, TypeKind, Unlisted,
};
use crate::load::Repair;

impl<'d> Lowering<'d, '_> {
    /// Turns the defaults of optional fields into literals. Called when every type is built,
    /// because the default of a field may be a variant of an enumeration that was still in the
    /// queue.
    pub(super) fn settle_defaults(&mut self) {
        for pending in std::mem::take(&mut self.defaults) {
            let owner = self.types.kind(pending.owner).and_then(TypeKind::as_struct);
            let Some(field) = owner.and_then(|owner| owner.fields.get(pending.field)) else {
                continue;
            };
            let (ty, constraints) = (field.ty.clone(), field.constraints.clone());
            let presence = self.default_presence(pending.value, &ty, &constraints, &pending.at);
            let owner = self.types.get_mut(pending.owner);
            let owner = owner.and_then(|owner| owner.kind.as_struct_mut());
            if let Some(field) = owner.and_then(|owner| owner.fields.get_mut(pending.field)) {
                Self::note_default(&mut field.docs, pending.value);
                field.presence = presence;
            }
        }
    }

    /// The `default` of the value at a place, and its own place: the nearest of the schemas that
    /// describe it. A default of null counts as none: an absent optional value is null enough.
    pub(super) fn default_at(&self, at: &Pointer) -> Option<(Pointer, &'d Value)> {
        let schema = self.value(at)?.as_object()?;
        let described = match leads_on(schema) {
            true => self.descriptions(at),
            false => vec![Description {
                at: at.clone(),
                schema,
                subject: Subject::Use,
            }],
        };
        let nearest = described
            .iter()
            .find_map(|one| Some((&one.at, member(one.schema, "default")?)));
        let (at, value) = nearest?;
        (!value.is_null()).then(|| (at.child("default"), value))
    }

    /// The presence of an optional value with a default. A default that does not fit its type or
    /// breaks its limits is reported, and the value has none.
    ///
    /// ```yaml
    /// {type: string, enum: [asc, desc], default: asc}   # Order::Asc
    /// {type: integer, maximum: 10, default: 20}         # reported: it breaks a limit
    /// ```
    pub(super) fn default_presence(
        &mut self,
        value: &Value,
        ty: &Type,
        constraints: &Constraints,
        at: &Pointer,
    ) -> Presence {
        match self.literal(value, ty, constraints) {
            Ok(literal) if literal.is_decoded() => {
                Presence::Default(Literal::Json(value.to_string()))
            }
            Ok(literal) => Presence::Default(literal),
            Err(problem) => {
                self.fault(
                    Repair::Harmless,
                    Code::ValueMismatch,
                    at,
                    format!("the default does not fit: {problem}"),
                );
                Presence::Optional
            }
        }
    }

    /// The literal of a value.
    ///
    /// # Errors
    ///
    /// Says why the value is not one of the type's, or which limit it breaks.
    pub(super) fn literal(
        &self,
        value: &Value,
        ty: &Type,
        constraints: &Constraints,
    ) -> Result<Literal, String> {
        match ty {
            Type::Nullable(_) if value.is_null() => Ok(Literal::Null),
            Type::Nullable(inner) | Type::Boxed(inner) => self.literal(value, inner, constraints),
            Type::Scalar(scalar) => {
                let literal = scalar_literal(value, *scalar)?;
                check(&literal, constraints, self.document.patterns())?;
                Ok(literal)
            }
            Type::List(item) => {
                let values = value.as_array().ok_or("a list is expected")?;
                let none = Constraints::default();
                let limits = constraints.items.as_deref().unwrap_or(&none);
                let items: Result<Vec<_>, _> = values
                    .iter()
                    .map(|value| self.literal(value, item, limits))
                    .collect();
                let literal = Literal::List(items?);
                check(&literal, constraints, self.document.patterns())?;
                Ok(literal)
            }
            Type::Map(inner) => {
                let values = value.as_object().ok_or("an object is expected")?;
                let none = Constraints::default();
                let limits = constraints.items.as_deref().unwrap_or(&none);
                let entries: Result<Vec<_>, String> = values
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), self.literal(value, inner, limits)?)))
                    .collect();
                let literal = Literal::Composite(Composite::Map(entries?), value.to_string());
                check(&literal, constraints, self.document.patterns())?;
                Ok(literal)
            }
            Type::Named(id) => self.named_literal(value, *id, constraints),
        }
    }

    /// A value of a named type.
    fn named_literal(
        &self,
        value: &Value,
        id: TypeId,
        constraints: &Constraints,
    ) -> Result<Literal, String> {
        let Some(definition) = self.types.get(id) else {
            return Ok(Literal::Json(value.to_string()));
        };
        match &definition.kind {
            TypeKind::Alias(inner, limits) => {
                let limits = if constraints.is_empty() {
                    limits
                } else {
                    constraints
                };
                self.literal(value, inner, limits)
            }
            TypeKind::Enumeration(enumeration) => {
                let open = matches!(enumeration.unlisted, Unlisted::Allowed(_));
                match (variant(value, id, enumeration), value) {
                    // A plain string is among the alternatives
                    // (`anyOf: [{enum: …}, {type: string}]`).
                    (Err(_), Value::String(text)) if open => {
                        Ok(Literal::Unlisted(id, text.clone()))
                    }
                    (found, _) => found,
                }
            }
            TypeKind::Struct(described) => self.struct_literal(value, id, described),
            TypeKind::Union(described) => self.union_literal(value, id, described),
            TypeKind::Foreign(_) => Ok(Literal::Json(value.to_string())),
        }
    }
}

/// The variant of an enumeration that a value is.
fn variant(value: &Value, id: TypeId, enumeration: &Enumeration) -> Result<Literal, String> {
    let matches = |known: &Literal| match known {
        Literal::String(known) => value.as_str() == Some(known),
        Literal::Integer(known) => whole(value) == Some(*known),
        _ => false,
    };
    let mut variants = enumeration.variants.iter();
    match variants.find(|variant| matches(&variant.value)) {
        Some(variant) => Ok(Literal::Variant(id, variant.name.clone())),
        None => {
            let value = show(&value.to_string());
            Err(format!("`{value}` is not among the values of `enum`"))
        }
    }
}
