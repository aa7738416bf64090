//! The smallest value of each type, as JSON: what a nested value contains beside the members that nest.

use std::collections::HashMap;

use bindwright::ir::{
    Api, Constant, Extra, Literal, Presence, Scalar, Struct, Tagging, Type, TypeDef, TypeId,
    TypeKind,
};
use serde_json::{Map, Value, json};

/// A value for each type that has one.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    values: HashMap<usize, Value>,
}

impl Samples {
    /// Finds values from the inside out, until no more are found.
    pub(crate) fn of_api(api: &Api) -> Self {
        let mut samples = Self::default();
        loop {
            let before = samples.values.len();
            for (index, def) in api.types.iter().enumerate() {
                if !samples.values.contains_key(&index)
                    && let Some(value) = samples.of_def(def)
                {
                    samples.values.insert(index, value);
                }
            }
            if samples.values.len() == before {
                return samples;
            }
        }
    }

    /// The value of a named type.
    pub(crate) fn named(&self, id: TypeId) -> Option<Value> {
        self.values.get(&id.0).cloned()
    }

    fn of_def(&self, def: &TypeDef) -> Option<Value> {
        match &def.kind {
            TypeKind::Struct(data) => self.object(data, None).map(Value::Object),
            TypeKind::Enumeration(values) => {
                values.variants.first().and_then(|one| literal(&one.value))
            }
            TypeKind::Union(data) => data.alternatives.iter().find_map(|one| {
                let value = self.of_type(&one.ty)?;
                Some(tagged(&data.tagging, &one.tags, value))
            }),
            TypeKind::Alias(ty, _) => self.of_type(ty),
            TypeKind::Foreign(_) => None,
        }
    }

    fn of_type(&self, ty: &Type) -> Option<Value> {
        match ty {
            Type::Scalar(scalar) => Some(self::scalar(*scalar)),
            Type::List(_) => Some(json!([])),
            Type::Map(_) => Some(json!({})),
            Type::Nullable(_) => Some(Value::Null),
            Type::Boxed(inner) => self.of_type(inner),
            Type::Named(id) => self.named(*id),
        }
    }

    /// An object with the members that it must have, except for this one.
    pub(crate) fn object(&self, data: &Struct, except: Option<&str>) -> Option<Map<String, Value>> {
        let constant = |one: &Constant| Some((one.wire.clone(), literal(&one.value)?));
        let mut object: Map<String, Value> = data.constants.iter().filter_map(constant).collect();
        let required = data
            .fields
            .iter()
            .filter(|field| field.presence == Presence::Required);
        for field in required.filter(|field| except != Some(field.wire.as_str())) {
            object.insert(field.wire.clone(), self.of_type(&field.ty)?);
        }
        Some(object)
    }
}

/// The steps from a type into the named types that it contains: the place, the type, and an object or payload around a value.
pub(crate) fn steps(def: &TypeDef) -> Vec<(String, TypeId, Step<'_>)> {
    match &def.kind {
        TypeKind::Struct(data) => {
            let fields = data
                .fields
                .iter()
                .map(|field| (field.wire.as_str(), &field.ty));
            let extra = match &data.extra {
                Extra::Kept(_, ty, _) => Some(("zz-further", ty)),
                Extra::Ignored | Extra::Closed => None,
            };
            let steps = fields.chain(extra).filter_map(|(wire, ty)| {
                Some((
                    wire.to_owned(),
                    ty.named()?,
                    Step::Member(data, wire.to_owned(), ty),
                ))
            });
            steps.collect()
        }
        TypeKind::Union(data) => {
            let steps = data.alternatives.iter().filter_map(|one| {
                let step = Step::Payload(&data.tagging, &one.tags, &one.ty);
                Some((one.name.to_string(), one.ty.named()?, step))
            });
            steps.collect()
        }
        TypeKind::Alias(ty, _) => ty
            .named()
            .map(|id| (String::new(), id, Step::Alias(ty)))
            .into_iter()
            .collect(),
        TypeKind::Enumeration(_) | TypeKind::Foreign(_) => Vec::new(),
    }
}

/// What is written around a value.
#[derive(Debug, Clone)]
pub(crate) enum Step<'a> {
    /// The object that has it as a member.
    Member(&'a Struct, String, &'a Type),
    /// The union that has it as a payload.
    Payload(&'a Tagging, &'a [String], &'a Type),
    /// Another name for it.
    Alias(&'a Type),
}

impl Step<'_> {
    /// Whether the value is changed: it gets a tag.
    pub(crate) fn is_tagged(&self) -> bool {
        matches!(self, Self::Payload(Tagging::Property(..), ..))
    }

    /// The value with what is around it.
    pub(crate) fn around(&self, samples: &Samples, value: Value) -> Option<Value> {
        match self {
            Self::Member(data, wire, ty) => {
                let mut object = samples.object(data, Some(wire))?;
                object.insert(wire.clone(), wrapped(ty, value));
                Some(Value::Object(object))
            }
            Self::Payload(tagging, tags, ty) => Some(tagged(tagging, tags, wrapped(ty, value))),
            Self::Alias(ty) => Some(wrapped(ty, value)),
        }
    }
}

fn wrapped(ty: &Type, value: Value) -> Value {
    match ty {
        Type::List(item) => json!([wrapped(item, value)]),
        Type::Map(item) => json!({"key": wrapped(item, value)}),
        Type::Nullable(inner) | Type::Boxed(inner) => wrapped(inner, value),
        Type::Scalar(_) | Type::Named(_) => value,
    }
}

fn tagged(tagging: &Tagging, tags: &[String], mut value: Value) -> Value {
    if let (Tagging::Property(name, _), Some(tag), Some(object)) =
        (tagging, tags.first(), value.as_object_mut())
    {
        object.insert(name.clone(), json!(tag));
    }
    value
}

fn literal(literal: &Literal) -> Option<Value> {
    match literal {
        Literal::String(text) => Some(json!(text)),
        Literal::Bool(value) => Some(json!(value)),
        Literal::Integer(value) => i64::try_from(*value).ok().map(|value| json!(value)),
        _ => None,
    }
}

fn scalar(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Bool => json!(true),
        Scalar::Integer(_) => json!(1),
        Scalar::Float(_) | Scalar::Number => json!(1.5),
        Scalar::Null | Scalar::Any => Value::Null,
        Scalar::String | Scalar::Duration | Scalar::Binary | Scalar::Content | Scalar::Base64 => {
            json!("")
        }
        Scalar::DateTime => json!("2020-01-02T03:04:05Z"),
        Scalar::Date => json!("2020-01-02"),
        Scalar::Uuid => json!("01234567-89ab-cdef-0123-456789abcdef"),
        Scalar::Ipv4 => json!("127.0.0.1"),
        Scalar::Ipv6 => json!("::1"),
    }
}
