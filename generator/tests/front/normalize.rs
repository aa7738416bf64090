//! OpenAPI 3.1 and Swagger 2.0 in the form of 3.0, and reports that still point at what was written.

use bindwright::diagnostic::{Colour, Diagnostics, Pointer, render};
use bindwright::load::{Dialect, LoadOptions, load_text};
use serde_json::{Value, json};

fn text(schema: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n    B: {{type: string}}\n    A: {schema}\n"
    )
}

/// The schema `A` of a document as the later stages see it, and all reports.
fn raised(schema: &str) -> (Value, String) {
    let mut diagnostics = Diagnostics::new();
    let text = text(schema);
    let document = load_text(
        "api.yaml",
        text.as_bytes(),
        &LoadOptions::default(),
        &mut diagnostics,
    );
    let a = Pointer::root()
        .child("components")
        .child("schemas")
        .child("A");
    let value = document
        .as_ref()
        .and_then(|document| document.value(&a))
        .cloned();
    assert_eq!(
        document.map(|document| document.dialect()),
        Some(Dialect::V3_1)
    );
    (
        value.unwrap_or_default(),
        render(&diagnostics, Colour::Never),
    )
}

/// A schema without the keys under which raising keeps what 3.0 cannot say.
fn public(schema: Value) -> Value {
    let Value::Object(members) = schema else {
        return schema;
    };
    let public = |(name, _): &(String, Value)| !name.starts_with("x-bindwright-");
    Value::Object(members.into_iter().filter(public).collect())
}

#[test]
fn schemas_are_rewritten_as_3_0() {
    let reference = json!({"$ref": "#/components/schemas/B"});
    for (written, expected) in [
        (
            "{type: [string, 'null'], minLength: 1}",
            json!({"type": "string", "minLength": 1, "nullable": true}),
        ),
        ("{type: 'null'}", json!({"nullable": true, "enum": [null]})),
        ("{const: a}", json!({"type": "string", "enum": ["a"]})),
        (
            "{type: integer, exclusiveMinimum: 5}",
            json!({"type": "integer", "minimum": 5, "exclusiveMinimum": true}),
        ),
        (
            "{type: integer, exclusiveMinimum: 5, minimum: 6}",
            json!({"type": "integer", "minimum": 6}),
        ),
        (
            "{type: string, examples: [a, b]}",
            json!({"type": "string", "example": "a"}),
        ),
        (
            "{type: string, contentEncoding: base64}",
            json!({"type": "string", "format": "byte"}),
        ),
        ("{type: array}", json!({"type": "array"})),
        (
            "{type: array, items: true}",
            json!({"type": "array", "items": {}}),
        ),
        (
            "{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}",
            json!({"nullable": true, "allOf": [reference]}),
        ),
        (
            "{title: T, anyOf: [{type: integer, exclusiveMaximum: 9}, {type: 'null'}]}",
            json!({"title": "T", "nullable": true, "type": "integer", "maximum": 9, "exclusiveMaximum": true}),
        ),
        (
            "{oneOf: [{type: string}, {type: 'null'}, {type: boolean}]}",
            json!({"oneOf": [{"type": "string"}, {"type": "boolean"}], "nullable": true}),
        ),
        (
            "{$ref: '#/components/schemas/B', description: d}",
            json!({"description": "d", "allOf": [reference]}),
        ),
        (
            "{type: [string, integer], maxLength: 5, maximum: 9, description: d}",
            json!({"description": "d", "anyOf": [{"type": "string", "maxLength": 5}, {"type": "integer", "maximum": 9}]}),
        ),
        ("true", json!({})),
        ("false", json!({"not": {}})),
    ] {
        let (value, report) = raised(written);
        assert_eq!(public(value), expected, "{written}");
        assert_eq!(report, "", "{written}");
    }
}

