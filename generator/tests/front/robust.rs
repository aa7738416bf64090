//! No text makes the front panic or hang: a document is cut at every character and damaged at every other one.

use crate::{document, report};

const WHOLE: &str = r##"paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string, maxLength: 9}}
    get:
      operationId: get
      x-rules: [{together: [a, b]}]
      responses:
        "200": {description: |
          text
          more}
        4XX: {$ref: "#/components/responses/E"}
components:
  responses: {E: {description: é, content: {application/json: {schema: &s {type: integer}}}}}
  schemas: {A: *s, B: {oneOf: [{$ref: "#/components/schemas/A"}], discriminator: {propertyName: p}}}
"##;

#[test]
fn no_truncation_panics() {
    let text = document(WHOLE);
    for (at, _) in text.char_indices() {
        report(text.get(..at).unwrap_or_default());
    }
}

#[test]
fn no_damage_panics() {
    let text = document(WHOLE);
    let damage = [
        "{", "}", "[", ":", "- ", "\"", "'", "*s", "&s ", "!", "|", "\n", "\t", "#", "%", "? ",
        "\u{feff}", "~1", "\\",
    ];
    for (count, (at, character)) in text.char_indices().enumerate() {
        let Some(piece) = damage.get(count % damage.len()) else {
            continue;
        };
        let (before, after) = text.split_at(at);
        report(&format!("{before}{piece}{after}"));
        report(&format!(
            "{before}{piece}{}",
            after.get(character.len_utf8()..).unwrap_or_default()
        ));
    }
}

#[test]
fn no_damage_to_json_panics() {
    let text = r##"{"openapi":"3.0.3","info":{"title":"\u00e9","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"$ref":"#/components/responses/E"}}}}},"components":{"responses":{"E":{"description":"d"}}}}"##;
    for (at, _) in text.char_indices() {
        let (before, after) = text.split_at(at);
        report(before);
        for piece in ["{", "]", "\"", "\\", ",", "1e9", "null", "\u{1}"] {
            report(&format!("{before}{piece}{after}"));
        }
    }
}
