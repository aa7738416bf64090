//! A JSON value and a struct or union -> a literal that is written down in Rust, so that a default
//! needs no decoding and cannot fail.
//!
//! ```text
//! Filter { all: boolean, note: string }       {"all": true}     Filter { all: Some(true), ..Filter::default() }
//! Limit = Integer(i64) | String(String)       "none"            Limit::String(String::from("none"))
//! ```

use serde_json::{Map, Value};

use super::const_property;
use super::context::Lowering;
use crate::diagnostic::show;
use crate::ir::{
    Alternative, Composite, Constant, Constraints, Extra, Literal, Scalar, Struct, Tagging, Type,
    TypeId, TypeKind, Union,
};

impl Lowering<'_, '_> {
    /// An object as a struct. Null for an optional field that has no null counts as absent, and
    /// properties that the struct drops are dropped here too: a client reads both in this way.
    ///
    /// # Errors
    ///
    /// Says which property does not fit, or is missing.
    pub(super) fn struct_literal(
        &self,
        value: &Value,
        id: TypeId,
        described: &Struct,
    ) -> Result<Literal, String> {
        let object = value.as_object().ok_or("an object is expected")?;
        for Constant { wire, value } in &described.constants {
            let found = object.get(wire).and_then(const_property::constant);
            if found.as_ref() != Some(value) {
                return Err(format!("`{}` is not what it always is", show(wire)));
            }
        }
        let mut fields = Vec::new();
        for field in &described.fields {
            let required = field.is_required();
            match object.get(&field.wire) {
                None if required => return Err(format!("`{}` is missing", show(&field.wire))),
                None => {}
                Some(Value::Null) if !required && !self.has_null(&field.ty) => {}
                Some(value) => {
                    let literal = self.literal(value, &field.ty, &field.constraints);
                    let literal = literal.map_err(|problem| within(&field.wire, &problem))?;
                    fields.push((field.name.clone(), literal));
                }
            }
        }
        let extra = self.extra_literals(object, described)?;
        let composite = Composite::Object(id, fields, extra);
        Ok(Literal::Composite(composite, value.to_string()))
    }

    /// The properties that have no field.
    fn extra_literals(
        &self,
        object: &Map<String, Value>,
        described: &Struct,
    ) -> Result<Vec<(String, Literal)>, String> {
        let unnamed = object.iter().filter(|(key, _)| !described.declares(key));
        let mut kept = Vec::new();
        for (key, value) in unnamed {
            match &described.extra {
                Extra::Ignored => {}
                Extra::Closed => return Err(format!("nothing allows `{}`", show(key))),
                Extra::Kept(_, ty, limits) => {
                    let literal = self.literal(value, ty, limits);
                    let literal = literal.map_err(|problem| within(key, &problem))?;
                    kept.push((key.clone(), literal));
                }
            }
        }
        Ok(kept)
    }

    /// A value as an alternative of a union: the one of its tag, or else the one that recognizes
    /// most of it, the first on a tie, as at run time.
    ///
    /// # Errors
    ///
    /// Says that no alternative accepts the value, or why the one of its tag does not.
    pub(super) fn union_literal(
        &self,
        value: &Value,
        id: TypeId,
        described: &Union,
    ) -> Result<Literal, String> {
        let alternative = |one: &Alternative, payload: Literal| {
            let composite = Composite::Alternative(id, one.name.clone(), Box::new(payload));
            Literal::Composite(composite, value.to_string())
        };
        match &described.tagging {
            Tagging::Property(property, unknown) => {
                let tag = value.get(property).and_then(Value::as_str);
                let tag = tag.ok_or_else(|| format!("`{}` is missing", show(property)))?;
                let mut known = described.alternatives.iter();
                let found = known.find(|one| one.tags.iter().any(|known| known == tag));
                match (found, unknown) {
                    (Some(one), _) => {
                        let untagged = self.without_tag(value, property, &one.ty);
                        let payload = self.literal(&untagged, &one.ty, &one.constraints)?;
                        Ok(alternative(one, payload))
                    }
                    (None, Some(name)) => {
                        let any = Type::Scalar(Scalar::Any);
                        let payload = self.literal(value, &any, &Constraints::default())?;
                        let composite = Composite::Alternative(id, name.clone(), Box::new(payload));
                        Ok(Literal::Composite(composite, value.to_string()))
                    }
                    (None, None) => Err(format!("`{}` is no tag", show(tag))),
                }
            }
            Tagging::Untagged(_) => {
                let mut best: Option<(usize, &Alternative, Literal)> = None;
                for one in &described.alternatives {
                    let Ok(payload) = self.literal(value, &one.ty, &one.constraints) else {
                        continue;
                    };
                    let score = self.recognized(&payload);
                    if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                        best = Some((score, one, payload));
                    }
                }
                let best = best.ok_or_else(|| "no alternative accepts it".to_owned());
                best.map(|(_, one, payload)| alternative(one, payload))
            }
        }
    }

    /// How many properties of a constant have a name in its type.
    fn recognized(&self, literal: &Literal) -> usize {
        let structs = literal.structs().into_iter();
        let constants = structs.filter_map(|id| self.types.kind(id)?.as_struct());
        let constants = constants.map(|described| described.constants.len());
        literal.known_properties() + constants.sum::<usize>()
    }

    /// The value without its tag, if the alternative does not declare it: the tag selects the
    /// variant, and is no property of the payload then.
    fn without_tag(&self, value: &Value, property: &str, ty: &Type) -> Value {
        let declared = self
            .struct_of(ty)
            .is_some_and(|described| described.declares(property));
        let mut value = value.clone();
        if !declared && let Some(object) = value.as_object_mut() {
            object.shift_remove(property);
        }
        value
    }

    /// Whether null is a value of a type.
    pub(super) fn has_null(&self, ty: &Type) -> bool {
        match ty {
            Type::Nullable(_) | Type::Scalar(Scalar::Any | Scalar::Null) => true,
            Type::Boxed(inner) => self.has_null(inner),
            Type::Named(id) => match self.types.kind(*id) {
                Some(TypeKind::Alias(inner, _)) => self.has_null(inner),
                _ => false,
            },
            Type::Scalar(_) | Type::List(_) | Type::Map(_) => false,
        }
    }
}

/// A problem with its place.
fn within(key: &str, problem: &str) -> String {
    format!("`{}`: {problem}", show(key))
}
