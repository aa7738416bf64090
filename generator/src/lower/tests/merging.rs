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

#[test]
fn a_property_described_twice_is_one_type() {
    let found = types(
        "Issue:
  allOf:
    - type: object
      properties: {user: {type: object, properties: {login: {type: string}, id: {type: integer}}}}
    - type: object
      properties: {user: {type: object, properties: {login: {type: string}}}}
Named:
  allOf: [{$ref: '#/components/schemas/Issue'}]
  properties: {user: {properties: {name: {type: string}}}}
More: {allOf: [{$ref: '#/components/schemas/Named'}, {description: The same.}, {required: [user]}]}",
    );
    assert_eq!(
        found,
        [
            "struct Issue { user?: IssueUser }",
            "struct IssueUser { login?: String, id?: i64 }",
            "struct Named { user?: NamedUser }",
            "struct NamedUser { login?: String, id?: i64, name?: String }",
            "struct More { user: NamedUser }",
        ]
    );
}

#[test]
fn a_reference_is_not_copied_for_a_description_that_adds_nothing() {
    let found = types(
        "Owner: {type: object, required: [id], properties: {id: {type: string}, pet: {$ref: '#/components/schemas/Owner'}}}
Base: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}
One: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {owner: {type: object, description: Far away.}}}
Two: {allOf: [{properties: {owner: {properties: {id: {type: string}, pet: {type: object}}}}}, {$ref: '#/components/schemas/Base'}]}",
    );
    assert!(
        found.contains(&"struct One { owner?: Owner }".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"struct Two { owner?: Owner }".to_owned()),
        "{found:?}"
    );
}

#[test]
fn what_is_nearer_decides_at_every_level() {
    let (found, reports) = types_and_reports(
        "A: {type: object, required: [kind], properties: {kind: {type: string, enum: [a, b]}, value: {type: string}}}
B: {allOf: [{$ref: '#/components/schemas/A'}], properties: {kind: {enum: [b]}, value: {type: integer}}}
C: {allOf: [{$ref: '#/components/schemas/B'}], properties: {more: {type: boolean}}}",
    );
    assert!(
        found.contains(&"struct C { kind: BKind, value?: i64, more?: Bool }".to_owned()),
        "{found:?}"
    );
    let at = "/components/schemas/B/properties/value".to_owned();
    assert_eq!(reports, [(Code::ConflictingSchemas, at)]);
}

#[test]
fn annotations_of_members_and_redescriptions_count() {
    let found = types(
        "Id: {type: string}
Car:
  type: object
  required: [key]
  properties:
    key: {allOf: [{$ref: '#/components/schemas/Id'}, {readOnly: true}]}
    color: {allOf: [{type: string, default: red}, {default: blue}]}
    size: {allOf: [{default: 3}, {$ref: '#/components/schemas/Size'}]}
    note: {type: string}
Size: {type: integer, default: 7}
Bus: {allOf: [{$ref: '#/components/schemas/Car'}], properties: {note: {nullable: true, default: none}, color: {readOnly: true}}}",
    );
    assert_eq!(
        found,
        [
            "type Id = String",
            "struct Car { key: Id read-only, color?: String = \"blue\", size?: Size = 3, note?: String }",
            "type Size = i64",
            "struct Bus { key: Id read-only, color?: String = \"blue\" read-only, size?: Size = 3, note?: String|null = \"none\" }",
        ]
    );
}

#[test]
fn a_subtype_takes_the_properties_of_a_base_that_lists_it() {
    let found = types(
        "Animal:
  type: object
  properties: {genus: {type: string}}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Pets'}]
Pets: {oneOf: [{$ref: '#/components/schemas/Dog'}]}
Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, required: [color], properties: {color: {type: string}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, required: [breed], properties: {breed: {type: string}}}]}",
    );
    assert_eq!(
        found,
        [
            "union Animal one { Cat(Cat), Pets(Pets) }",
            "type Pets = Dog",
            "struct Cat { genus?: String, color: String }",
            "struct Dog { genus?: String, breed: String }",
        ]
    );
}
