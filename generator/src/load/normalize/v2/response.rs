//! A response of Swagger 2.0 -> a response with `content`: its schema under each media type that is
//! produced.
//!
//! ```text
//! {schema: S, examples: {a/b: E}}, produces: [a/b, c/d]
//!   ->  content: {a/b: {schema: S, example: E}, c/d: {schema: S}}
//! ```

use serde_json::Value;

use super::media_types;
use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::take;
use crate::load::normalize::normalizer::Normalizer;

impl Normalizer<'_> {
    /// Changes a response outside an operation.
    ///
    /// A shared response has every media type with which an operation uses it. Any other has those
    /// of the document.
    pub(super) fn shared_response(&mut self, members: &mut Members, at: &Trail<'_>) {
        let shared = match at {
            Trail::Key(Trail::Key(Trail::Key(Trail::Root, "components"), "responses"), name) => {
                self.v2.shared.produces(name)
            }
            _ => None,
        };
        let produces = shared.or(self.v2.media_types.produces.as_deref());
        let produces = produces.map(<[String]>::to_vec);
        self.response(members, produces.as_deref(), at);
    }

    /// Changes a response. One in the form of 3.0 is not changed.
    pub(super) fn response(
        &mut self,
        members: &mut Members,
        produces: Option<&[String]>,
        at: &Trail<'_>,
    ) {
        let examples = take(members, "examples");
        if let Some(schema) = take(members, "schema") {
            let is_file = schema.get("type").is_some_and(|name| name == "file");
            let media_types = media_types::of_response(produces, is_file);
            let source = self.source(&at.key("schema"));
            let content = self.content(&media_types, schema, &source, &at.key("content"));
            members.insert("content".to_owned(), content);
        }
        // Examples go to their media types. No stage reads those of other media types.
        let (old, new) = (at.key("examples"), at.key("content"));
        let content = members.get_mut("content").and_then(Value::as_object_mut);
        if let (Some(Value::Object(examples)), Some(content)) = (examples, content) {
            for (media_type, example) in examples {
                if let Some(Value::Object(entry)) = content.get_mut(&media_type) {
                    self.moved(&old.key(&media_type), &new.key(&media_type).key("example"));
                    entry.insert("example".to_owned(), example);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::swagger;

    #[test]
    fn a_schema_has_the_produced_media_types() {
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
        BW0106 #/paths/~1a/post/responses/200/content: one schema for each of 100 media types makes more than 150000 values
        "##);
    }
}
