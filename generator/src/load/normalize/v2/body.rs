//! A body parameter, or the fields of a form -> a Request Body Object.
//!
//! ```text
//! {in: body, name: pet, schema: S}, consumes: [a/b, c/d]   ->   content: {a/b: {schema: S}, c/d: {schema: S}}
//!
//! {in: formData, name: file, type: file}                    ->   content: {multipart/form-data: {schema:
//! {in: formData, name: tags, type: array, …}                       {properties: {file: …, tags: …}}}}
//! ```
//! The schema is copied for each further media type, since 3.0 has it under each of them. The
//! copies are limited: a list of a hundred media types would make a document a hundred times as
//! large.

use serde_json::{Value, json};

use crate::diagnostic::{Code, Pointer, Trail};
use crate::load::keywords::Members;
use crate::load::normalize::members::{empty, take, text};
use crate::load::normalize::normalizer::Normalizer;
use crate::load::tree::size;

/// How many values the copies of schemas for further media types may have, in the whole document.
const COPIES: usize = 150_000;

impl Normalizer<'_> {
    /// The request body of a parameter that was at `source`, or a reference to a shared one.
    pub(super) fn body(
        &mut self,
        parameter: Value,
        media_types: &[String],
        source: &Pointer,
        at: &Trail<'_>,
    ) -> Value {
        self.moved_from_source(source, at);
        let Value::Object(mut members) = parameter else {
            return parameter;
        };
        if let Some(Value::String(target)) = members.get_mut("$ref") {
            let name = target.strip_prefix("#/parameters/");
            match name.filter(|name| !name.contains('/')) {
                Some(name) => *target = format!("#/components/requestBodies/{name}"),
                None => self.settle_later(target, &at.key("$ref")),
            }
            return Value::Object(members);
        }
        take(&mut members, "in");
        take(&mut members, "name");
        let schema = take(&mut members, "schema").unwrap_or_else(empty);
        let (source, at) = (source.child("schema"), at.key("content"));
        let content = self.content(media_types, schema, &source, &at);
        members.insert("content".to_owned(), content);
        Value::Object(members)
    }

    /// `content` with one schema under each media type; `source` is where the schema was.
    ///
    /// Every copy has the same place in the source, so a report about any of them shows what the
    /// author wrote.
    pub(super) fn content(
        &mut self,
        media_types: &[String],
        schema: Value,
        source: &Pointer,
        at: &Trail<'_>,
    ) -> Value {
        let copies = media_types.len().saturating_sub(1);
        if copies > 0 {
            let copied = size(&schema).saturating_mul(copies);
            self.v2.copied = self.v2.copied.saturating_add(copied);
        }
        let mut allowed = media_types.len();
        if copies > 0 && self.v2.copied > COPIES {
            let message = format!(
                "one schema for each of {allowed} media types makes more than {COPIES} values"
            );
            self.report.at(Code::TooManyNodes, at, message);
            allowed = 1;
        }
        let schemas = std::iter::repeat_n(schema, allowed);
        let mut content = Members::new();
        for (media_type, schema) in media_types.iter().zip(schemas) {
            content.insert(media_type.clone(), json!({ "schema": schema }));
            self.moved_from_source(source, &at.key(media_type).key("schema"));
        }
        Value::Object(content)
    }

    /// The request body of an operation that takes these fields, each with its place in the source:
    /// an object schema with one property per field.
    ///
    /// How a list is written moves from the field to `encoding`.
    pub(super) fn form(
        &mut self,
        fields: Vec<(Members, Pointer)>,
        media_type: &str,
        at: &Trail<'_>,
    ) -> Value {
        if let Some(list) = fields.first().and_then(|(_, source)| source.parent()) {
            self.report.origins.made_from_source(&list, &at.pointer());
        }
        let content = at.key("content");
        let entry = content.key(media_type);
        let schema = entry.key("schema");
        let at = schema.key("properties");
        let (mut properties, mut encoding) = (Members::new(), Members::new());
        let mut required = Vec::new();
        for (mut field, source) in fields {
            let Some(Value::String(name)) = take(&mut field, "name") else {
                continue;
            };
            let at = at.key(&name);
            self.moved_from_source(&source, &at);
            if take(&mut field, "required") == Some(Value::Bool(true)) {
                required.push(json!(name));
            }
            let is_list = text(&field, "type") == Some("array");
            let delimited = self.delimited(&mut field, "formData", &at);
            if let Some(style) = delimited.style.filter(|_| is_list) {
                let described = json!({"style": style, "explode": delimited.explode});
                encoding.insert(name.clone(), described);
            }
            take(&mut field, "in");
            take(&mut field, "allowEmptyValue");
            let mut property = self.schema_of(&mut field, &at, &at);
            property.extend(field);
            properties.insert(name, Value::Object(property));
        }
        let is_required = !required.is_empty();
        let mut schema = object([("type", json!("object")), ("properties", json!(properties))]);
        schema.extend(is_required.then(|| ("required".to_owned(), json!(required))));
        let mut entry = object([("schema", json!(schema))]);
        entry.extend((!encoding.is_empty()).then(|| ("encoding".to_owned(), json!(encoding))));
        let mut body = object([("content", json!({media_type: entry}))]);
        body.extend(is_required.then(|| ("required".to_owned(), json!(true))));
        Value::Object(body)
    }
}

