//! OpenAPI 3.1 (JSON Schema 2020-12) -> the shape of 3.0: how each kind of object changes.
//!
//! What changes: schemas ([`schema`]), and mutual TLS, which is no [type of security
//! scheme](https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object) in 3.0. Keys that 3.0
//! lacks, such as `info.summary`, stay where they are, because no later stage reads them.

mod content;
mod definitions;
mod nullable;
mod patterns_and_tuples;
mod schema;
mod types;
mod values;

use serde_json::{Value, json};

use super::members::text;
use super::normalizer::Normalizer;
use crate::diagnostic::Trail;
use crate::load::Dialect;
use crate::load::keywords::{Members, ObjectKind};

impl Normalizer<'_> {
    /// Changes an object, but not its parts.
    pub(super) fn restate_v3_1(&mut self, kind: ObjectKind, members: &mut Members, at: &Trail<'_>) {
        if kind == ObjectKind::Schema {
            return self.restate_schema(members, at);
        }
        if let Some(Value::String(target)) = members.get("$ref") {
            return self.settle_later(target, &at.key("$ref"));
        }
        match kind {
            ObjectKind::Response if self.dialect == Dialect::V3_2 => {
                members.entry("description").or_insert_with(|| json!(""));
            }
            ObjectKind::SecurityScheme if text(members, "type") == Some("mutualTLS") => {
                members.insert("type".to_owned(), json!("http"));
                members.insert("scheme".to_owned(), json!("mutualTLS"));
            }
            ObjectKind::Discriminator => self.mapping(members, at),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::document;

    #[test]
    fn a_document_without_paths() {
        let outcome = document(json!({"openapi": "3.1.0",
            "info": {"title": "t", "summary": "s", "version": "1", "license": {"name": "MIT", "identifier": "MIT"}},
            "webhooks": {"pet": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": ["string", "null"]}}}}}}},
            "components": {
                "pathItems": {"P": {"get": {"responses": {"200": {"description": "", "content": {"a/b": {"schema": true}}}}}}},
                "securitySchemes": {"m": {"type": "mutualTLS"}}}}));
        insta::assert_snapshot!(format!("{:#}", outcome.tree), @r##"
        {
          "openapi": "3.1.0",
          "info": {
            "title": "t",
            "summary": "s",
            "version": "1",
            "license": {
              "name": "MIT",
              "identifier": "MIT"
            }
          },
          "webhooks": {
            "pet": {
              "post": {
                "requestBody": {
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "string",
                        "nullable": true
                      }
                    }
                  }
                }
              }
            }
          },
          "components": {
            "pathItems": {
              "P": {
                "get": {
                  "responses": {
                    "200": {
                      "description": "",
                      "content": {
                        "a/b": {
                          "schema": {}
                        }
                      }
                    }
                  }
                }
              }
            },
            "securitySchemes": {
              "m": {
                "type": "http",
                "scheme": "mutualTLS"
              }
            }
          }
        }
        "##);
        let place = outcome.source("/webhooks/pet/post");
        assert_eq!(place, "#/webhooks/pet/post");
    }

    #[test]
    fn what_extensions_contain_is_normalized_when_it_is_used() {
        let outcome = document(
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
            "x-shared": {"S": {"type": ["string", "null"]}, "T": {"const": 1}},
            "components": {"schemas": {"A": {"$ref": "#/x-shared/S"}}}}),
        );
        insta::assert_snapshot!(outcome.at("/x-shared"), @r#"{"S":{"type":"string","nullable":true},"T":{"const":1}}"#);
    }
}
