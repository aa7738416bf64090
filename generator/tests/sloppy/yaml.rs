//! YAML that breaks YAML 1.2 and that libyaml reads: lenient reading reads it the same way and warns, strict reading rejects it.

use bindwright::diagnostic::{Colour, Severity, render};
use bindwright::ir::TypeKind;
use bindwright::load::Strictness;

use crate::support::read;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n";

/// Ways of writing that libyaml accepts, each as the value of `x-a`.
const LOOSE: [&str; 12] = [
    "x-a:\n    b: {\n      c: 1\n  }\n",
    "x-a:\n    b: [\n  1,\n 2\n ]\n",
    "x-a: [\n1,\n2\n]\n",
    "x-a: 'one\ntwo'\n",
    "x-a:\n  b: \"one\n\n  two: three\"\n",
    "x-a: 'one'# comment\n",
    "x-a: [1, 2]# comment\n",
    "x-a: {b: 1}# comment\n",
    "x-a: [# comment\n 1]\n",
    "x-a: |# comment\n  one\n",
    "x-a:\t1\n",
    "x-a: 'one\n\ttwo'\n",
];

#[test]
fn what_libyaml_accepts_is_read_with_one_warning() {
    for text in LOOSE {
        let spec = format!("{HEAD}{text}");
        let (diagnostics, api) = read(&spec, Strictness::Lenient);
        let reports: Vec<_> = diagnostics
            .iter()
            .map(|report| (report.severity(), report.code().number()))
            .collect();
        assert_eq!(reports, [(Severity::Warning, "BW0111")], "{text}");
        assert!(api.is_some(), "{text}");
        let (diagnostics, api) = read(&spec, Strictness::Strict);
        assert!(diagnostics.has_errors() && api.is_none(), "{text}");
    }
}

#[test]
fn what_libyaml_rejects_is_an_error_in_the_words_of_yaml_1_2() {
    for text in [
        "x-a: [1\n",
        "x-a:\n\tb: 1\n",
        "x-a:\n  b: one\n  two\n",
        "x-a: {b: 1\n}\nx-b: 'c\n",
        "x-a: a: b\n",
        "x-a: *nothing\n",
    ] {
        let (diagnostics, api) = read(&format!("{HEAD}{text}"), Strictness::Lenient);
        assert!(api.is_none(), "{text}");
        let codes: Vec<_> = diagnostics
            .iter()
            .map(|report| (report.severity(), report.code().number()))
            .collect();
        assert_eq!(codes, [(Severity::Error, "BW0111")], "{text}");
    }
}

#[test]
fn tags_equal_keys_and_aliases_are_checked_in_loose_text_too() {
    for (text, code) in [
        ("x-a: 'b\nc'\nx-d: !include 5\n", "BW0108"),
        ("x-a: 'b\nc'\nx-d: 1\nx-d: 2\n", "BW0112"),
        ("x-a: 'b\nc'\n---\nx-d: 1\n", "BW0107"),
        ("x-a: 'b\nc'\nx-d: .nan\n", "BW0114"),
        ("x-a: 'b\nc'\nx-d: &e [*e]\n", "BW0110"),
    ] {
        let (diagnostics, api) = read(&format!("{HEAD}{text}"), Strictness::Lenient);
        let errors: Vec<_> = diagnostics
            .iter()
            .filter(|report| report.severity() == Severity::Error)
            .map(|report| report.code().number())
            .collect();
        assert!(
            errors.contains(&code) && api.is_none(),
            "{text}: {errors:?}"
        );
    }
}

#[test]
fn tags_of_the_core_schema_say_what_a_value_is() {
    let text = "components: !!map\n  schemas:\n    A: {type: integer, minimum: !!int '3', title: !!str 7, enum: !!seq [3, 4]}\n";
    for head in [HEAD.to_owned(), format!("%YAML 1.1\n---\n{HEAD}")] {
        let (diagnostics, api) = read(&format!("{head}{text}"), Strictness::Lenient);
        let warnings = diagnostics.iter().map(|report| report.code().number());
        assert!(warnings.into_iter().all(|code| code == "BW0108"));
        assert_eq!(api.unwrap().types.len(), 1);
        let (_, api) = read(&format!("{head}{text}"), Strictness::Strict);
        assert!(api.is_none());
    }
}

#[test]
fn places_in_loose_text_are_those_of_the_file() {
    let text = "components:\n  schemas:\n    A:\n      description: 'é\n      è'\n      type: object\n      maxLength: no\n";
    let (diagnostics, _) = read(&format!("{HEAD}{text}"), Strictness::Lenient);
    let rendered = render(&diagnostics, Colour::Never);
    assert!(
        rendered.contains("10 |       maxLength: no\n   |                  ^^"),
        "{rendered}"
    );
}

#[test]
fn merge_keys_are_followed() {
    let text = "components:\n  schemas:\n    A: &a {type: object, properties: {b: &b {type: string, maxLength: 3}}}\n    C: {<<: *a, description: d}\n    D: {type: object, properties: {e: {<<: [*b], maxLength: 5}}}\n";
    let (diagnostics, api) = read(&format!("{HEAD}{text}"), Strictness::Lenient);
    let reports: Vec<_> = diagnostics
        .iter()
        .map(|report| report.code().number())
        .collect();
    assert_eq!(reports, ["BW0109", "BW0109"]);
    let api = api.unwrap();
    let fields: Vec<_> = api
        .types
        .iter()
        .filter_map(|ty| match &ty.kind {
            TypeKind::Struct(owner) => owner.fields.first(),
            _ => None,
        })
        .map(|field| format!("{} {:?}", field.wire, field.constraints.own))
        .collect();
    assert_eq!(
        fields,
        ["b [MaxLength(3)]", "b [MaxLength(3)]", "e [MaxLength(5)]"]
    );
    let (_, api) = read(&format!("{HEAD}{text}"), Strictness::Strict);
    assert!(api.is_none());
}
