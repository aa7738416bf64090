//! Sloppy documents: each fault is an error in strict reading, and a warning if faults may be corrected. In lenient
//! reading it is a warning if the output is right anyway.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod readings;
mod suggestions;
mod support;
mod yaml;

use bindwright::diagnostic::Severity;
use bindwright::ir::{Location, RustName as _, Scalar, Type, TypeKind};
use bindwright::load::Strictness;

use support::Repair::{Guess, Harmless};
use support::{parameters, paths, property, read, repaired};

#[test]
fn unknown_type_names_are_formats_or_any_json() {
    let scalar = |repair, code, schema| match property(repair, code, schema) {
        Type::Scalar(scalar) => scalar,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        scalar(Harmless, "BW0205", "{type: date-time}"),
        Scalar::DateTime
    );
    assert_eq!(scalar(Guess, "BW0205", "{type: invalid}"), Scalar::Any);
    assert_eq!(
        scalar(Harmless, "BW0203", "{type: [boolean]}"),
        Scalar::Bool
    );
    let nullable = property(Harmless, "BW0203", "{type: [boolean, 'null']}");
    assert_eq!(
        nullable,
        Type::Nullable(Box::new(Type::Scalar(Scalar::Bool)))
    );
}

#[test]
fn null_without_quotes_is_the_type_of_that_name() {
    let spec = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n    A: {type: object, required: [a], properties: {a: {type: [string, null]}}}\n";
    let api = repaired(Harmless, "BW0203", spec);
    let TypeKind::Struct(owner) = &api.types.first().unwrap().kind else {
        panic!("{:?}", api.types)
    };
    let text = Box::new(Type::Scalar(Scalar::String));
    assert_eq!(owner.fields.first().unwrap().ty, Type::Nullable(text));
}

#[test]
fn names_of_generic_types_become_identifiers() {
    let schema = "{type: object, properties: {next: {$ref: '#/components/schemas/A'}}}";
    let spec = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A: {schema}\n    'Shop.Page`1[[Shop.User, Shop, Version=1.0.0.0]]': {schema}\n"
    );
    let api = repaired(Harmless, "BW0329", &spec);
    assert_eq!(api.types.len(), 2);
}

#[test]
fn lists_with_one_separator_are_written_as_they_are_described() {
    let grid = "{name: grid, in: query, type: array, items: {type: array, items: {type: string}}}";
    let spec = format!(
        "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get: {{parameters: [{grid}], responses: {{'204': {{description: d}}}}}}\n"
    );
    let api = repaired(Guess, "BW0207", &spec);
    assert_eq!(parameters(&api), [(Location::Query, "grid")]);
}

#[test]
fn a_missing_schema_is_any_json() {
    let any = Type::Scalar(Scalar::Any);
    assert_eq!(
        property(Guess, "BW0401", "{$ref: '#/components/schemas/Gone'}"),
        any
    );
    assert_eq!(
        property(
            Guess,
            "BW0402",
            "{$ref: '#/components/schemas/A/properties'}"
        ),
        any
    );
    assert_eq!(property(Guess, "BW0405", "{$ref: '#gone'}"), any);
}

#[test]
fn contradictions_in_all_of_are_anything() {
    let any = Type::Scalar(Scalar::Any);
    assert_eq!(
        property(
            Harmless,
            "BW0503",
            "{allOf: [{type: string}, {type: integer}]}"
        ),
        any
    );
}

#[test]
fn constraints_in_the_wrong_form_are_corrected_or_dropped() {
    let string = Type::Scalar(Scalar::String);
    assert_eq!(
        property(Guess, "BW0203", "{type: string, maxLength: '5'}"),
        string
    );
    assert_eq!(
        property(Harmless, "BW0203", "{type: string, required: true}"),
        string
    );
    assert_eq!(
        property(
            Guess,
            "BW0306",
            "{type: string, minLength: 5, maxLength: 1}"
        ),
        string
    );
    assert_eq!(
        property(Guess, "BW0319", "{type: string, enum: []}"),
        string
    );
    assert_eq!(
        property(Guess, "BW0516", "{type: string, pattern: '('}"),
        string
    );
}