/// An object with these members.
fn object<const N: usize>(members: [(&str, Value); N]) -> Members {
    members
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::{document, swagger};

    #[test]
    fn a_body_has_the_consumed_media_types() {
        let outcome = swagger(
            json!({"consumes": ["application/json", "application/vnd.a+json"], "responses": {"204": {"description": ""}},
            "parameters": [
                {"name": "q", "in": "query", "type": "string"},
                {"name": "pet", "in": "body", "required": true, "description": "d", "schema": {"$ref": "#/definitions/Pet"}},
                {"name": "r", "in": "query", "type": "string"}]}),
            json!({"definitions": {"Pet": {"type": "object"}}}),
        );
        insta::assert_snapshot!(outcome.at("/paths/~1a/post/requestBody"), @r##"{"required":true,"description":"d","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}},"application/vnd.a+json":{"schema":{"$ref":"#/components/schemas/Pet"}}}}"##);
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
        insta::assert_snapshot!(outcome.at("/components"), @r##"{"requestBodies":{"Rows":{"content":{"text/csv":{"schema":{"type":"string"}}}}},"parameters":{}}"##);
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
        insta::assert_snapshot!(outcome.at("/paths"), @r##"{"/a":{"post":{"responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/paths/~1a/post/requestBody/content/application~1json/schema/properties/x"}}}}},"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"x":{"type":"string"}}}}}}}},"/b":{"post":{"responses":{"204":{"description":""}},"requestBody":{"$ref":"#/paths/~1a/post/requestBody"}}}}"##);
        assert_eq!(outcome.reports, "");
    }

    #[test]
    fn fields_become_properties() {
        let outcome = swagger(
            json!({"responses": {"204": {"description": ""}}, "parameters": [
                {"name": "file", "in": "formData", "type": "file", "required": true, "description": "d"},
                {"name": "tags", "in": "formData", "type": "array", "items": {"type": "string"}},
                {"$ref": "#/parameters/Note"}]}),
            json!({"parameters": {"Note": {"name": "note", "in": "formData", "type": "string", "maxLength": 3}}}),
        );
        insta::assert_snapshot!(format!("{:#}", outcome.at("/paths/~1a/post/requestBody")), @r##"
        {
          "content": {
            "multipart/form-data": {
              "schema": {
                "type": "object",
                "properties": {
                  "file": {
                    "type": "string",
                    "description": "d",
                    "format": "binary"
                  },
                  "tags": {
                    "type": "array",
                    "items": {
                      "type": "string"
                    }
                  },
                  "note": {
                    "type": "string",
                    "maxLength": 3
                  }
                },
                "required": [
                  "file"
                ]
              },
              "encoding": {
                "tags": {
                  "style": "form",
                  "explode": false
                }
              }
            }
          },
          "required": true
        }
        "##);
        insta::assert_snapshot!(outcome.at("/components"), @r##"{"parameters":{}}"##);
        assert_eq!(outcome.reports, "");
        let schema = "/paths/~1a/post/requestBody/content/multipart~1form-data/schema/properties";
        let tags = outcome.source(&format!("{schema}/tags/items"));
        assert_eq!(tags, "#/paths/~1a/post/parameters/1/items");
        let note = outcome.source(&format!("{schema}/note/maxLength"));
        assert_eq!(note, "#/parameters/Note/maxLength");
    }

    #[test]
    fn without_files_a_form_is_urlencoded() {
        let outcome = swagger(
            json!({"responses": {"204": {"description": ""}}, "parameters": [
            {"name": "a", "in": "formData", "type": "string"}]}),
            json!({}),
        );
        insta::assert_snapshot!(outcome.at("/paths/~1a/post/requestBody"), @r##"{"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"a":{"type":"string"}}}}}}"##);
    }
}
