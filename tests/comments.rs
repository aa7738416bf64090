//! The comment on a pull request: what a reviewer reads about ten changes of one small document.

mod support;

use std::fs;

use bindwright::diff::{Acceptances, DiffFormat, render_diff};
use bindwright::{Generator, compare};

const OLD: &str = r"openapi: 3.1.0
info: {title: Pets, version: 1.4.2, description: A shop.}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}
        - {name: status, in: query, schema: {$ref: '#/components/schemas/Status'}}
      responses:
        '200':
          description: Pets.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    post:
      operationId: addPet
      summary: Add a pet
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
      responses:
        '201': {description: The pet was added.}
  /pets/{id}:
    delete:
      operationId: deletePet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: The pet is gone.}
components:
  schemas:
    Status: {type: string, enum: [available, sold]}
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 40}
        tag: {type: string}
        status: {$ref: '#/components/schemas/Status'}
";

/// The comment about the old document with each text of the list replaced.
fn comment(edits: &[(&str, &str)], accepted: &str) -> String {
    let new = edits.iter().fold(OLD.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    });
    between(OLD, &new, accepted, None)
}

fn between(old: &str, new: &str, accepted: &str, drift: Option<&str>) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [("old.yaml", old), ("new.yaml", new)].map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    });
    let generators = paths.map(Generator::new);
    let mut versions =
        compare::read_versions(&generators[0], &generators[1], compare::NewDocument::Places);
    let start = format!("{}/", folder.path().display());
    for version in [&mut versions.old, &mut versions.new] {
        version.diagnostics.rename_sources(&start, "");
    }
    let accepted = Acceptances::parse(accepted).expect("a valid file");
    let report = versions.compare(("old.yaml", "new.yaml"), None, &accepted);
    let report = report.expect("both documents are valid");
    render_diff(&report, DiffFormat::Github, drift)
}

fn check(name: &str, comment: &str) {
    assert!(
        comment.chars().count() < 65_536,
        "GitHub rejects longer comments"
    );
    insta::with_settings!({ omit_expression => true, snapshot_path => "snapshots/comments" }, {
        insta::assert_snapshot!(name, comment);
    });
}

#[test]
fn no_change() {
    check("no_change", &comment(&[], ""));
}

#[test]
fn documentation_only() {
    check(
        "documentation_only",
        &comment(&[("A shop.", "A shop for pets.")], ""),
    );
}

#[test]
fn a_lower_limit() {
    check(
        "a_lower_limit",
        &comment(&[("maximum: 100", "maximum: 50")], ""),
    );
}

#[test]
fn a_new_operation() {
    let put = "  /pets/{id}:\n    put:\n      operationId: replacePet\n      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n      responses:\n        '204': {description: The pet was replaced.}\n    delete:";
    check(
        "a_new_operation",
        &comment(&[("  /pets/{id}:\n    delete:", put)], ""),
    );
}

#[test]
fn a_removed_property() {
    check(
        "a_removed_property",
        &comment(&[("        tag: {type: string}\n", "")], ""),
    );
}

#[test]
fn a_new_required_property_and_a_new_version() {
    let edits = [
        ("required: [name]", "required: [name, tag]"),
        ("1.4.2", "1.5.0"),
    ];
    check(
        "a_new_required_property_and_a_new_version",
        &comment(&edits, ""),
    );
}

#[test]
fn values_of_an_enumeration() {
    check(
        "values_of_an_enumeration",
        &comment(
            &[("enum: [available, sold]", "enum: [available, pending]")],
            "",
        ),
    );
}

#[test]
fn an_accepted_break() {
    let accepted = "accepted:\n  - change: \"GET /pets query limit: maximum-decreased 100 to 50\"\n    reason: nobody asked for more\n  - change: \"GET /pets query offset: maximum-decreased 9 to 8\"\n    reason: it was planned\n";
    check(
        "an_accepted_break",
        &comment(&[("maximum: 100", "maximum: 50")], accepted),
    );
}

#[test]
fn more_changes_than_a_reviewer_reads_at_once() {
    let many = |kind: &str| {
        let properties: String = (0..40)
            .map(|index| format!("        p{index}: {{type: {kind}}}\n"))
            .collect();
        OLD.replace("        tag: {type: string}\n", &properties)
    };
    check(
        "more_changes_than_a_reviewer_reads_at_once",
        &between(&many("string"), &many("integer"), "", None),
    );
}

#[test]
fn names_that_look_like_markdown() {
    let hostile =
        "        '`a` | <b>@team</b> [x](https://example.com)': {type: string, maxLength: 5}\n";
    let old = OLD.replace("        tag: {type: string}\n", hostile);
    let new = old.replace("maxLength: 5", "maxLength: 4");
    check(
        "names_that_look_like_markdown",
        &between(&old, &new, "", None),
    );
}

#[test]
fn drift_beside_the_changes() {
    let drift = "**Documentation: 1 difference**\n\n| operation | fact |\n| --- | --- |\n| listPets | query limit: maximum |\n";
    let new = OLD.replace("maximum: 100", "maximum: 200");
    check(
        "drift_beside_the_changes",
        &between(OLD, &new, "", Some(drift)),
    );
}
