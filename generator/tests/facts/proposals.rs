//! Documents and pages of a few lines: versions, shared parts, several pages, and what is listed.

use std::path::Path;

use bindwright::Generator;
use bindwright::facts::{PageFacts, read_facts};
use bindwright::propose::ProposedOverlay;

use crate::propose::prove;

/// The facts of pages, each in a few lines.
fn pages(texts: &[&str]) -> Vec<PageFacts> {
    let facts = texts
        .iter()
        .map(|text| read_facts(&format!("facts: 1\n{text}")));
    facts.map(|facts| facts.unwrap()).collect()
}

fn proposed(document: &str, texts: &[&str]) -> ProposedOverlay {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("api.yaml");
    std::fs::write(&spec, document).unwrap();
    prove(&spec, &[], &pages(texts), document)
}

/// The actions without what comes before them and without descriptions.
fn actions(proposed: &ProposedOverlay) -> String {
    let text = proposed.text.as_deref().unwrap_or("");
    let actions = text
        .split_once("actions:\n")
        .map_or("", |(_, actions)| actions);
    let lines = actions
        .lines()
        .filter(|line| !line.trim().starts_with("description:"));
    lines.collect::<Vec<_>>().join("\n")
}

fn reasons(proposed: &ProposedOverlay) -> Vec<&str> {
    proposed.left.iter().map(|left| left.1.as_str()).collect()
}

const FORM: &str = "swagger: '2.0'
info: {title: t, version: '1'}
paths:
  /files:
    post:
      operationId: send
      consumes: [multipart/form-data]
      parameters:
        - {name: file, in: formData, type: file, required: true}
        - {name: note, in: formData, type: string}
        - {name: size, in: formData, type: integer, format: int64, description: Bytes.}
      responses: {'204': {description: d}}
";

#[test]
fn fields_of_forms_of_2_0_are_parameters() {
    let page = "page: send\noperation: send\nform:\n  file: {required: false, type: file}\n  note: {type: string, maxLength: 9}\n  \
                size: {type: string}\n  kind: {required: true, type: string, enum: [a, b]}\n";
    let found = proposed(FORM, &[page]);
    assert_eq!(found.left, [], "{:?}", found.text);
    insta::assert_snapshot!(actions(&found));
    let page = "page: send\noperation: send\nform:\n  file: {type: file}\n  size: {type: long}\n";
    assert_eq!(proposed(FORM, &[page]).left, []);
    let page = "page: send\noperation: send\nform:\n  file: {type: file}\n  size: {type: long}\n  remark: {type: string}\n";
    assert_eq!(proposed(FORM, &[page]).left, []);
}

const SHARED: &str = "openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    parameters: [{name: lang, in: query, schema: {type: string}}]
    get: {operationId: a, responses: {'200': {$ref: '#/components/responses/Pet'}}}
    put: {operationId: b, responses: {'200': {$ref: '#/components/responses/Pet'}}}
components:
  responses:
    Pet: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: [string, 'null'], maxLength: 5}
        kind: {const: cat}
        age: {type: integer, exclusiveMinimum: 3}
";

#[test]
fn a_shared_part_is_changed_if_no_page_says_otherwise() {
    let page = |name: &str, length: usize| {
        format!(
            "page: {name}\noperation: {name}\nresponses:\n  '200':\n    name: {{type: string, maxLength: {length}}}\n    \
                 kind: {{type: string}}\n    age: {{type: integer}}\n"
        )
    };
    let agreed = proposed(SHARED, &[&page("a", 9), &page("b", 9)]);
    assert_eq!(agreed.left, []);
    insta::assert_snapshot!(actions(&agreed));
    let alone = proposed(SHARED, &[&page("a", 9)]);
    assert_eq!(alone.left, []);
    let other = proposed(SHARED, &[&page("a", 9), &page("b", 5)]);
    assert_eq!(
        reasons(&other),
        ["b would differ then: response 200 name: maxLength"]
    );
    let both = proposed(SHARED, &[&page("a", 9), &page("b", 8)]);
    assert_eq!(
        reasons(&both),
        ["pages contradict each other about this place"; 2]
    );
}

#[test]
fn keywords_of_3_1_are_replaced() {
    let page = "page: a\noperation: a\nresponses:\n  '200':\n    name: {type: integer}\n    kind: {type: string, enum: [cat, dog]}\n    \
                age: {type: integer, minimum: 4}\n";
    let found = proposed(SHARED, &[page]);
    assert_eq!(found.left, [], "{:?}", found.text);
    insta::assert_snapshot!(actions(&found));
}

