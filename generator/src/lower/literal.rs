//! A JSON value of the document and its type -> a [`Literal`], or a report of why it does not fit.
//!
//! | type | value | literal |
//! |---|---|---|
//! | `i64` | `1.0` | the integer 1 |
//! | `Order { Asc, Desc }` | `"asc"` | `Order::Asc` |
//! | `Timestamp` | `"2026-01-01T00:00:00Z"` | JSON, decoded by the getter |
//! | `String`, `maxLength: 2` | `"abc"` | none: it breaks a limit |

use serde_json::{Number, Value};

use super::const_property;
use super::context::Lowering;
use super::literal_limits::check;
use super::scalar::range;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{
    Constant, Constraints, Enumeration, Literal, Presence, Scalar, Type, TypeId, TypeKind, Unlisted,
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

    /// The `default` of the schema at a place, after references, and its own place. A default of
    /// null counts as none: an absent optional value is null enough.
    pub(super) fn default_at(&self, at: &Pointer) -> Option<(Pointer, &'d Value)> {
        let end = self.end(at)?;
        let value = self.value(&end)?.get("default")?;
        (!value.is_null()).then(|| (end.child("default"), value))
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
            Type::Nullable(_) if value.is_null() => Ok(Literal::Json("null".to_owned())),
            Type::Nullable(inner) | Type::Boxed(inner) => self.literal(value, inner, constraints),
            Type::Scalar(scalar) => {
                let literal = scalar_literal(value, *scalar)?;
                check(&literal, constraints)?;
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
                check(&literal, constraints)?;
                Ok(literal)
            }
            Type::Map(_) if value.is_object() => Ok(Literal::Json(value.to_string())),
            Type::Map(_) => Err("an object is expected".to_owned()),
            Type::Named(id) => self.named_literal(value, *id, constraints),
        }
    }

    /// A value of a named type. Structs and unions stay JSON, which the generated getter decodes;
    /// only what is obviously wrong is reported here.
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
                match variant(value, id, enumeration) {
                    // A plain string is among the alternatives
                    // (`anyOf: [{enum: …}, {type: string}]`).
                    Err(_) if open && value.is_string() => Ok(Literal::Json(value.to_string())),
                    other => other,
                }
            }
            TypeKind::Struct(described) => {
                let object = value.as_object().ok_or("an object is expected")?;
                for Constant { wire, value } in &described.constants {
                    let found = object.get(wire).and_then(const_property::constant);
                    if found.as_ref() != Some(value) {
                        return Err(format!("`{}` is not what it always is", show(wire)));
                    }
                }
                let absent = described.fields.iter().find(|field| {
                    field.presence == Presence::Required && !object.contains_key(&field.wire)
                });
                match absent {
                    Some(field) => Err(format!("`{}` is missing", show(&field.wire))),
                    None => Ok(Literal::Json(value.to_string())),
                }
            }
            TypeKind::Union(_) | TypeKind::Foreign(_) => Ok(Literal::Json(value.to_string())),
        }
    }
}

/// The variant of an enumeration that a value is.
fn variant(value: &Value, id: TypeId, enumeration: &Enumeration) -> Result<Literal, String> {
    let matches = |known: &Literal| match known {
        Literal::String(known) => value.as_str() == Some(known),
        Literal::Integer(known) => value.as_number().and_then(Number::as_i128) == Some(*known),
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

/// A value of a scalar type, as a Rust literal if it has one, or as JSON that the getter decodes.
fn scalar_literal(value: &Value, scalar: Scalar) -> Result<Literal, String> {
    let json = || Literal::Json(value.to_string());
    let expected = |what: &str| format!("{what} is expected");
    let text = || value.as_str().ok_or_else(|| expected("a string"));
    match scalar {
        Scalar::Any => Ok(json()),
        Scalar::Null if value.is_null() => Ok(json()),
        Scalar::Null => Err(expected("only null")),
        Scalar::Bool => value
            .as_bool()
            .map(Literal::Bool)
            .ok_or_else(|| expected("a boolean")),
        Scalar::String => text().map(|text| Literal::String(text.to_owned())),
        Scalar::Base64 | Scalar::Binary => text().map(|_| json()),
        Scalar::Integer(width) => {
            let integer = whole(value).ok_or_else(|| expected("an integer"))?;
            let (least, greatest) = range(width);
            if (least..=greatest).contains(&integer) {
                Ok(Literal::Integer(integer))
            } else {
                Err(format!("{integer} is outside of the type's range"))
            }
        }
        Scalar::Float(_) => {
            let number = value.as_f64().filter(|number| number.is_finite());
            number
                .map(Literal::Float)
                .ok_or_else(|| expected("a number"))
        }
        Scalar::Number if value.is_number() => Ok(json()),
        Scalar::Number => Err(expected("a number")),
        Scalar::DateTime
        | Scalar::Date
        | Scalar::Duration
        | Scalar::Uuid
        | Scalar::Ipv4
        | Scalar::Ipv6 => formatted(text()?, scalar).map(|()| json()),
    }
}

/// Whether a string has the format of a scalar: the same parsers as at run time.
fn formatted(text: &str, scalar: Scalar) -> Result<(), String> {
    fn parses<T: std::str::FromStr>(text: &str) -> bool {
        text.parse::<T>().is_ok()
    }
    let (good, what) = match scalar {
        Scalar::DateTime => (
            parses::<jiff::Timestamp>(text),
            "a date and time of RFC 3339",
        ),
        Scalar::Date => (parses::<jiff::civil::Date>(text), "a date"),
        Scalar::Duration => (parses::<jiff::Span>(text), "a duration of ISO 8601"),
        Scalar::Uuid => (is_uuid(text), "a UUID"),
        Scalar::Ipv4 => (parses::<std::net::Ipv4Addr>(text), "an IPv4 address"),
        Scalar::Ipv6 => (parses::<std::net::Ipv6Addr>(text), "an IPv6 address"),
        _ => (true, "a value"),
    };
    if good {
        Ok(())
    } else {
        Err(format!("this is not {what}"))
    }
}

/// The integer that a number is, also if it is written `1.0`:
/// <https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.3>.
pub(super) fn integer(number: &Number) -> Option<i128> {
    let exact = number.as_i128();
    let round = || {
        number
            .as_f64()
            .filter(|value| value.fract() == 0.0 && value.abs() < 9e15)
            .map(|value| value as i128)
    };
    exact.or_else(round)
}

/// The integer that a value is; `None` for other values.
pub(super) fn whole(value: &Value) -> Option<i128> {
    integer(value.as_number()?)
}

/// Whether a string has the groups of a UUID: <https://www.rfc-editor.org/rfc/rfc9562#section-4>.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
