//! Misspelled words: a report names the nearest word of the vocabulary that the place has.

use bindwright::diagnostic::{Colour, Severity, render};
use bindwright::load::Strictness;

use crate::support::read;

/// The reports about a document as a terminal shows them, and whether there is an error among them.
fn reports(spec: &str) -> (String, bool) {
    let (diagnostics, _) = read(spec, Strictness::Lenient);
    let is_error = diagnostics
        .iter()
        .any(|report| report.severity() == Severity::Error);
    (render(&diagnostics, Colour::Never), is_error)
}

/// A document with one operation that has these keys, and these schemas.
fn document(operation: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\ntags: [{{name: pets}}]\npaths:\n  /a/{{petId}}:\n    parameters: [{{name: petId, in: path, required: true, schema: {{type: integer}}}}]\n    get:\n{operation}components:\n  schemas: {{Cat: {{type: object, properties: {{kind: {{type: string}}}}}}{schemas}}}\n  securitySchemes: {{apiKey: {{type: http, scheme: bearer}}}}\n"
    )
}

const OK: &str = "      responses: {'200': {description: d}}\n";

#[test]
fn misspelled_keys_are_errors_that_name_the_key() {
    for (key, meant) in [
        ("parameter: []", "parameters"),
        ("paramaters: []", "parameters"),
        ("discription: d", "description"),
        ("operation_id: a", "operationId"),
        ("OperationId: a", "operationId"),
        ("sumary: d", "summary"),
    ] {
        let (text, is_error) = reports(&document(&format!("      {key}\n{OK}"), ""));
        assert!(
            is_error && text.contains(&format!("did you mean `{meant}`?")),
            "{text}"
        );
    }
    for (schema, meant) in [
        ("{type: array, itens: {}}", "items"),
        ("{type: object, requred: [a]}", "required"),
        ("{type: object, propertys: {}}", "properties"),
        ("{type: string, maxLenght: 3}", "maxLength"),
        ("{type: string, nulable: true}", "nullable"),
    ] {
        let (text, is_error) = reports(&document(OK, &format!(", A: {schema}")));
        assert!(
            is_error && text.contains(&format!("did you mean `{meant}`?")),
            "{text}"
        );
    }
}

#[test]
fn other_unknown_keys_are_ignored_with_a_warning() {
    for key in [
        "produces: [a/b]",
        "colour: blue",
        "examples: {}",
        "id: a",
        "title: t",
    ] {
        let (text, is_error) = reports(&document(&format!("      {key}\n{OK}"), ""));
        assert!(!is_error && text.contains("BW0202"), "{text}");
    }
}

#[test]
fn words_are_compared_with_those_of_their_place() {
    let schema = |schema: &str| document(OK, &format!(", A: {schema}"));
    let operation = |keys: &str| document(&format!("      {keys}\n{OK}"), "");
    let responses = |responses: &str| document(&format!("      responses: {{{responses}}}\n"), "");
    for (spec, help) in [
        (schema("{type: int}"), "did you mean `integer`?"),
        (schema("{type: strng}"), "did you mean `string`?"),
        (
            schema("{type: datetime}"),
            "did you mean `type: string` with `format: date-time`?",
        ),
        (
            schema("{type: file}"),
            "did you mean `type: string` with `format: binary`?",
        ),
        (
            schema("{type: object, properties: {b: {type: string, required: true}}}"),
            "write `required: [b]` in the schema that has the property",
        ),
        (
            schema("{type: integer, format: int23}"),
            "did you mean `int32`?",
        ),
        (
            schema("{type: string, format: datetime}"),
            "did you mean `date-time`?",
        ),
        (
            schema("{$ref: '#/components/schema/Cat'}"),
            "did you mean `#/components/schemas/Cat`?",
        ),
        (
            schema("{$ref: '#/component/schemas/Cat'}"),
            "did you mean `#/components/schemas/Cat`?",
        ),
        (
            schema("{$ref: '#/components/schemas/Cta'}"),
            "did you mean `Cat`?",
        ),
        (
            schema(
                "{oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {c: Cas}}}",
            ),
            "did you mean `Cat`?",
        ),
        (
            operation("security: [{apikey: []}]"),
            "did you mean `apiKey`?",
        ),
        (operation("tags: [pet]"), "did you mean `pets`?"),
        (
            operation("parameters: [{name: q, in: querry, schema: {type: string}}]"),
            "did you mean `query`?",
        ),
        (
            operation(
                "parameters: [{name: q, in: query, style: spaceDelimted, schema: {type: string}}]",
            ),
            "did you mean `spaceDelimited`?",
        ),
        (
            responses("'200 ': {description: d}"),
            "write `200`, without spaces",
        ),
        (responses("'2000': {description: d}"), "did you mean `200`?"),
        (
            responses("defualt: {description: d}"),
            "did you mean `default`?",
        ),
        (
            responses("'200': {description: d, content: {json: {}}}"),
            "did you mean `application/json`?",
        ),
        (
            responses("'200': {description: d, content: {aplication/json: {}}}"),
            "did you mean `application/json`?",
        ),
        (
            document(
                "      operationId: getPet\n      responses: {'200': {description: d, links: {l: {operationId: getPets}}}}\n",
                "",
            ),
            "did you mean `getPet`?",
        ),
    ] {
        let (text, _) = reports(&spec);
        assert!(text.contains(help), "{help}\n{spec}\n{text}");
    }
}

#[test]
fn a_shortened_version_is_completed() {
    for (version, meant) in [
        ("openapi: 3.1", "openapi: \"3.1.0\""),
        ("openapi: '3.0'", "openapi: \"3.0.3\""),
        ("openapi: v3.1.0", "openapi: \"3.1.0\""),
        ("openapi: 3", "openapi: \"3.0.3\""),
        ("openapi: '2.0'", "swagger: \"2.0\""),
        ("swagger: 2", "swagger: \"2.0\""),
        ("swagger: '3.0.0'", "openapi: \"3.0.3\""),
    ] {
        let (text, is_error) = reports(&format!("{version}\npaths: {{}}\n"));
        assert!(is_error && text.contains(&format!("`{meant}`")), "{text}");
    }
}

#[test]
fn nullable_in_3_1_is_read_and_reported() {
    let spec = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {A: {type: string, nullable: true}}}\n";
    let (text, is_error) = reports(spec);
    assert!(
        !is_error && text.contains("`nullable` is a key of OpenAPI 3.0"),
        "{text}"
    );
}