#[test]
fn values_of_a_string_enum_without_quotes_are_strings() {
    let ty = property(Harmless, "BW0308", "{type: string, enum: [yes, true, 1]}");
    assert!(matches!(ty, Type::Named(_)), "{ty:?}");
}

#[test]
fn path_parameters_follow_the_template() {
    let api = repaired(
        Harmless,
        "BW0301",
        &paths("  /a/{b}:\n    get: {responses: {'200': {description: d}}}\n"),
    );
    assert_eq!(parameters(&api), [(Location::Path, "b")]);
    let api = repaired(
        Guess,
        "BW0302",
        &paths(
            "  /a:\n    get: {parameters: [{name: b, in: path, required: true, schema: {type: string}}], responses: {'200': {description: d}}}\n",
        ),
    );
    assert_eq!(parameters(&api), []);
}

#[test]
fn parameters_are_completed_and_not_repeated() {
    let get = |parameters: &str| {
        paths(&format!(
            "  /a/{{b}}:\n    get: {{parameters: [{parameters}], responses: {{'200': {{description: d}}}}}}\n"
        ))
    };
    let b = "{name: b, in: path, schema: {type: string}}";
    let api = repaired(Harmless, "BW0316", &get(b));
    assert_eq!(parameters(&api), [(Location::Path, "b")]);
    let required = b.replace("path,", "path, required: true,");
    let api = repaired(Guess, "BW0315", &get(&format!("{required}, {required}")));
    assert_eq!(parameters(&api), [(Location::Path, "b")]);
    let api = repaired(
        Harmless,
        "BW0316",
        &get(&format!("{required}, {{name: q, in: query}}")),
    );
    assert_eq!(
        parameters(&api),
        [(Location::Path, "b"), (Location::Query, "q")]
    );
}

#[test]
fn paths_that_match_the_same_requests_are_both_kept() {
    let item = |name: &str| {
        format!(
            "  /a/{{{name}}}:\n    get: {{parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}], responses: {{'200': {{description: d}}}}}}\n"
        )
    };
    let api = repaired(
        Harmless,
        "BW0304",
        &paths(&format!("{}{}", item("x"), item("y"))),
    );
    assert_eq!(api.operations.len(), 2);
}

#[test]
fn a_duplicate_id_gets_a_new_name() {
    let api = repaired(
        Harmless,
        "BW0305",
        &paths(
            "  /a:\n    get: {operationId: a, responses: {'200': {description: d}}}\n    put: {operationId: a, responses: {'200': {description: d}}}\n",
        ),
    );
    let names: Vec<_> = api.operations.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(names, ["a", "put_a"]);
}

#[test]
fn impossible_responses_are_dropped() {
    let api = repaired(
        Guess,
        "BW0313",
        &paths("  /a:\n    get: {responses: {oops: {description: d}, '200': {description: d}}}\n"),
    );
    assert_eq!(api.operations.len(), 1);
    let api = repaired(
        Harmless,
        "BW0314",
        &paths(
            "  /a:\n    get: {responses: {'200': {description: d, content: {undefined: {schema: {type: string}}}}}}\n",
        ),
    );
    assert_eq!(api.operations.len(), 1);
}

#[test]
fn variables_of_servers_are_defined() {
    let spec = paths("  {}\nservers: [{url: 'https://{host}.example/{base}'}]\n");
    let api = repaired(Harmless, "BW0311", &spec);
    let variables = &api.servers.first().unwrap().variables;
    let variables: Vec<_> = variables.iter().map(|v| v.wire.as_str()).collect();
    assert_eq!(variables, ["host", "base"]);
}

