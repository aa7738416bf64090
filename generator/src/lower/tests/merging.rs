//! `allOf`.

use super::{types, types_and_reports};
use crate::diagnostic::Code;

#[test]
fn members_become_one_struct() {
    let found = types(
        "Cat:
  allOf:
    - $ref: '#/components/schemas/Pet'
    - type: object
      required: [tag]
      properties: {lives: {type: integer}, toy: {type: object, properties: {name: {type: string}}}}
  properties: {own: {type: boolean}}
Pet: {type: object, required: [name], properties: {name: {type: string}, tag: {type: string}}}",
    );
    assert_eq!(
        found,
        [
            "struct Cat { name: String, tag: String, lives?: i64, toy?: CatToy, own?: Bool }",
            "struct CatToy { name?: String }",
            "struct Pet { name: String, tag?: String }",
        ]
    );
}

#[test]
fn a_wrapper_around_one_reference_is_that_type() {
    let found = types(
        "Pet: {type: object, properties: {name: {type: string}}}
Owner: {type: object, properties: {pet: {allOf: [{$ref: '#/components/schemas/Pet'}], nullable: true, description: The pet.}}}
Alias: {oneOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
    assert_eq!(
        found,
        [
            "struct Pet { name?: String }",
            "struct Owner { pet?: Pet|null }",
            "type Alias = Pet",
        ]
    );
}

#[test]
fn scalars_are_merged_too() {
    let found = types("Short: {allOf: [{type: string, minLength: 1}, {maxLength: 3}]}");
    assert_eq!(found, ["type Short = String with 2"]);
}

#[test]
fn a_repeated_property_has_the_most_specific_type() {
    let found = types(
        "Base: {type: object, properties: {kind: {type: string}, meta: {type: object}}}
Child: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {kind: {type: string, enum: [child]}}}]}",
    );
    assert_eq!(
        found,
        [
            "struct Base { kind?: String, meta?: Map<Any> }",
            "struct Child { kind?: ChildKind, meta?: Map<Any> }",
            "enum ChildKind: String { Child = \"child\", Unknown(_) }",
        ]
    );
}

#[test]
fn contradictions_are_rejected() {
    let (_, reports) = types_and_reports(
        "A: {allOf: [{type: string}, {type: integer}]}
B: {allOf: [{type: object, properties: {x: {type: string}}}, {type: object, properties: {x: {type: integer}}}]}
C: {allOf: [{$ref: '#/components/schemas/D'}]}
D: {allOf: [{$ref: '#/components/schemas/C'}, {type: object, properties: {x: {type: string}}}]}",
    );
    let at = |code: Code| {
        reports
            .iter()
            .filter(|(found, _)| *found == code)
            .map(|(_, at)| at.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        at(Code::ConflictingSchemas),
        [
            "/components/schemas/A/allOf/1",
            "/components/schemas/B/allOf/1/properties/x",
        ]
    );
    assert!(!at(Code::CyclicReference).is_empty(), "{reports:?}");
}
