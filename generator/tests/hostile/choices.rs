//! Small cases that pin what we chose where a reader may choose.

use std::fs;

use crate::run::{files, outcome, run};

/// A document with this schema as the body of a response.
fn with_schema(schema: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: getA\n      responses:\n        '200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}\n"
    )
}

/// A document with these paths, each with one operation and its path parameters.
fn with_paths(paths: &[(&str, &[&str])]) -> String {
    let mut text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n".to_owned();
    for (path, names) in paths {
        let parameters: Vec<_> = names
            .iter()
            .map(|name| {
                format!("{{name: '{name}', in: path, required: true, schema: {{type: string}}}}")
            })
            .collect();
        let parameters = parameters.join(", ");
        text += &format!(
            "  \"{path}\":\n    get: {{parameters: [{parameters}], responses: {{'200': {{description: ok}}}}}}\n"
        );
    }
    text
}

#[test]
fn implementation_defined_json_is_handled_consistently() {
    let ping = with_paths(&[("/ping", &[])]);
    let cases: [(&str, String, &str); 17] = [
        (
            "a catch-all is no parameter",
            with_paths(&[("/a/{*rest}", &["*rest"])]),
            "BW0303",
        ),
        (
            "paths that cross",
            with_paths(&[("/a/{x}/c", &["x"]), ("/a/b/{y}", &["y"])]),
            "BW0330",
        ),
        (
            "user info in a server",
            ping.clone() + "servers: [{url: 'https://a@b.example'}]\n",
            "BW0324",
        ),
        (
            "a value twice in an enum",
            with_schema("{type: string, enum: [a, a]}"),
            "BW0320",
        ),
        (
            "an enum of every type",
            with_schema("{enum: [a, 1, {b: c}]}"),
            "generate",
        ),
        (
            "a password's default",
            with_schema(
                "{type: object, properties: {p: {type: string, format: password, default: hunter2}}}",
            ),
            "BW0331",
        ),
        (
            "a pattern with look-ahead",
            with_schema("{type: string, pattern: '^(?=a)'}"),
            "BW0504",
        ),
        (
            "a number that no double holds",
            with_schema("{type: number, maximum: 1e400}"),
            "BW0114",
        ),
        ("nothing fits", with_schema("{not: {}}"), "generate"),
        (
            "an array of anything",
            with_schema("{type: array}"),
            "BW0212",
        ),
        (
            "a required name that nothing declares",
            with_schema(
                "{type: object, required: [x], properties: {}, additionalProperties: false}",
            ),
            "BW0318",
        ),
        ("a merge key", with_schema("{<<: {type: string}}"), "BW0109"),
        ("carriage returns alone", ping.replace('\n', "\r"), "BW0119"),
        ("a directive", format!("%YAML 1.1\n---\n{ping}"), "BW0108"),
        (
            "a version before the release",
            ping.replace("3.0.3", "3.1.0-rc1"),
            "BW0117",
        ),
        (
            "a key that nobody knows",
            format!("{ping}colour: blue\n"),
            "BW0202",
        ),
        ("a misspelled key", ping + "componets: {}\n", "BW0201"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for (what, text, expected) in cases {
        let path = folder.path().join("api.yaml");
        fs::write(&path, text).unwrap();
        let outcome = outcome(&path);
        let first = outcome.reports.split("\"code\":\"").nth(1);
        let first = first.map_or("generate", |rest| &rest[..6]);
        if first != expected || !outcome.faults.is_empty() {
            wrong.push(format!("{what}: expected {expected}, found {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_password_in_the_document_reaches_no_code() {
    let folder = tempfile::tempdir().unwrap();
    let (path, output) = (folder.path().join("api.yaml"), folder.path().join("out"));
    let schema = "{type: object, properties: {p: {type: string, format: password, default: hunter2, example: hunter2}}}";
    fs::write(&path, with_schema(schema)).unwrap();
    run(&path, &output, &[]).unwrap();
    let files = files(&output);
    assert!(!files.is_empty());
    for file in files {
        assert!(
            !fs::read_to_string(&file).unwrap().contains("hunter2"),
            "{}",
            file.display()
        );
    }
}
