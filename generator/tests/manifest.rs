//! What the manifest of a generated crate asks of the runtime: as little as the document needs, wherever it needs it.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::process::Command;

/// The features that the crate of a document with this operation asks for.
fn features(operation: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths: {{/pets: {{post: {operation}}}}}\n"
    );
    fs::write(folder.path().join("api.yaml"), document).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .args(["generate", "api.yaml", "--output", "out"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    let mut lines = manifest.lines();
    let line = lines
        .find(|line| line.starts_with("bindwright-runtime"))
        .unwrap();
    let Some((_, features)) = line.split_once("features = [") else {
        return Vec::new();
    };
    let features = features.trim_end_matches(" }").trim_end_matches(']');
    let names = features.split(", ").map(|name| name.trim_matches('"'));
    names.map(str::to_owned).collect()
}

#[test]
fn a_document_that_needs_nothing_asks_for_nothing() {
    let operation = "{responses: {'200': {description: Pets., content: {application/json: {schema: {type: string}}}}}}";
    assert_eq!(features(operation), [""; 0]);
}

#[test]
fn headers_of_answers_count() {
    let headers = "{X-Id: {schema: {type: string, format: uuid}}, X-At: {schema: {type: string, format: date-time}}}";
    let operation = format!("{{responses: {{'204': {{description: Done., headers: {headers}}}}}}}");
    assert_eq!(features(&operation), ["jiff", "uuid"]);
}

#[test]
fn parts_of_a_form_with_files_count() {
    let parts = "photo: {type: string, format: binary}, at: {type: string, format: date}, \
                 code: {type: string, pattern: '^[a-z]+$'}";
    let schema = format!("{{type: object, properties: {{{parts}}}}}");
    let operation = format!(
        "{{requestBody: {{content: {{multipart/form-data: {{schema: {schema}}}}}}}, responses: {{'204': {{description: Done.}}}}}}"
    );
    assert_eq!(features(&operation), ["jiff", "pattern"]);
}
