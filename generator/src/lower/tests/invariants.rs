//! Random schemas: whatever they say, lowering ends, names are distinct and every id resolves.

use foldhash::HashSet;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Extra, RustName, Type, TypeKind};
use crate::load::{LoadOptions, load_text};

fn reference() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        "A",
        "B",
        "c",
        "A/properties/a",
        "B/items",
        "c/oneOf/0",
        "A/allOf/1",
        "missing",
    ])
    .prop_map(|target| json!({"$ref": format!("#/components/schemas/{target}")}))
}

fn scalar() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!({"type": "string"}),
        json!({"type": "string", "nullable": true, "minLength": 2, "default": "x"}),
        json!({"type": "string", "enum": ["a", "A", "b-c"]}),
        json!({"type": "integer", "format": "int32", "minimum": -3, "default": 7}),
        json!({"type": "number", "maximum": 0.5, "exclusiveMaximum": true}),
        json!({"type": "boolean"}),
        json!({"nullable": true, "enum": [null]}),
        json!({}),
    ])
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![reference(), scalar()];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..3);
        let key = prop::sample::select(vec!["a", "A", "_a", "type", "a b", "item"]);
        let properties = prop::collection::btree_map(key, inner.clone(), 0..3);
        prop_oneof![
            inner
                .clone()
                .prop_map(|items| json!({"type": "array", "items": items, "uniqueItems": true})),
            inner
                .clone()
                .prop_map(|values| json!({"type": "object", "additionalProperties": values})),
            properties.clone().prop_map(
                |properties| json!({"type": "object", "properties": properties, "required": ["a"]})
            ),
            (properties.clone(), list.clone())
                .prop_map(|(own, all)| json!({"properties": own, "allOf": all})),
            (
                properties,
                list.clone(),
                prop::sample::select(vec!["oneOf", "anyOf"])
            )
                .prop_map(|(own, any, key)| {
                    let mut schema = Map::new();
                    if !own.is_empty() {
                        schema.insert("properties".to_owned(), json!(own));
                    }
                    schema.insert(key.to_owned(), Value::Array(any));
                    Value::Object(schema)
                }),
            list.prop_map(|any| json!({"oneOf": any, "discriminator": {"propertyName": "a"}})),
        ]
    })
}

fn named(ty: &Type, found: &mut Vec<usize>) {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            named(inner, found)
        }
        Type::Named(id) => found.push(id.0),
        Type::Scalar(_) => {}
    }
}

/// The types that a value holds in place.
fn parts(kind: &TypeKind) -> Vec<&Type> {
    match kind {
        TypeKind::Struct(described) => described.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(union) => union
            .alternatives
            .iter()
            .map(|alternative| &alternative.ty)
            .collect(),
        TypeKind::Alias(aliased, _) => vec![aliased],
        TypeKind::Enumeration(_) | TypeKind::Foreign(_) => Vec::new(),
    }
}

/// The types of the properties without a name.
fn extra(kind: &TypeKind) -> Option<&Type> {
    match kind {
        TypeKind::Struct(described) => match &described.extra {
            Extra::Kept(_, values, _) => Some(values),
            Extra::Ignored | Extra::Closed => None,
        },
        TypeKind::Union(_)
        | TypeKind::Alias(..)
        | TypeKind::Enumeration(_)
        | TypeKind::Foreign(_) => None,
    }
}

/// The types that a type holds without a pointer in between.
fn by_value(ty: &Type) -> Option<usize> {
    match ty {
        Type::Nullable(inner) => by_value(inner),
        Type::Named(id) => Some(id.0),
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => None,
    }
}

fn has_finite_size(api: &Api) -> bool {
    let edges: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|definition| {
            parts(&definition.kind)
                .into_iter()
                .filter_map(by_value)
                .collect()
        })
        .collect();
    let components = crate::lower::graph::components(&edges);
    let closing = |(from, targets): (usize, &Vec<usize>)| {
        targets.iter().any(|to| components[from] == components[*to])
    };
    !edges.iter().enumerate().any(closing)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_schemas_lower(a in schema(), b in schema(), c in schema()) {
        let text = json!({
            "openapi": "3.0.3",
            "info": {"title": "Random", "version": "1"},
            "paths": {"/x": {"get": {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": a.clone()}}}}}}},
            "components": {"schemas": {"A": a, "B": b, "c": c}}
        }).to_string();
        let mut diagnostics = Diagnostics::new();
        let Some(document) = load_text("random.json", text.as_bytes(), &LoadOptions::default(), &mut diagnostics) else { return Ok(()) };
        let api = crate::lower::lower(&document, &crate::lower::LowerOptions::default(), &mut diagnostics);
        let names: HashSet<&str> = api.types.iter().map(|definition| definition.name.as_str()).collect();
        prop_assert_eq!(names.len(), api.types.len(), "{}", text);
        for definition in &api.types {
            let mut ids = Vec::new();
            parts(&definition.kind).into_iter().chain(extra(&definition.kind)).for_each(|ty| named(ty, &mut ids));
            prop_assert!(ids.iter().all(|id| *id < api.types.len()));
            if let TypeKind::Struct(described) = &definition.kind {
                let fields: HashSet<&str> = described.fields.iter().map(|field| field.name.as_str()).collect();
                prop_assert_eq!(fields.len(), described.fields.len());
            }
        }
        prop_assert!(has_finite_size(&api), "{}", text);
    }
}
