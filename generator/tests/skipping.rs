//! Operations with errors of their own are left out on request, with the components at fault; the others are made.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;

use bindwright::Generator;
use bindwright::diagnostic::{Colour, Diagnostics, Severity, render};
use bindwright::ir::Api;

/// Errors in an operation, in a schema behind a response, in a security scheme, and in a path item.
const SPEC: &str = r"openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /good: {get: {operationId: good, responses: {'200': {description: d}}}}
  /own: {post: {operationId: own, requestBody: {content: {nonsense: {}}}, responses: {'200': {description: d}}}}
  /shared: {get: {operationId: shared, responses: {'200': {$ref: '#/components/responses/R'}}}}
  /secured: {get: {operationId: secured, security: [{digest: []}], responses: {'200': {description: d}}}}
  /item/{x}:
    parameters: [{$ref: '#/components/parameters/Missing'}]
    get: {operationId: item, responses: {'200': {description: d}}}
components:
  responses: {R: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}
  schemas: {S: {type: object, properties: {a: {$ref: 'other.yaml#/X'}}}, Fine: {type: object, properties: {a: {type: string}}}}
  securitySchemes: {digest: {type: http, scheme: digest}}
";

enum Faulty {
    Rejected,
    LeftOut,
}

fn check(spec: &str, faulty: &Faulty) -> (Diagnostics, Option<Api>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    fs::write(&path, spec).unwrap();
    let generator = Generator::new(path);
    match faulty {
        Faulty::Rejected => generator,
        Faulty::LeftOut => generator.skip_unsupported(),
    }
    .check()
}

fn messages(diagnostics: &Diagnostics, code: &str) -> Vec<String> {
    let reports = diagnostics
        .iter()
        .filter(|report| report.code().number() == code);
    reports.map(|report| report.message().to_owned()).collect()
}

#[test]
fn operations_without_errors_are_generated() {
    let (diagnostics, api) = check(SPEC, &Faulty::LeftOut);
    let api = api.unwrap();
    let made: Vec<_> = api.operations.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(made, ["good"]);
    assert_eq!(diagnostics.left_out(), 4);
    assert_eq!(
        messages(&diagnostics, "BW0521"),
        [
            "`POST /own` is left out: BW0314",
            "`GET /shared` is left out: BW0101",
            "`GET /secured` is left out: BW0511",
            "`GET /item/{x}` is left out: BW0401",
        ]
    );
    assert!(diagnostics.iter().all(|r| r.severity() != Severity::Error));
    assert!(!diagnostics.has_errors());
}

#[test]
fn without_the_flag_the_document_is_rejected_and_the_flag_named() {
    let (diagnostics, api) = check(SPEC, &Faulty::Rejected);
    assert!(api.is_none() && diagnostics.has_errors());
    let report = render(&diagnostics, Colour::Never);
    assert!(
        report.contains("4 of 5 operations have errors; the others have none"),
        "{report}"
    );
    assert!(report.contains("`--skip-unsupported` generates the others"));
}

#[test]
fn an_error_outside_of_operations_rejects_the_document() {
    for (good, bad) in [
        ("title: t", "title: 1"),
        ("paths:", "security: [{x: []}]\npaths:"),
    ] {
        let (diagnostics, api) = check(&SPEC.replace(good, bad), &Faulty::LeftOut);
        assert!(api.is_none() && diagnostics.has_errors(), "{bad}");
    }
}

#[test]
fn a_document_with_only_errors_is_rejected() {
    let spec = SPEC.replace("  /good", "  x-good");
    let (diagnostics, api) = check(&spec, &Faulty::LeftOut);
    assert!(api.is_none());
    assert_eq!(diagnostics.left_out(), 0);
}

#[test]
fn webhooks_with_errors_are_skipped_alone() {
    let spec = SPEC.replacen(
        "paths:",
        "x-webhooks:
  bad: {post: {requestBody: {content: {nonsense: {}}}, responses: {'200': {description: d}}}}
  worse: {post: {responses: {'200': {$ref: '#/components/responses/R'}}}}
  fine: {post: {responses: {'200': {description: d}}}}
paths:",
        1,
    );
    let (diagnostics, api) = check(&spec, &Faulty::LeftOut);
    let api = api.unwrap();
    let made: Vec<_> = api.operations.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(made, ["good", "fine"]);
    assert_eq!(diagnostics.left_out(), 6);
    let left_out = messages(&diagnostics, "BW0521");
    assert!(
        left_out
            .iter()
            .any(|one| one.starts_with("`POST webhook bad` is left out")),
        "{left_out:?}"
    );
}

#[test]
fn components_of_skipped_operations_are_left_out_and_other_names_stay() {
    let spec = r"openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /good:
    get:
      operationId: good
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/user_id'}}}}}
  /bad:
    get:
      operationId: bad
      parameters: [{name: q, in: query, content: {application/xml: {schema: {type: string}}}}]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/OnlyBad'}}}}}
  /worse: {post: {operationId: Good, requestBody: {content: {nonsense: {}}}, responses: {'200': {description: d}}}}
components:
  schemas:
    user_id: {type: object, properties: {a: {type: string}}}
    UserId: {type: object, properties: {x: {$ref: 'other.yaml#/X'}}}
    OnlyBad: {type: object, properties: {part: {$ref: '#/components/schemas/Part'}, user: {$ref: '#/components/schemas/user_id'}}}
    Part: {type: object, properties: {a: {type: string}}}
    Queue: {type: object, properties: {a: {type: string}}}
";
    let names = |spec: &str| -> Vec<String> {
        let api = check(spec, &Faulty::LeftOut).1.unwrap();
        let types = api.types.iter().map(|def| def.name.to_string());
        let methods = api.operations.iter().map(|one| one.name.to_string());
        types.chain(methods).collect()
    };
    let left_out = names(spec);
    let whole = names(
        &spec
            .replace("application/xml", "application/json")
            .replace("nonsense: {}", "application/json: {}")
            .replace("$ref: 'other.yaml#/X'", "type: string"),
    );
    assert_eq!(left_out.len(), 3, "{left_out:?}");
    assert!(
        left_out.iter().all(|name| whole.contains(name)),
        "{left_out:?} {whole:?}"
    );
    assert!(
        !left_out
            .iter()
            .any(|name| name == "OnlyBad" || name == "Part")
    );
}