#[test]
fn a_parameter_of_all_operations_goes_if_all_pages_agree() {
    let page = |name: &str| {
        format!(
            "page: {name}\noperation: {name}\nparameters:\n  query:\n    size: {{type: integer}}\n    order: {{type: string}}\n"
        )
    };
    let one = proposed(SHARED, &[&page("a")]);
    assert_eq!(
        reasons(&one),
        ["it is a parameter of all operations of the path"]
    );
    assert!(actions(&one).contains("order"));
    let both = proposed(SHARED, &[&page("a"), &page("b")]);
    assert_eq!(both.left, []);
}

const PATHS: &str = "openapi: 3.0.3
info: {title: t, version: '1'}
servers: [{url: 'https://example.com/v1'}]
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: a, responses: {'204': {description: d}}}
    put: {operationId: b, responses: {'204': {description: d}}}
  /dogs/{dog}:
    post:
      operationId: c
      parameters: [{name: dog, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: d}}
";

#[test]
fn variables_and_parameters_of_a_path_stay_together() {
    let moved = "page: a\noperation: a\nmethod: GET\npath: /v1/animals/{pet_id}\nparameters:\n  path:\n    pet_id: {required: true, type: string}\n";
    let found = proposed(PATHS, &[moved]);
    assert_eq!(found.left, []);
    insta::assert_snapshot!(actions(&found));
    let renamed = "page: c\noperation: c\nmethod: DELETE\npath: /v1/dogs/{name}\n";
    let found = proposed(PATHS, &[renamed]);
    assert_eq!(found.left, []);
    insta::assert_snapshot!(actions(&found));
    let taken = "page: c\noperation: c\nmethod: PUT\npath: /pets/{id}\n";
    let found = proposed(PATHS, &[taken]);
    assert_eq!(
        reasons(&found),
        ["the document has another operation there"; 2]
    );
    let contradiction = "page: c\noperation: c\nmethod: POST\npath: /dogs/{dog}\nparameters:\n  path:\n    cat: {required: true, type: string}\n";
    let found = proposed(PATHS, &[contradiction]);
    assert_eq!(
        reasons(&found),
        ["the document would have an error: the path has no `{cat}`"]
    );
}

#[test]
fn decisions_that_cover_nothing_go() {
    let with = |decided: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      \
                 x-docs: {{decided: {decided}}}\n      responses: {{'204': {{description: d}}}}\n"
        )
    };
    let page = ["page: a\noperation: a\nmethod: GET\npath: /a\nresponses: {'204': {}}\n"];
    let one = proposed(&with("{method: old, 'status 409': new}"), &page);
    assert_eq!((one.left.len(), one.removed), (0, 2));
    let page = ["page: a\noperation: a\nmethod: PUT\npath: /a\nresponses: {'204': {}}\n"];
    let kept = proposed(&with("{method: old, 'status 409': new}"), &page);
    assert_eq!((kept.left.len(), kept.removed), (0, 1));
    assert!(
        actions(&kept).contains("{method: old}"),
        "{}",
        actions(&kept)
    );
}

#[test]
fn what_is_in_another_file_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("api.yaml");
    let document = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: a\n      \
                    parameters: [{$ref: 'parts.yaml#/Limit'}, {name: order, in: query, schema: {type: string}}]\n      \
                    responses: {'204': {description: d}}\n";
    std::fs::write(&spec, document).unwrap();
    let part = "Limit: {name: limit, in: query, schema: {type: integer, default: 5}}\n";
    std::fs::write(spec.with_file_name("parts.yaml"), part).unwrap();
    let page = pages(&[
        "page: a\noperation: a\nparameters:\n  query:\n    limit: {type: integer, default: 7}\n    order: {type: string, default: up}\n",
    ]);
    let found = prove(&spec, &[], &page, "another file");
    assert_eq!(reasons(&found), ["it is in another file than the document"]);
    assert_eq!(found.removed, 1);
    let gone =
        pages(&["page: a\noperation: a\nparameters:\n  query:\n    order: {type: string}\n"]);
    let found = prove(&spec, &[], &gone, "the reference is in the document");
    assert_eq!(found.left, []);
}

#[test]
fn nothing_is_proposed_for_several_documents() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.yaml"), PATHS).unwrap();
    std::fs::write(
        folder.path().join("b.yaml"),
        FORM.replace("swagger: '2.0'", "openapi: 3.0.3")
            .replace("/files", "/b"),
    )
    .ok();
    let page = pages(&["page: c\noperation: c\nmethod: GET\npath: /dogs/{dog}\n"]);
    let both = Generator::new(folder.path().join("a.yaml")).and_document(Path::new("missing.yaml"));
    assert!(both.propose(&page).is_none());
}
