//! Properties of one value.

use super::{types, types_and_reports};
use crate::diagnostic::Code;

#[test]
fn a_required_property_with_one_value_is_a_constant() {
    let found = types(
        "Account:
  type: object
  required: [object, live, version, id]
  properties:
    object: {type: string, enum: [account], description: Always the same.}
    live: {type: boolean, enum: [true]}
    version: {type: integer, enum: [-2]}
    kind: {$ref: '#/components/schemas/Kind'}
    id: {type: string}
Kind: {type: string, enum: [only]}
Kinded: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}}}",
    );
    assert_eq!(
        found,
        [
            "struct Account { const object = \"account\", const live = true, const version = -2, kind?: Kind, id: String }",
            "enum Kind: String { Only = \"only\", Unknown(_) }",
            "struct Kinded { const kind = \"only\" }",
        ]
    );
}

#[test]
fn optional_nullable_and_one_way_properties_stay_fields() {
    let found = types(
        "A:
  type: object
  required: [b, c, d, e]
  properties:
    a: {type: string, enum: [x]}
    b: {type: string, enum: [x], nullable: true}
    c: {type: string, enum: [x], readOnly: true}
    d: {type: number, enum: [1]}
    e: {type: string, enum: [x, y]}",
    );
    assert!(!found[0].contains("const"), "{found:?}");
}

#[test]
fn merged_descriptions_must_agree() {
    let (found, reports) = types_and_reports(
        "Base: {type: object, required: [kind], properties: {kind: {type: string, enum: [a]}}}
Same: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {kind: {type: string, enum: [a]}}}]}
Other: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {kind: {type: string, enum: [b]}}}]}",
    );
    assert_eq!(found[0], "struct Base { const kind = \"a\" }");
    let same = "struct Same { const kind = \"a\" }".to_owned();
    assert!(found.contains(&same), "{found:?}");
    let other = |one: &String| one.starts_with("struct Other { kind: ");
    assert!(found.iter().any(other), "{found:?}");
    let at = "/components/schemas/Other/allOf/1/properties/kind/enum".to_owned();
    assert_eq!(reports, [(Code::NotChecked, at)]);
}

#[test]
fn objects_with_rules_and_forms_with_files_keep_constant_fields() {
    let (found, _) = types_and_reports(
        "Failure:
  type: object
  x-error: {code: code}
  required: [code]
  properties: {code: {type: string, enum: [E1]}}
Upload:
  type: object
  required: [kind, file]
  properties: {kind: {type: string, enum: [a]}, file: {type: string, format: binary}}",
    );
    assert!(!found.iter().any(|one| one.contains("const")), "{found:?}");
}

#[test]
fn an_alternative_without_a_mapping_is_tagged_by_its_value() {
    let found = types(
        "Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: type}
Cat: {type: object, required: [type], properties: {type: {type: string, enum: [cat]}}}
Dog: {type: object, required: [type], properties: {type: {type: string}}}",
    );
    assert_eq!(
        found[0],
        "union Pet by type, else Unknown { Cat[cat](Cat), Dog[Dog](Dog) }"
    );
}

#[test]
fn a_default_must_contain_the_constants() {
    let (_, reports) = types_and_reports(
        "A: {type: object, required: [kind], properties: {kind: {type: string, enum: [a]}}}
B:
  type: object
  properties:
    good: {allOf: [{$ref: '#/components/schemas/A'}], default: {kind: a}}
    bad: {allOf: [{$ref: '#/components/schemas/A'}], default: {kind: b}}",
    );
    let places: Vec<&str> = reports.iter().map(|(_, at)| at.as_str()).collect();
    assert_eq!(
        places,
        ["/components/schemas/B/properties/bad/default"],
        "{reports:?}"
    );
    assert_eq!(reports[0].0, Code::ValueMismatch);
}
