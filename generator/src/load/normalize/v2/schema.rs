//! A [schema of Swagger 2.0](https://spec.openapis.org/oas/v2.0.html#schema-object) -> the Schema
//! Object of 3.0: `discriminator` as a string, `type: file`, and common extensions for what 2.0
//! lacks, such as `x-nullable`.

use serde_json::json;

use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::rename;
use crate::load::normalize::normalizer::Normalizer;

/// Extensions that many tools agree on, and what 3.0 calls them.
const EXTENSIONS: [(&str, &str); 3] = [
    ("x-nullable", "nullable"),
    ("x-example", "example"),
    ("x-deprecated", "deprecated"),
];

impl Normalizer<'_> {
    /// Changes a schema, but not the schemas in it. The rest of it means the same in 3.0.
    pub(super) fn restate_schema_v2(&mut self, members: &mut Members, at: &Trail<'_>) {
        if let Some(name) = members
            .get_mut("discriminator")
            .filter(|name| name.is_string())
        {
            *name = json!({"propertyName": name});
            let place = at.key("discriminator");
            self.moved(&place, &place.key("propertyName"));
        }
        for (extension, name) in EXTENSIONS {
            if members.contains_key(extension) && !members.contains_key(name) {
                self.moved(&at.key(extension), &at.key(name));
                rename(members, |key| (key == extension).then(|| name.to_owned()));
            }
        }
        if members.get("type").is_some_and(|name| name == "file") {
            members.insert("type".to_owned(), json!("string"));
            members.insert("format".to_owned(), json!("binary"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::swagger;

    #[test]
    fn schemas_keep_their_shape() {
        let outcome = swagger(
            json!({"responses": {"204": {"description": ""}}}),
            json!({"definitions": {
            "Pet": {"type": "object", "discriminator": "kind", "required": ["kind"], "properties": {
                "kind": {"type": "string"},
                "x": {"x-nullable": true, "type": "string", "x-example": "e", "minLength": 1},
                "y": {"$ref": "#/definitions/Pet/properties/kind"}}},
            "Cat": {"allOf": [{"$ref": "#/definitions/Pet"}, {"type": "object", "additionalProperties": {"$ref": "#/definitions/Pet"}}]}}}),
        );
        insta::assert_snapshot!(format!("{:#}", outcome.at("/components/schemas")), @r##"
        {
          "Pet": {
            "type": "object",
            "discriminator": {
              "propertyName": "kind"
            },
            "required": [
              "kind"
            ],
            "properties": {
              "kind": {
                "type": "string"
              },
              "x": {
                "nullable": true,
                "type": "string",
                "example": "e",
                "minLength": 1
              },
              "y": {
                "$ref": "#/components/schemas/Pet/properties/kind"
              }
            }
          },
          "Cat": {
            "allOf": [
              {
                "$ref": "#/components/schemas/Pet"
              },
              {
                "type": "object",
                "additionalProperties": {
                  "$ref": "#/components/schemas/Pet"
                }
              }
            ]
          }
        }
        "##);
        assert_eq!(outcome.reports, "");
        let place = outcome.source("/components/schemas/Pet/properties/x/nullable");
        assert_eq!(place, "#/definitions/Pet/properties/x/x-nullable");
    }
}
