//! The types of an API by their place in the document, as Rust that the driver compiles.

use std::collections::{BTreeMap, BTreeSet};

use bindwright::analysis::analyze;
use bindwright::ir::{Api, Body, Float, Integer, Scalar, Type, TypeDef, TypeKind};

use crate::document::Document;

/// A type that values can be decoded with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Where its schema is.
    pub(crate) pointer: String,
    /// The type, as the driver writes it.
    pub(crate) rust: String,
    /// The type of the member that has the schema, if it is another: that of a nullable enumeration is nullable.
    pub(crate) of_member: Option<String>,
    /// Whether its values have limits to check.
    pub(crate) is_checked: bool,
    /// Whether requests contain it, so that a server checks its values.
    pub(crate) is_sent: bool,
    /// Whether it is a type with a name of its own, which is worth samples.
    pub(crate) is_named: bool,
}

/// Every type with a known place: named types, the properties of structs, parameters.
pub(crate) fn places(api: &Api, document: &Document) -> BTreeMap<String, Place> {
    let (checked, sent) = (analyze(api).checked, sent(api));
    let mut places = BTreeMap::new();
    let mut add = |pointer: &str, ty: &Type, is_named: bool| {
        let Some(rust) = rust(api, ty) else { return };
        let pointer = document.own(pointer);
        let has_schema = document.at(&pointer).is_some();
        let place = Place {
            of_member: None,
            pointer: pointer.clone(),
            rust,
            is_checked: checked.reaches(ty),
            is_sent: ty.named().is_none_or(|id| sent.contains(&id.0)),
            is_named: is_named && has_schema,
        };
        let known: &mut Place = places.entry(pointer).or_insert_with(|| place.clone());
        if known.rust != place.rust {
            known.of_member = Some(place.rust);
        }
    };
    for (index, def) in api.types.iter().enumerate() {
        let ty = Type::Named(bindwright::ir::TypeId(index));
        let is_whole = !has_limits_elsewhere(api, &ty, MAX_ALIASES)
            && !is_completed(document, &document.own(&def.origin.pointer));
        add(&def.origin.pointer, &ty, is_whole);
    }
    let structs = api.types.iter().filter_map(|def| def.kind.as_struct());
    for field in structs.flat_map(|data| &data.fields) {
        add(&field.origin.pointer, &field.ty, false);
    }
    for parameter in api.operations.iter().flat_map(|one| &one.parameters) {
        add(&parameter.origin.pointer, &parameter.ty, false);
    }
    places
}

/// How many aliases are followed.
const MAX_ALIASES: usize = 16;

/// Whether a type is an alias with limits, or of one: they are checked where the alias is used.
fn has_limits_elsewhere(api: &Api, ty: &Type, left: usize) -> bool {
    match ty {
        Type::Scalar(_) => false,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            has_limits_elsewhere(api, inner, left)
        }
        Type::Named(id) => match api.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Alias(inner, limits)) if left > 0 => {
                !limits.is_empty() || has_limits_elsewhere(api, inner, left - 1)
            }
            _ => false,
        },
    }
}

/// Whether a schema is an alternative beside which the schema with the list says more, which the type contains as well.
fn is_completed(document: &Document, pointer: &str) -> bool {
    let list = pointer.rsplit_once('/').map(|(list, _)| list);
    let schema = list.and_then(|list| {
        let schema = list.strip_suffix("/oneOf");
        schema.or_else(|| list.strip_suffix("/anyOf"))
    });
    let is_member = schema.is_some_and(|pointer| {
        let member = pointer.rsplit_once('/').map(|(list, _)| list);
        member.is_some_and(|list| list.ends_with("/allOf"))
    });
    let beside = ["properties", "required", "allOf", "additionalProperties"];
    let schema = schema.and_then(|pointer| document.at(pointer));
    is_member || schema.is_some_and(|schema| beside.iter().any(|key| schema.get(key).is_some()))
}

/// The types inside requests.
fn sent(api: &Api) -> BTreeSet<usize> {
    let operations = api.operations.iter();
    let mut waiting: Vec<&Type> = operations
        .flat_map(|one| {
            let payloads = one.body.iter().flat_map(Body::payloads);
            let parameters = one.parameters.iter().map(|parameter| &parameter.ty);
            parameters.chain(payloads.map(|payload| &payload.ty))
        })
        .collect();
    let mut sent = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        if let Some(id) = ty.named().filter(|id| sent.insert(id.0)) {
            waiting.extend(api.get(id).into_iter().flat_map(TypeDef::parts));
        }
    }
    sent
}

/// A type as the driver writes it.
fn rust(api: &Api, ty: &Type) -> Option<String> {
    let inside = |wrapper: &str, inner: &Type| Some(format!("{wrapper}<{}>", rust(api, inner)?));
    match ty {
        Type::Scalar(scalar) => Some(self::scalar(*scalar).to_owned()),
        Type::List(item) => inside("Vec", item),
        Type::Map(value) => inside("runtime::Map", value),
        Type::Nullable(inner) => inside("runtime::Nullable", inner),
        Type::Boxed(inner) => inside("Box", inner),
        Type::Named(id) => Some(format!("sdk::types::{}", api.get(*id)?.name)),
    }
}

fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "bool",
        Scalar::Integer(Integer::I8) => "i8",
        Scalar::Integer(Integer::I16) => "i16",
        Scalar::Integer(Integer::I32) => "i32",
        Scalar::Integer(Integer::I64) => "i64",
        Scalar::Integer(Integer::U8) => "u8",
        Scalar::Integer(Integer::U16) => "u16",
        Scalar::Integer(Integer::U32) => "u32",
        Scalar::Integer(Integer::U64) => "u64",
        Scalar::Float(Float::F32) => "f32",
        Scalar::Float(Float::F64) => "f64",
        Scalar::String | Scalar::Duration | Scalar::Binary | Scalar::Content => "String",
        Scalar::Base64 => "runtime::Base64",
        Scalar::Any => "runtime::Value",
        Scalar::Null => "()",
        Scalar::DateTime => "runtime::Exact<runtime::jiff::Timestamp>",
        Scalar::Date => "runtime::Exact<runtime::jiff::civil::Date>",
        Scalar::Uuid => "runtime::uuid::Uuid",
        Scalar::Ipv4 => "std::net::Ipv4Addr",
        Scalar::Ipv6 => "std::net::Ipv6Addr",
        Scalar::Number => "runtime::Number",
    }
}