#[test]
fn reports_point_into_the_original() {
    let (_, report) = raised("{anyOf: [{type: 'null'}, {type: integer, minimum: 9, maximum: 5}]}");
    insta::assert_snapshot!(report, @r#"
    error[BW0306]: `minimum` 9 is above `maximum` 5
     --> api.yaml:6:58
      |
    6 |     A: {anyOf: [{type: 'null'}, {type: integer, minimum: 9, maximum: 5}]}
      |                                                          ^           - the upper bound
      |
      = at: #/components/schemas/A/anyOf/1/minimum
      = help: correct one of the bounds

    1 error
    "#);
}

#[test]
fn keys_that_3_1_removed_are_errors() {
    let (_, report) = raised("{type: integer, minimum: 1, exclusiveMinimum: true}");
    insta::assert_snapshot!(report, @r#"
    error[BW0203]: expected a number, found `true`
     --> api.yaml:6:54
      |
    6 |     A: {type: integer, minimum: 1, exclusiveMinimum: true}
      |                                                      ^^^^
      |
      = at: #/components/schemas/A/exclusiveMinimum
      = help: from OpenAPI 3.1 on `exclusiveMinimum` and `exclusiveMaximum` are the bounds themselves, as numbers

    1 error
    "#);
}

#[test]
fn reports_on_swagger_2_0_point_into_the_original() {
    let text = "swagger: '2.0'
info: {title: t, version: '1'}
paths:
  /a/{id}:
    post:
      parameters:
        - {name: q, in: query, type: array, items: {type: string}, collectionFormat: tsv}
        - {name: body, in: body, schema: {$ref: '#/definitions/Missing'}}
        - {name: limit, in: query, type: integer, minimum: 9, maximum: 5}
      responses:
        200: {description: ok, schema: {type: string, minLength: 3, maxLength: 2}}
";
    let mut diagnostics = Diagnostics::new();
    let document = load_text(
        "api.yaml",
        text.as_bytes(),
        &LoadOptions::default(),
        &mut diagnostics,
    );
    assert_eq!(
        document.map(|document| document.dialect()),
        Some(Dialect::V2)
    );
    insta::assert_snapshot!(render(&diagnostics, Colour::Never), @r##"
    error[BW0401]: `#/definitions/Missing` does not exist
     --> api.yaml:8:49
      |
    8 |         - {name: body, in: body, schema: {$ref: '#/definitions/Missing'}}
      |                                                 ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1a~1{id}/post/parameters/1/schema/$ref
      = help: correct the reference, or add its target

    error[BW0207]: `collectionFormat: tsv` of a query parameter is not supported
     --> api.yaml:7:86
      |
    7 |         - {name: q, in: query, type: array, items: {type: string}, collectionFormat: tsv}
      |                                                                                      ^^^
      |
      = at: #/paths/~1a~1{id}/post/parameters/0/collectionFormat
      = help: OpenAPI 3.0 has no equivalent

    error[BW0301]: `{id}` is not declared as a parameter
     --> api.yaml:4:3
      |
    4 |   /a/{id}:
      |   ^^^^^^^
      |
      = at: #/paths/~1a~1{id}
      = help: declare it with `in: path` and `required: true`

    error[BW0306]: `minimum` 9 is above `maximum` 5
     --> api.yaml:9:60
      |
    9 |         - {name: limit, in: query, type: integer, minimum: 9, maximum: 5}
      |                                                            ^           - the upper bound
      |
      = at: #/paths/~1a~1{id}/post/parameters/2/minimum
      = help: correct one of the bounds

    error[BW0306]: `minLength` 3 is above `maxLength` 2
      --> api.yaml:11:66
       |
    11 |         200: {description: ok, schema: {type: string, minLength: 3, maxLength: 2}}
       |                                                                  ^             - the upper bound
       |
       = at: #/paths/~1a~1{id}/post/responses/200/schema/minLength
       = help: correct one of the bounds

    5 errors
    "##);
}

#[test]
fn version_3_2_is_read_with_a_note() {
    let text = text("{type: string}").replace("3.1.0", "3.2.0");
    let mut diagnostics = Diagnostics::new();
    let text = text + "paths: {/a: {query: {responses: {200: {summary: s}}}}}\n";
    let document = load_text(
        "api.yaml",
        text.as_bytes(),
        &LoadOptions::default(),
        &mut diagnostics,
    );
    assert_eq!(
        document.map(|document| document.dialect()),
        Some(Dialect::V3_2)
    );
    insta::assert_snapshot!(render(&diagnostics, Colour::Never), @r##"
    note[BW0118]: OpenAPI 3.2.0 is read as 3.1
     --> api.yaml:1:10
      |
    1 | openapi: 3.2.0
      |          ^^^^^
      |
      = at: #/openapi
      = help: new keys of 3.2 that have no effect are reported one by one

    warning[BW0206]: `query` has no effect: operations of other methods than those of OpenAPI 3.1 are not generated
     --> api.yaml:7:14
      |
    7 | paths: {/a: {query: {responses: {200: {summary: s}}}}}
      |              ^^^^^
      |
      = at: #/paths/~1a/query

    1 warning, 1 note
    "##);
}
