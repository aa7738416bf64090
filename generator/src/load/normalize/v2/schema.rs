//! A [schema of Swagger 2.0](https://spec.openapis.org/oas/v2.0.html#schema-object) -> the Schema Object of 3.0: references,
//! `discriminator` as a string, and common extensions for what 2.0 lacks, such as `x-nullable`.

use serde_json::{Value, json};

use super::Rewriter;
use crate::diagnostic::Trail;
use crate::load::normalize::members::{Members, rename};

/// Extensions that many tools agree on, and what 3.0 calls them.
const EXTENSIONS: &[(&str, &str)] = &[
    ("x-nullable", "nullable"),
    ("x-example", "example"),
    ("x-deprecated", "deprecated"),
];

impl Rewriter<'_, '_> {
    fn extensions(&mut self, members: &mut Members, at: &Trail<'_>) {
        for (extension, name) in EXTENSIONS {
            if members.contains_key(*extension) && !members.contains_key(*name) {
                self.context
                    .moved(&at.key(extension).pointer(), &at.key(name).pointer());
                rename(members, |key| {
                    (key == *extension).then(|| (*name).to_owned())
                });
            }
        }
    }

    /// Normalizes a schema and the schemas in it.
    pub(super) fn schema(&mut self, schema: &mut Value, at: &Trail<'_>) {
        let Value::Object(members) = schema else {
            return;
        };
        if members.contains_key("$ref") {
            return self.reference(members, at);
        }
        if let Some(Value::String(name)) = members.get("discriminator") {
            let name = json!({"propertyName": name});
            let (from, to) = (at.key("discriminator"), at.key("discriminator"));
            self.context
                .moved(&from.pointer(), &to.key("propertyName").pointer());
            members.insert("discriminator".to_owned(), name);
        }
        self.extensions(members, at);
        if members.get("type").is_some_and(|name| name == "file") {
            members.insert("type".to_owned(), json!("string"));
            members.insert("format".to_owned(), json!("binary"));
        }
        for (name, value) in members.iter_mut() {
            let at = at.key(name);
            match (name.as_str(), value) {
                ("properties", Value::Object(schemas)) => {
                    for (name, schema) in schemas {
                        self.schema(schema, &at.key(name));
                    }
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                    for (index, schema) in schemas.iter_mut().enumerate() {
                        self.schema(schema, &at.index(index));
                    }
                }
                ("items" | "additionalProperties" | "not", schema) => self.schema(schema, &at),
                _ => {}
            }
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
