//! Schemas of one kind each.

use super::{types, types_and_reports};
use crate::diagnostic::Code;

#[test]
fn an_object_is_a_struct_in_document_order() {
    let found = types(
        "Pet:
  type: object
  required: [name, id]
  properties:
    id: {type: integer, format: int32, readOnly: true}
    name: {type: string, minLength: 1, maxLength: 9}
    type: {type: string, nullable: true}
    born: {type: string, format: date}
    weight: {type: number, default: 1.5}
    secret: {type: string, writeOnly: true}",
    );
    assert_eq!(
        found,
        [
            "struct Pet { id: i32 read-only, name: String with 2, r#type?: String|null, born?: Date, weight?: f64 = 1.5, \
         secret?: String write-only }"
        ]
    );
}

#[test]
fn an_object_without_properties_is_a_map() {
    let found = types(
        "Free: {type: object}
Counts: {type: object, additionalProperties: {type: integer}, minProperties: 1}
Closed: {type: object, additionalProperties: false}
Both: {type: object, properties: {extra: {type: string}}, additionalProperties: true}",
    );
    assert_eq!(
        found,
        [
            "type Free = Map<Any>",
            "type Counts = Map<i64> with 1",
            "struct Closed { closed }",
            "struct Both { extra?: String, ..extra_properties: Any }",
        ]
    );
}

#[test]
fn inline_types_follow_their_parents() {
    let found = types(
        "Zoo:
  type: object
  properties:
    keeper: {type: object, properties: {mood: {type: string, enum: [good, bad]}}}
    cages: {type: array, items: {type: object, properties: {size: {type: integer}}}}
Ant: {type: string}",
    );
    assert_eq!(
        found,
        [
            "struct Zoo { keeper?: ZooKeeper, cages?: [ZooCagesItem] }",
            "struct ZooKeeper { mood?: ZooKeeperMood }",
            "enum ZooKeeperMood: String { Good = \"good\", Bad = \"bad\", Unknown(_) }",
            "struct ZooCagesItem { size?: i64 }",
            "type Ant = String",
        ]
    );
}

#[test]
fn enumerations_are_open_and_their_names_valid() {
    let found = types(
        "Sort: {type: string, enum: ['', '+1', '-1', unknown, self, 1.0], x-enum-varnames: [None, Up, Down, Unknown, Me, One]}
Plain: {type: string, enum: ['+1', '-1', asc, ASC, '>='], nullable: true}
Level: {type: integer, format: int32, enum: [-1, 0, 10]}"
            .replace("1.0]", "'1.0']")
            .as_str(),
    );
    assert_eq!(
        found,
        [
            "enum Sort: String { None = \"\", Up = \"+1\", Down = \"-1\", Unknown = \"unknown\", Me = \"self\", One = \"1.0\", \
         UnknownValue(_) }",
            "enum Plain: String { Plus1 = \"+1\", Minus1 = \"-1\", AscLower = \"asc\", AscUpper = \"ASC\", GreaterEquals = \">=\", \
         Unknown(_) }",
            "enum Level: i32 { Minus1 = -1, V0 = 0, V10 = 10, Unknown(_) }",
        ]
    );
}

#[test]
fn references_keep_null_and_names() {
    let found = types(
        "Tag: {type: string, nullable: true}
Label: {$ref: '#/components/schemas/Tag'}
Pet: {type: object, properties: {tag: {$ref: '#/components/schemas/Tag'}, labels: {type: array, items: {$ref: '#/components/schemas/Label'}}}}
Deep: {type: object, properties: {tag: {$ref: '#/components/schemas/Pet/properties/labels'}}}",
    );
    assert_eq!(
        found,
        [
            "type Tag = String",
            "type Label = Tag",
            "struct Pet { tag?: Tag|null, labels?: [Label|null] }",
            "struct Deep { tag?: [Label|null] }",
        ]
    );
}

#[test]
fn names_that_generated_code_uses_are_avoided() {
    let found = types(
        "Error: {type: object, properties: {detail: {type: object, properties: {new: {type: string}}}}}
String: {type: string}",
    );
    assert_eq!(
        found,
        [
            "struct ErrorModel { detail?: ErrorDetail }",
            "struct ErrorDetail { new_?: String }",
            "type StringModel = String",
        ]
    );
}

