//! `oneOf`, `anyOf`, `discriminator`.

use super::{types, types_and_reports};
use crate::diagnostic::Code;

const CAT_AND_DOG: &str = "
Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}, tricks: {type: integer}}}";

#[test]
fn tags_are_from_the_mapping_or_the_name() {
    let found = types(&format!(
        "Pet:
  oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}]
  discriminator: {{propertyName: kind, mapping: {{cat: '#/components/schemas/Cat', tom: Cat}}}}{CAT_AND_DOG}"
    ));
    assert_eq!(
        found[0],
        "union Pet by kind, else Unknown { Cat[cat|tom](Cat), Dog[Dog](Dog) }"
    );
}

#[test]
fn the_values_of_a_tag_property_are_tags_if_they_are_of_one_alternative() {
    let found = types(
        "Filter:
  oneOf: [{$ref: '#/components/schemas/Comparison'}, {$ref: '#/components/schemas/Compound'}]
  discriminator: {propertyName: type, mapping: {and: '#/components/schemas/Compound'}}
Comparison: {type: object, required: [type], properties: {type: {type: string, enum: [eq, ne, and]}}}
Compound: {type: object, required: [type], properties: {type: {type: string, enum: [and, or]}}}",
    );
    assert_eq!(
        found[0],
        "union Filter by type, else Unknown { Comparison[eq|ne](Comparison), Compound[and](Compound) }"
    );
    let found = types(
        "Filter:
  oneOf: [{$ref: '#/components/schemas/Comparison'}, {$ref: '#/components/schemas/Compound'}]
  discriminator: {propertyName: type}
Comparison: {type: object, required: [type], properties: {type: {type: string, enum: [one, two]}}}
Compound: {type: object, required: [type], properties: {type: {type: string, enum: [one, two]}}}",
    );
    assert_eq!(
        found[0],
        "union Filter by type, else Unknown { Comparison[Comparison](Comparison), Compound[Compound](Compound) }"
    );
}

#[test]
fn an_alternative_with_alternatives_has_their_tags() {
    let found = types(
        "Input:
  oneOf: [{$ref: '#/components/schemas/Item'}, {$ref: '#/components/schemas/Link'}]
  discriminator: {propertyName: type}
Item: {oneOf: [{$ref: '#/components/schemas/Call'}, {$ref: '#/components/schemas/Reply'}], discriminator: {propertyName: type}}
Call: {type: object, required: [type], properties: {type: {type: string, enum: [call]}, name: {type: string}}}
Reply: {type: object, required: [type], properties: {type: {type: string, enum: [reply]}, text: {type: string}}}
Link: {type: object, required: [type], properties: {type: {type: string, enum: [link]}, url: {type: string}}}",
    );
    assert_eq!(
        found[0],
        "union Input by type, else Unknown { Item[call|reply](Item), Link[link](Link) }"
    );
}

#[test]
fn a_base_with_discriminator_is_a_union_of_its_subtypes() {
    let found = types(
        "Pet: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
Owner: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}",
    );
    assert_eq!(
        found,
        [
            "union Pet by kind, else Unknown { Cat[Cat](Cat) }",
            "struct Cat { kind: String, lives?: i64 }",
            "struct Owner { pet?: Pet }",
        ]
    );
}

#[test]
fn nameless_alternatives_are_called_by_kind_title_or_property() {
    let found = types(
        "Value:
  oneOf:
    - {type: integer}
    - {type: array, items: {type: string}}
    - {type: object, title: Small dog, required: [bark], properties: {bark: {type: boolean}}}
    - {type: object, required: [purr], properties: {purr: {type: boolean}}}",
    );
    assert_eq!(
        found,
        [
            "union ValueModel one { Integer(i64), StringList([String]), SmallDog(ValueSmallDog), Purr(ValuePurr) }",
            "struct ValueSmallDog { bark: Bool }",
            "struct ValuePurr { purr: Bool }",
        ]
    );
}

#[test]
fn properties_beside_the_alternatives_belong_to_each() {
    let found = types(
        "Event:
  type: object
  required: [id]
  properties: {id: {type: string}}
  oneOf:
    - {type: object, title: Started, required: [by], properties: {by: {type: string}}}
    - {$ref: '#/components/schemas/Ended'}
Ended: {type: object, required: [why], properties: {why: {type: string}}}",
    );
    assert_eq!(
        found,
        [
            "union Event one { Started(EventStarted), Ended(EventEnded) }",
            "struct EventStarted { id: String, by: String }",
            "struct EventEnded { id: String, why: String }",
            "struct Ended { why: String }",
        ]
    );
}

#[test]
fn overlapping_and_infinite_types_are_reported() {
    let (found, reports) = types_and_reports(
        "Number: {oneOf: [{type: number}, {type: integer}]}
Loop: {oneOf: [{$ref: '#/components/schemas/Loop'}, {type: string}]}
Endless: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Endless'}}}",
    );
    assert_eq!(found[2], "struct Endless { next: Box<Endless> }");
    let codes: Vec<Code> = reports.iter().map(|(code, _)| *code).collect();
    for code in [
        Code::OverlappingAlternatives,
        Code::EndlessAlternatives,
        Code::EndlessValue,
    ] {
        assert!(codes.contains(&code), "{code:?} in {reports:?}");
    }
}
