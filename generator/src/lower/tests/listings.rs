//! Alternatives that list values, and what is said of single values.

use super::{lowered, types};
use crate::ir::{RustName, TypeKind};

#[test]
fn alternatives_of_one_value_each_are_one_enumeration() {
    let found = types(
        "Kind:
  type: integer
  format: int32
  oneOf:
    - {title: ACTION_ROW, description: Holds others., enum: [1]}
    - {title: BUTTON, enum: [2]}
    - {enum: [3, 4]}
Row: {type: object, properties: {kind: {enum: [1], allOf: [{$ref: '#/components/schemas/Kind'}]}}}",
    );
    assert_eq!(
        found,
        [
            "enum Kind: i32 { ActionRow = 1, Button = 2, V3 = 3, V4 = 4, Unknown(_) }",
            "struct Row { kind?: RowKind }",
            "enum RowKind: i32 { ActionRow = 1, Unknown(_) }",
        ]
    );
}

#[test]
fn references_to_values_are_values_and_null_is_nullable() {
    let found = types(
        "Red: {type: string, enum: [red], title: Crimson}
Warm: {oneOf: [{$ref: '#/components/schemas/Red'}, {type: string, enum: [orange]}]}
Any:
  anyOf: [{$ref: '#/components/schemas/Warm'}, {type: string, enum: [blue]}, {type: string, nullable: true, enum: [null]}]
Paint: {type: object, properties: {any: {$ref: '#/components/schemas/Any'}}}",
    );
    assert_eq!(
        found,
        [
            "enum Red: String { Red = \"red\", Unknown(_) }",
            "enum Warm: String { Crimson = \"red\", Orange = \"orange\", Unknown(_) }",
            "enum Any: String { Crimson = \"red\", Orange = \"orange\", Blue = \"blue\", Unknown(_) }",
            "struct Paint { any?: Any|null }",
        ]
    );
}

#[test]
fn a_plain_string_beside_the_values_allows_every_string() {
    let found = types(
        "Model: {anyOf: [{type: string}, {type: string, enum: [small, large]}], default: huge}
Listed: {type: string, enum: [a]}
Open: {anyOf: [{$ref: '#/components/schemas/Listed'}, {type: string}]}
Chosen: {type: object, properties: {model: {anyOf: [{type: string}, {$ref: '#/components/schemas/Model'}]}}}
Address: {anyOf: [{type: string, maxLength: 9}, {type: string, enum: ['']}]}",
    );
    assert_eq!(
        found,
        [
            "enum Model: String { Small = \"small\", Large = \"large\", Unknown(any) }",
            "enum Listed: String { A = \"a\", Unknown(_) }",
            "enum Open: String { A = \"a\", Unknown(any) }",
            "struct Chosen { model?: Model }",
            "type Address = String with 1",
        ]
    );
}

#[test]
fn values_of_different_types_stay_alternatives() {
    let found = types("Mixed: {oneOf: [{type: string, enum: [auto]}, {type: integer, enum: [1]}]}");
    assert_eq!(
        found.first().map(String::as_str),
        Some("union Mixed one { Auto(MixedAuto), V1(Mixed1) }")
    );
}

#[test]
fn extensions_name_and_describe_values() {
    let (api, reports) = lowered(
        "paths: {}
components:
  schemas:
    Level:
      type: integer
      enum: [1, 2, 3]
      x-enumNames: [Low, Mid, High]
      x-enum-descriptions: [Quiet., '', Loud.]
      x-enum-deprecated: [Mid]
    Colour:
      type: string
      enum: [r, g]
      x-enum-varnames: {r: Red, g: Green}
      x-ms-enum: {name: Colour, values: [{value: r, description: Like blood.}]}
",
    );
    assert_eq!(reports, []);
    let said: Vec<(String, Option<String>, bool)> = api
        .types
        .iter()
        .filter_map(|one| match &one.kind {
            TypeKind::Enumeration(data) => Some(data),
            TypeKind::Struct(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(..)
            | TypeKind::Foreign(_) => None,
        })
        .flat_map(|data| &data.variants)
        .map(|one| {
            let docs = one.docs.clone();
            let name = one.name.as_str().to_owned();
            (name, docs.description, docs.deprecated.is_some())
        })
        .collect();
    let expected = [
        ("Low", Some("Quiet."), false),
        ("Mid", None, true),
        ("High", Some("Loud."), false),
        ("Red", Some("Like blood."), false),
        ("Green", None, false),
    ];
    let expected = expected
        .map(|(name, text, deprecated)| (name.to_owned(), text.map(str::to_owned), deprecated));
    assert_eq!(said, expected);
}
