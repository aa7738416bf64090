//! Texts that differ are found, each with its subject, and are no changes of the wire.

use bindwright::diff::{compare_wire, documentation_changes};

use crate::support::lowered;

#[test]
fn texts_that_differ_are_listed() {
    let document = |version: &str, id: &str, words: &str| {
        format!(
            "openapi: 3.1.0
info: {{title: Things, version: '{version}'}}
paths:
  /things:
    get:
      operationId: {id}
      tags: [{words}]
      description: {words}
      parameters: [{{name: limit, in: query, description: {words}, schema: {{type: integer}}}}]
      responses:
        '200': {{description: {words}, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
components:
  schemas:
    Thing:
      type: object
      description: {words}
      properties:
        a: {{type: string, description: {words}, deprecated: true, x-deprecated-reason: {words}}}
"
        )
    };
    let (old, new) = (
        lowered(&document("1", "get", "old")),
        lowered(&document("2", "find", "new")),
    );
    assert_eq!(compare_wire(&old, &new), []);
    assert_eq!(documentation_changes(&old, &old), []);
    let changes = documentation_changes(&old, &new);
    let shown: Vec<String> = changes
        .iter()
        .map(|one| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            format!(
                "{:?} of {:?}: {} -> {} at {}",
                one.text,
                one.subject,
                text(&one.before),
                text(&one.after),
                text(&one.new_pointer)
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}
