//! OpenAPI 3.1 (JSON Schema 2020-12) -> the shape of 3.0: one walk from the root, each object changed before its parts.
//!
//! The tables of the keyword pass say where objects are. What changes: schemas ([`schema`]), keys that 3.0 lacks
//! (`info.summary`, `license.identifier`), and mutual TLS, which is no type of security scheme in 3.0.

mod content;
mod definitions;
mod nullable;
mod patterns_and_tuples;
mod schema;
mod types;
mod values;

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::super::Dialect;
use super::super::keywords::{ObjectKind, ReferencedTargets, ValueType};
use super::context::Normalizer;
use super::members::{Members, rename, text};
use crate::diagnostic::Trail;
use crate::load::private::PRIVATE;

/// Normalizes a whole document.
pub(super) fn normalize(
    tree: &mut Value,
    dialect: Dialect,
    elsewhere: &ReferencedTargets,
    context: &mut Normalizer<'_>,
) {
    let mut walk = SchemaRewriter {
        dialect,
        elsewhere,
        context,
        definitions: VecDeque::new(),
    };
    walk.shape(&ValueType::Object(ObjectKind::Document), tree, &Trail::Root);
    walk.elsewhere(tree);
    walk.hoist(tree);
}

struct SchemaRewriter<'w, 'r> {
    dialect: Dialect,
    elsewhere: &'w ReferencedTargets,
    context: &'w mut Normalizer<'r>,
    definitions: VecDeque<definitions::Definition>,
}

impl SchemaRewriter<'_, '_> {
    /// Normalizes a value of this type.
    fn shape(&mut self, shape: &ValueType, value: &mut Value, at: &Trail<'_>) {
        match (shape, value) {
            (ValueType::Ref(ObjectKind::Schema) | ValueType::Object(ObjectKind::Schema), value) => {
                self.schema(value, at);
            }
            (ValueType::Ref(kind) | ValueType::Object(kind), Value::Object(members)) => {
                if let Some(Value::String(target)) = members.get("$ref") {
                    self.context.settle_later(target, &at.key("$ref"));
                }
                self.object(*kind, members, at);
            }
            (ValueType::List(item), Value::Array(items)) => {
                for (index, value) in items.iter_mut().enumerate() {
                    self.shape(item, value, &at.index(index));
                }
            }
            (ValueType::Map(shape), Value::Object(members)) => {
                for (name, value) in members {
                    self.shape(shape, value, &at.key(name));
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, kind: ObjectKind, members: &mut Members, at: &Trail<'_>) {
        self.restate(kind, members, at);
        for (name, value) in members.iter_mut() {
            let key = name.strip_prefix(PRIVATE).unwrap_or(name);
            if let Some(shape) = kind.shape(key, self.dialect) {
                self.shape(shape, value, &at.key(name));
            }
        }
    }

    /// Changes an object other than a schema.
    fn restate(&mut self, kind: ObjectKind, members: &mut Members, at: &Trail<'_>) {
        match kind {
            ObjectKind::Document => {
                self.keep_private(members, at, &["jsonSchemaDialect"]);
            }
            ObjectKind::Info => self.keep_private(members, at, &["summary"]),
            ObjectKind::License => self.keep_private(members, at, &["identifier"]),
            ObjectKind::Response
                if self.dialect == Dialect::V3_2 && !members.contains_key("$ref") =>
            {
                members.entry("description").or_insert_with(|| json!(""));
            }
            ObjectKind::SecurityScheme if text(members, "type") == Some("mutualTLS") => {
                members.insert("type".to_owned(), json!("http"));
                members.insert("scheme".to_owned(), json!("mutualTLS"));
                members.insert(format!("{PRIVATE}type"), json!("mutualTLS"));
            }
            _ => {}
        }
    }

    /// Moves keys that 3.0 lacks to private ones.
    fn keep_private(&mut self, members: &mut Members, at: &Trail<'_>, keys: &[&str]) {
        let private = |key: &str| keys.contains(&key).then(|| format!("{PRIVATE}{key}"));
        for key in members.keys() {
            if let Some(name) = private(key) {
                self.context
                    .moved(&at.key(key).pointer(), &at.key(&name).pointer());
            }
        }
        rename(members, private);
    }

    /// Normalizes what references point to in places that no table leads to. Normalizing twice changes nothing.
    fn elsewhere(&mut self, tree: &mut Value) {
        let destinations = self.context.origins.destinations();
        let places: Vec<_> = self
            .elsewhere
            .iter()
            .map(|(source, kind)| (*kind, destinations.raised(source)))
            .collect();
        drop(destinations);
        for (kind, pointer) in places {
            if let Some(value) = pointer.find_mut(tree) {
                pointer.with_trail(&mut |at| self.shape(&ValueType::Ref(kind), value, at));
            }
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
            "x-bindwright-summary": "s",
            "version": "1",
            "license": {
              "name": "MIT",
              "x-bindwright-identifier": "MIT"
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
                "scheme": "mutualTLS",
                "x-bindwright-type": "mutualTLS"
              }
            }
          }
        }
        "##);
        let place = outcome.source("/webhooks/pet/post");
        assert_eq!(place, "#/webhooks/pet/post");
    }

    #[test]
    fn what_extensions_hold_is_raised_when_it_is_used() {
        let outcome = document(
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
            "x-shared": {"S": {"type": ["string", "null"]}, "T": {"const": 1}},
            "components": {"schemas": {"A": {"$ref": "#/x-shared/S"}}}}),
        );
        insta::assert_snapshot!(outcome.at("/x-shared"), @r#"{"S":{"type":"string","nullable":true},"T":{"const":1}}"#);
    }
}
