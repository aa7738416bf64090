//! What is rejected, and where the report points.

use super::{lowered, types_and_reports};
use crate::diagnostic::Code;

#[test]
fn media_types_without_codec_are_reported() {
    let (api, reports) = lowered(
        "paths:
  /a:
    post:
      operationId: a
      requestBody: {content: {application/xml: {schema: {type: object, properties: {x: {type: string}}}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object}}, application/xml: {schema: {type: object}}}}
        '400': {description: no, content: {application/json: {schema: {type: object}}, text/plain: {schema: {type: string}}}}",
    );
    assert_eq!(
        reports,
        [
            (
                Code::UnsupportedXml,
                "/paths/~1a/post/requestBody/content/application~1xml".to_owned()
            ),
            (
                Code::IgnoredMedia,
                "/paths/~1a/post/responses/200/content/application~1xml".to_owned()
            ),
        ]
    );
    assert_eq!(super::print::request(&api, &api.operations[0]), "a()");
}

#[test]
fn parameters_beyond_their_style_are_json_and_other_formats_rejected() {
    let (_, reports) = lowered(
        "paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: q, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}
        - {name: x, in: query, content: {application/xml: {schema: {type: string}}}}
      responses: {'200': {description: ok}}",
    );
    assert_eq!(
        reports,
        [
            (
                Code::OpenParameter,
                "/paths/~1a/get/parameters/0".to_owned()
            ),
            (
                Code::UnsupportedParameter,
                "/paths/~1a/get/parameters/1/content".to_owned()
            ),
        ]
    );
}

#[test]
fn a_poll_takes_required_arguments_from_required_arguments() {
    let (_, reports) = lowered(
        "paths:
  /a:
    post:
      operationId: a
      x-waiter: {operation: b, parameters: {}, status: $response.body#/x, success: [a], failure: [b]}
      parameters: [{name: must, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}
  /b:
    get:
      operationId: b
      parameters: [{name: must, in: query, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}",
    );
    let found: Vec<Code> = reports.iter().map(|(code, _)| *code).collect();
    assert_eq!(found, [Code::IncompleteWaiter]);
}

#[test]
fn rules_and_pointers_name_what_exists() {
    let (api, reports) = lowered(
        "paths:
  /a:
    get:
      operationId: a
      x-rules: [{together: [b, missing]}, {ordered: [b, c]}]
      x-pagination: {offset: b, limit: c, items: nothing}
      x-waiter: {operation: b, parameters: {}, status: $response.body#/x, success: [a], failure: [b]}
      parameters:
        - {name: b, in: query, schema: {type: integer}}
        - {name: c, in: query, schema: {type: integer}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}
  /b:
    get:
      operationId: b
      parameters: [{name: must, in: query, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}",
    );
    let has = |code: Code, at: &str| {
        reports
            .iter()
            .any(|(found, place)| *found == code && place == at)
    };
    assert!(
        has(Code::UndefinedField, "/paths/~1a/get/x-rules/0/together/1"),
        "{reports:?}"
    );
    assert!(
        has(Code::BadPath, "/paths/~1a/get/x-pagination/items"),
        "{reports:?}"
    );
    assert!(
        has(Code::IncompleteWaiter, "/paths/~1a/get/x-waiter"),
        "{reports:?}"
    );
    assert_eq!(api.operations[0].rules.len(), 1);
}

#[test]
fn patterns_are_translated_or_reported() {
    let (found, reports) = types_and_reports(
        "Good: {type: string, pattern: '^\\d+$'}
Ahead: {type: string, pattern: '^(?=a)b$'}
Bad: {type: string, pattern: '('}",
    );
    assert_eq!(
        found,
        [
            "type Good = String with 1",
            "type Ahead = String",
            "type Bad = String"
        ]
    );
    assert_eq!(
        reports,
        [
            (
                Code::PatternNotChecked,
                "/components/schemas/Ahead/pattern".to_owned()
            ),
            (
                Code::BadPattern,
                "/components/schemas/Bad/pattern".to_owned()
            ),
        ]
    );
}

#[test]
fn definitions_with_the_same_name_are_both_reported() {
    let (found, reports) = types_and_reports("foo_bar: {type: string}\nFooBar: {type: string}");
    assert_eq!(
        found,
        ["type FooUnderscoreBar = String", "type FooBar = String"]
    );
    assert_eq!(
        reports,
        [(
            Code::NameCollision,
            "/components/schemas/foo_bar".to_owned()
        )]
    );
}

#[test]
fn a_schema_cannot_contain_itself_without_a_name() {
    let (_, reports) = types_and_reports(
        "A: {type: object, properties: {x: {type: array, items: {$ref: '#/components/schemas/A/properties/x'}}}}",
    );
    assert_eq!(
        reports,
        [(
            Code::NamelessCycle,
            "/components/schemas/A/properties/x/items".to_owned()
        )]
    );
}

#[test]
fn a_schema_that_is_part_of_itself_is_rejected() {
    let (_, reports) = types_and_reports(
        "A: {properties: {x: {type: string}}, allOf: [{$ref: '#/components/schemas/A'}]}",
    );
    assert!(
        reports.contains(&(
            Code::CyclicReference,
            "/components/schemas/A/allOf/0".to_owned()
        )),
        "{reports:?}"
    );
}

/// Filling an error looks into unions, and would never end in these.
#[test]
fn an_error_that_is_a_union_of_itself_has_no_end() {
    let message = "{type: object, required: [message], properties: {message: {type: string}}}";
    for error in [
        format!("oneOf: [{{$ref: '#/components/schemas/Error'}}, {message}]"),
        "$ref: '#/components/schemas/Error'".to_owned(),
        format!("anyOf: [{{$ref: '#/components/schemas/Other'}}, {message}]"),
    ] {
        let (_, reports) = lowered(&format!(
            "paths:
  /a:
    get:
      operationId: a
      responses:
        '204': {{description: ok}}
        default: {{description: no, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Error'}}}}}}}}
components:
  schemas:
    Error: {{{error}}}
    Other: {{oneOf: [{{$ref: '#/components/schemas/Error'}}, {{type: string}}]}}",
        ));
        assert!(!reports.is_empty(), "{error}");
    }
}
