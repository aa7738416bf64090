//! A response of Swagger 2.0 -> a response with `content`: its schema under each media type that is produced.

use serde_json::{Value, json};

use super::Rewriter;
use super::media_types::{self, Holds};
use crate::diagnostic::Trail;
use crate::load::normalize::members::{Members, take};
use crate::load::private::PRIVATE;

impl Rewriter<'_, '_> {
    /// Normalizes a response. One in the form of 3.0 is not changed.
    pub(super) fn response(
        &mut self,
        response: &mut Value,
        produces: Option<&[String]>,
        at: &Trail<'_>,
    ) {
        let Value::Object(members) = response else {
            return;
        };
        if members.contains_key("$ref") {
            return self.reference(members, at);
        }
        if let Some(Value::Object(headers)) = members.get_mut("headers") {
            let at = at.key("headers");
            for (name, header) in headers {
                self.header(header, &at.key(name));
            }
        }
        let examples = take(members, "examples");
        if let Some(schema) = take(members, "schema") {
            let holds = match schema.get("type").is_some_and(|name| name == "file") {
                true => Holds::Files,
                false => Holds::Text,
            };
            let media_types = media_types::of_response(produces, holds);
            let source = self.context.origins.source(&at.key("schema").pointer());
            let content = self.content(&media_types, schema, &source, &at.key("content"));
            members.insert("content".to_owned(), Value::Object(content));
        }
        if let Some(Value::Object(examples)) = examples {
            self.examples(members, examples, at);
        }
    }

    /// Examples go to their media types; those of other media types are kept under a private key.
    fn examples(&mut self, members: &mut Members, examples: Members, at: &Trail<'_>) {
        let mut others = Members::new();
        for (media_type, example) in examples {
            let entry = members
                .get_mut("content")
                .and_then(|content| content.get_mut(&media_type))
                .and_then(Value::as_object_mut);
            let from = at.key("examples");
            let from = from.key(&media_type).pointer();
            match entry {
                Some(entry) => {
                    let to = at.key("content");
                    let to = to.key(&media_type).pointer();
                    self.context.moved(&from, &to.child("example"));
                    entry.insert("example".to_owned(), example);
                }
                None => drop(others.insert(media_type, example)),
            }
        }
        if !others.is_empty() {
            members.insert(format!("{PRIVATE}examples"), json!(others));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::swagger;

    #[test]
    fn a_schema_is_under_what_is_produced() {
        let outcome = swagger(
            json!({"responses": {
                "200": {"description": "", "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}, "examples": {"application/json": [1], "a/b": 2}},
                "404": {"$ref": "#/responses/NotFound"},
                "default": {"description": "", "schema": {"type": "file"}}}}),
            json!({"definitions": {"Pet": {"type": "object"}}, "produces": ["application/json", "application/xml"],
                "responses": {"NotFound": {"description": "", "schema": {"type": "string"}}}}),
        );
        insta::assert_snapshot!(format!("{:#}", outcome.at("/paths/~1a/post/responses")), @r##"
        {
          "200": {
            "description": "",
            "content": {
              "application/json": {
                "schema": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/Pet"
                  }
                },
                "example": [
                  1
                ]
              },
              "application/xml": {
                "schema": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/Pet"
                  }
                }
              }
            },
            "x-bindwright-examples": {
              "a/b": 2
            }
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "default": {
            "description": "",
            "content": {
              "application/json": {
                "schema": {
                  "type": "string",
                  "format": "binary"
                }
              },
              "application/xml": {
                "schema": {
                  "type": "string",
                  "format": "binary"
                }
              }
            }
          }
        }
        "##);
        insta::assert_snapshot!(outcome.at("/components/responses"), @r##"{"NotFound":{"description":"","content":{"application/json":{"schema":{"type":"string"}},"application/xml":{"schema":{"type":"string"}}}}}"##);
        assert_eq!(outcome.reports, "");
        let place =
            outcome.source("/paths/~1a/post/responses/200/content/application~1xml/schema/items");
        assert_eq!(place, "#/paths/~1a/post/responses/200/schema/items");
    }

    #[test]
    fn copies_for_media_types_are_limited() {
        let types: Vec<_> = (0..101).map(|number| format!("a/{number}")).collect();
        let wide: Vec<_> = (0..20_000).map(|number| json!(number)).collect();
        let outcome = swagger(
            json!({"responses": {"200": {"description": "", "schema": {"enum": wide}}}}),
            json!({"produces": types}),
        );
        insta::assert_snapshot!(outcome.reports, @r##"
        BW0106 #/produces: `produces` names 101 media types; the limit is 100
        BW0106 #/paths/~1a/post/responses/200/content: one schema for each of 100 media types makes more than 1000000 values
        "##);
    }
}