#[test]
fn lenient_reading_only_corrects_small_mistakes() {
    let any = Type::Scalar(Scalar::Any);
    // A misspelled name is the same parameter; one that is nowhere is not.
    let swapped = "  /a/{b}:\n    get: {parameters: [{name: c, in: path, required: true, schema: {type: string}}], responses: {'200': {description: d}}}\n";
    let api = repaired(Harmless, "BW0302", &paths(swapped));
    assert_eq!(parameters(&api), [(Location::Path, "b")]);
    // What a server's URL lacks is the caller's to complete.
    let server = "  {}\nservers: [{url: 'https://host.example/{base}'}]\n";
    repaired(Harmless, "BW0311", &paths(server));
    // Version 2.0 is old enough for any document to have lost parts.
    let v2 = "swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths: {}\ndefinitions:\n  A: {$ref: '#/definitions/B'}\n";
    repaired(Harmless, "BW0401", v2);
    // An empty list of values is against the advice of 3.1, and against the rules of 3.0.
    let v3_1 = paths("  {}\ncomponents: {schemas: {A: {enum: []}}}\n").replace("3.0.3", "3.1.0");
    repaired(Harmless, "BW0319", &v3_1);
    // A default is for the server: a wrong one has no effect.
    let boolean = Type::Scalar(Scalar::Bool);
    for default in ["'true'", "'maybe'"] {
        let schema = format!("{{type: boolean, default: {default}}}");
        assert_eq!(property(Harmless, "BW0308", &schema), boolean);
    }
    assert_eq!(property(Guess, "BW0205", "{type: strnig}"), any);
}

#[test]
fn deviations_that_change_the_wire_stay_errors() {
    for (code, path) in [
        (
            "BW0203",
            "/a:\n    get: {parameters: {}, responses: {'200': {description: d}}}",
        ),
        (
            "BW0401",
            "/a:\n    put: {requestBody: {$ref: '#/components/requestBodies/B'}, responses: {'200': {description: d}}}",
        ),
        (
            "BW0310",
            "/a:\n    get: {security: [{x: []}], responses: {'200': {description: d}}}",
        ),
        (
            "BW0314",
            "/a:\n    put: {requestBody: {content: {nonsense: {}}}, responses: {'200': {description: d}}}",
        ),
    ] {
        let (diagnostics, api) = read(&paths(&format!("  {path}\n")), Strictness::Lenient);
        let codes: Vec<_> = diagnostics
            .iter()
            .filter(|r| r.severity() == Severity::Error)
            .map(|r| r.code().number())
            .collect();
        assert_eq!(codes, [code], "{path}");
        assert!(api.is_none());
    }
}

#[test]
fn operations_with_an_undefined_scheme_require_credentials() {
    let get = "  /a:\n    get: {responses: {'200': {description: d}}}\n";
    let secured = format!("{get}security: [{{token: []}}]\n");
    for rest in [
        "",
        "components: {}\n",
        "components: {securitySchemes: {}}\n",
    ] {
        let api = repaired(Guess, "BW0310", &paths(&format!("{secured}{rest}")));
        assert_eq!(api.schemes.len(), 1, "{rest}");
        assert_eq!(api.operations.first().unwrap().security.len(), 1);
    }
}

#[test]
fn of_two_equal_keys_the_first_is_kept() {
    let twice = |a: &str, b: &str| {
        let get = "get: {responses: {'200': {description: d}}}";
        paths(&format!("  {a}: {{{get}}}\n  {b}: {{{get}, put: {{}}}}\n"))
    };
    assert_eq!(
        repaired(Guess, "BW0112", &twice("/a", "/a"))
            .operations
            .len(),
        1
    );
}

#[test]
fn a_document_with_content_needs_no_title() {
    let schema = "components: {schemas: {A: {type: string}}}\n";
    for (spec, repair) in [
        (
            format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n{schema}"),
            Harmless,
        ),
        (format!("openapi: 3.0.3\npaths: {{}}\n{schema}"), Harmless),
        ("openapi: 3.0.3\npaths: {}\n".to_owned(), Guess),
        (
            "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n".to_owned(),
            Guess,
        ),
    ] {
        let (_, api) = read(&spec, Strictness::Lenient);
        assert_eq!(api.is_some(), repair == Harmless, "{spec}");
        let (_, api) = read(&spec, Strictness::Strict);
        assert!(api.is_none(), "{spec}");
    }
}