#[test]
fn fields_with_the_same_name_get_different_ones() {
    let (found, reports) = types_and_reports(
        "A: {type: object, properties: {_id: {type: string}, id: {type: string}, '@id': {type: string}}}",
    );
    assert_eq!(
        found,
        ["struct A { underscore_id?: String, id?: String, at_id?: String }"]
    );
    assert!(
        reports.iter().all(|(code, _)| *code == Code::NameAdjusted),
        "{reports:?}"
    );
    assert_eq!(reports.len(), 2);
}

#[test]
fn only_the_edges_of_a_cycle_are_boxed() {
    let found = types(
        "Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}, all: {type: array, items: {$ref: '#/components/schemas/Tree'}}, leaf: {$ref: '#/components/schemas/Leaf'}}}
Leaf: {type: object, properties: {name: {type: string}}}
A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
B: {type: object, nullable: true, properties: {a: {$ref: '#/components/schemas/A'}}}
Forest: {type: array, items: {$ref: '#/components/schemas/Forest'}}",
    );
    assert_eq!(
        found,
        [
            "struct Tree { left?: Box<Tree>, all?: [Tree], leaf?: Leaf }",
            "struct Leaf { name?: String }",
            "struct A { b?: Box<B>|null }",
            "struct B { a?: Box<A> }",
            "union Forest { List([Forest]) }",
        ]
    );
}

/// Twelve members of 48 words, and one of 12, are beyond 384 words: the first five in the order of size are boxed, the small one is not.
#[test]
fn a_struct_of_many_structs_boxes_the_largest_until_it_is_small() {
    let members = |prefix: &str, ty: &str, count: usize| -> String {
        let members = (0..count).map(|number| format!("{prefix}{number}: {ty}"));
        members.collect::<Vec<_>>().join(", ")
    };
    let text = "{type: string}";
    let wide = "{$ref: '#/components/schemas/Wide'}";
    let found = types(&format!(
        "All: {{type: object, properties: {{slim: {{$ref: '#/components/schemas/Slim'}}, {}}}}}
Wide: {{type: object, properties: {{{}}}}}
Slim: {{type: object, properties: {{{}}}}}",
        members("wide", wide, 12),
        members("text", text, 12),
        members("text", text, 3),
    ));
    let all = found.first().unwrap();
    assert_eq!(all.matches("Box<Wide>").count(), 5, "{all}");
    assert_eq!(all.matches(": Wide").count(), 7, "{all}");
    assert!(all.contains("wide4?: Box<Wide>, wide5?: Wide"), "{all}");
    assert!(all.contains("slim?: Slim"), "{all}");
}

#[test]
fn defaults_are_checked_when_every_type_is_known() {
    let found = types(
        "A:
  type: object
  properties:
    first: {allOf: [{$ref: '#/components/schemas/Color'}], default: red}
    list: {type: array, items: {type: integer}, default: [1, 2]}
    at: {type: string, format: date, default: '2026-01-31'}
Color: {type: string, enum: [red]}",
    );
    assert_eq!(
        found,
        [
            "struct A { first?: Color = Red, list?: [i64] = [1, 2], at?: Date = 2026-01-31 }",
            "enum Color: String { Red = \"red\", Unknown(_) }",
        ]
    );
}

#[test]
fn adding_a_schema_renames_nothing() {
    let pet = "Pet: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}, kind: {type: string, enum: [a, A]}}}";
    let owner = "Keeper: {type: object, properties: {pets: {type: array, items: {type: object, properties: {id: {type: integer}}}}}}";
    let alone = types(pet);
    for both in [
        types(&format!("{pet}\n{owner}")),
        types(&format!("{owner}\n{pet}")),
    ] {
        assert!(
            alone.iter().all(|printed| both.contains(printed)),
            "{alone:?} in {both:?}"
        );
    }
}

#[test]
fn null_is_a_type_but_not_an_alternative() {
    let found = types(
        "Nothing: {nullable: true, enum: [null]}
Some: {type: object, properties: {a: {oneOf: [{type: string}, {nullable: true, enum: [null]}]}, b: {oneOf: [{type: integer, nullable: true}, {type: boolean}]}}}",
    );
    assert_eq!(
        found,
        [
            "type Nothing = Null",
            "struct SomeModel { a?: String|null, b?: SomeB|null }",
            "union SomeB one { Integer(i64), Boolean(Bool) }",
        ]
    );
}
