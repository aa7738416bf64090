//! Does a type accept the values that its schema accepts, reject the others, and keep all of a value? Each file of
//! `values/` has schemas and a table of values. The files become modules of one crate below `target/`, and the values are
//! sent to its servers.
//!
//! ```yaml
//! # Rule: All members of `allOf` hold. https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.1
//! openapi: 3.1.0
//! schemas:
//!   Code: {allOf: [{type: string, maxLength: 3}, {minLength: 2}]}
//! values:
//!   Code:
//!     accepted: [ab, abc]
//!     rejected: [a, abcd, 7]
//!     rewritten: [{from: …, to: …}]     # accepted, and written in another way
//! ```

mod echo_server;
mod support;

use std::path::Path;

use echo_server::Questions;
use echo_server::equal::equal;
use echo_server::interpreted::Agreement;
use serde_json::{Map, Value, json};
use support::{files, read};

/// What should become of a value.
#[derive(Debug)]
enum Expected {
    /// It is accepted and written as this.
    Written(Value),
    Rejected,
}

#[test]
fn values_are_accepted_and_kept_as_the_tables_say() {
    let files = files("tests/values", "yaml");
    let tables = files.iter().map(|file| table(file));
    let (questions, expected): (Vec<Questions>, Vec<Vec<Expected>>) = tables.unzip();
    let (crate_, reports) = echo_server::write("values", &questions);
    let responses = echo_server::run(&crate_);
    let agreement = echo_server::interpreted::compare(&questions, &reports, &responses);
    let Agreement {
        accepted,
        rejected,
        differences,
    } = agreement;
    println!("the interpreter agrees about {accepted} accepted and {rejected} rejected values");
    let mut wrong = differences;
    for (index, file) in files.iter().enumerate() {
        let Some(responses) = responses.get(&index) else {
            let errors = reports[index].errors.join("; ");
            wrong.push(format!("{}: {errors}", file.display()));
            continue;
        };
        let rows = questions[index].requests.iter().zip(&expected[index]);
        for (((path, value), expected), response) in rows.zip(responses) {
            if let Some(difference) = difference(expected, response) {
                wrong.push(format!("{}: {path} {value}: {difference}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn difference(expected: &Expected, response: &Value) -> Option<String> {
    let (status, body) = (&response[0], &response[1]);
    let as_expected = match expected {
        Expected::Written(value) => status == 200 && equal(value, body),
        Expected::Rejected => status == 400,
    };
    (!as_expected).then(|| format!("expected {expected:?}, the response is {status} {body}"))
}

/// The values of a file, and what should become of each.
fn table(file: &Path) -> (Questions, Vec<Expected>) {
    let text = read(file);
    assert!(
        text.starts_with("# Rule: "),
        "{}: the first line is the rule",
        file.display()
    );
    let case: Value =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut paths = Map::new();
    let (mut requests, mut expected) = (Vec::new(), Vec::new());
    for (name, rows) in case["values"]
        .as_object()
        .expect("`values` by the name of a schema")
    {
        let body = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
        let operation = json!({
            "operationId": format!("echo{name}"),
            "requestBody": {"required": true, "content": body},
            "responses": {"200": {"description": "The same.", "content": body}},
        });
        paths.insert(format!("/{name}"), json!({"post": operation}));
        for (key, values) in rows
            .as_object()
            .expect("rows by what becomes of the values")
        {
            for value in values.as_array().expect("a list of values") {
                let (sent, expectation) = match key.as_str() {
                    "accepted" => (value, Expected::Written(value.clone())),
                    "rejected" => (value, Expected::Rejected),
                    "rewritten" => (&value["from"], Expected::Written(value["to"].clone())),
                    other => panic!("{}: no row is called {other}", file.display()),
                };
                requests.push((format!("/{name}"), sent.clone()));
                expected.push(expectation);
            }
        }
    }
    let document = json!({
        "openapi": case.get("openapi").expect("a version"),
        "info": {"title": "Case", "version": "1"},
        "paths": paths,
        "components": {"schemas": case["schemas"]},
    });
    let questions = Questions { document, requests };
    (questions, expected)
}
