//! A body parameter -> a Request Body Object.

use serde_json::{Value, json};

use super::Rewriter;
use crate::diagnostic::{Pointer, Trail};
use crate::load::normalize::members::{Members, take};

impl Rewriter<'_, '_> {
    /// The request body, or a reference to a shared one.
    pub(super) fn body(
        &mut self,
        parameter: Value,
        media_types: &[String],
        source: &Pointer,
        at: &Trail<'_>,
    ) -> Value {
        self.context.origins.moved(&at.pointer(), source);
        let mut members = match parameter {
            Value::Object(members) => members,
            _ => Members::new(),
        };
        if let Some(Value::String(target)) = members.get_mut("$ref") {
            let name = target.strip_prefix("#/parameters/");
            match name.filter(|name| !name.contains('/')) {
                Some(name) => *target = format!("#/components/requestBodies/{name}"),
                None => self.context.settle_later(target, &at.key("$ref")),
            }
            return Value::Object(members);
        }
        take(&mut members, "in");
        self.keep_private(&mut members, "name", at);
        let schema = take(&mut members, "schema").unwrap_or_else(|| json!({}));
        let content = self.content(
            media_types,
            schema,
            &source.child("schema"),
            &at.key("content"),
        );
        members.insert("content".to_owned(), Value::Object(content));
        Value::Object(members)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::{document, swagger};

    #[test]
    fn a_body_is_under_what_is_consumed() {
        let outcome = swagger(
            json!({"consumes": ["application/json", "application/vnd.a+json"], "responses": {"204": {"description": ""}},
            "parameters": [
                {"name": "q", "in": "query", "type": "string"},
                {"name": "pet", "in": "body", "required": true, "description": "d", "schema": {"$ref": "#/definitions/Pet"}},
                {"name": "r", "in": "query", "type": "string"}]}),
            json!({"definitions": {"Pet": {"type": "object"}}}),
        );
        insta::assert_snapshot!(outcome.at("/paths/~1a/post/requestBody"), @r##"{"required":true,"description":"d","x-bindwright-name":"pet","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}},"application/vnd.a+json":{"schema":{"$ref":"#/components/schemas/Pet"}}}}"##);
        let body = outcome
            .source("/paths/~1a/post/requestBody/content/application~1vnd.a+json/schema/$ref");
        assert_eq!(body, "#/paths/~1a/post/parameters/1/schema/$ref");
        let after = outcome.source("/paths/~1a/post/parameters/1/name");
        assert_eq!(after, "#/paths/~1a/post/parameters/2/name");
    }

    #[test]
    fn shared_bodies_take_the_media_types_of_those_who_use_them() {
        let outcome = swagger(
            json!({"consumes": ["text/csv"], "parameters": [{"$ref": "#/parameters/Rows"}], "responses": {"204": {"description": ""}}}),
            json!({"parameters": {"Rows": {"name": "rows", "in": "body", "schema": {"type": "string"}}}}),
        );
        insta::assert_snapshot!(outcome.at("/paths/~1a/post"), @r##"{"responses":{"204":{"description":""}},"requestBody":{"$ref":"#/components/requestBodies/Rows"}}"##);
        insta::assert_snapshot!(outcome.at("/components"), @r##"{"requestBodies":{"Rows":{"x-bindwright-name":"rows","content":{"text/csv":{"schema":{"type":"string"}}}}},"parameters":{}}"##);
        let place = outcome.source("/components/requestBodies/Rows/content/text~1csv/schema/type");
        assert_eq!(place, "#/parameters/Rows/schema/type");
    }

    #[test]
    fn references_follow_a_body() {
        let outcome = document(
            json!({"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {
            "/a": {"post": {"parameters": [{"name": "b", "in": "body", "schema": {"type": "object", "properties": {"x": {"type": "string"}}}}],
                "responses": {"200": {"description": "", "schema": {"$ref": "#/paths/~1a/post/parameters/0/schema/properties/x"}}}}},
            "/b": {"post": {"parameters": [{"$ref": "#/paths/~1a/post/parameters/0"}], "responses": {"204": {"description": ""}}}}}}),
        );
        insta::assert_snapshot!(outcome.at("/paths"), @r##"{"/a":{"post":{"responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/paths/~1a/post/requestBody/content/application~1json/schema/properties/x"}}}}},"requestBody":{"x-bindwright-name":"b","content":{"application/json":{"schema":{"type":"object","properties":{"x":{"type":"string"}}}}}}}},"/b":{"post":{"responses":{"204":{"description":""}},"requestBody":{"$ref":"#/paths/~1a/post/requestBody"}}}}"##);
        assert_eq!(outcome.reports, "");
    }
}
