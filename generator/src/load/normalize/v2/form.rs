//! Form fields -> a Request Body Object with an object schema: one property per field.

use serde_json::{Value, json};

use super::Rewriter;
use crate::diagnostic::{Pointer, Trail};
use crate::load::normalize::members::{Members, take, text};

impl Rewriter<'_, '_> {
    /// The request body of an operation that takes these fields, each with its place in the source.
    pub(super) fn form(
        &mut self,
        fields: Vec<(Members, Pointer)>,
        media_type: &str,
        at: &Trail<'_>,
    ) -> Value {
        if let Some(list) = fields.first().and_then(|(_, source)| source.parent()) {
            self.context.origins.made(&at.pointer(), &list);
        }
        let content = at.key("content");
        let entry = content.key(media_type);
        let schema = entry.key("schema");
        let at = schema.key("properties");
        let mut properties = Members::new();
        let mut encoding = Members::new();
        let mut required = Vec::new();
        for (mut field, source) in fields {
            let Some(Value::String(name)) = take(&mut field, "name") else {
                continue;
            };
            let at = at.key(&name);
            self.context.origins.moved(&at.pointer(), &source);
            if take(&mut field, "required") == Some(Value::Bool(true)) {
                required.push(json!(name));
            }
            if let Some(described) = self.encoding(&mut field, &at) {
                encoding.insert(name.clone(), described);
            }
            let property = self.field(field, &at);
            properties.insert(name.clone(), property);
        }
        let mut schema = Members::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Value::Object(properties));
        let some_required = !required.is_empty();
        if some_required {
            schema.insert("required".to_owned(), Value::Array(required));
        }
        let mut entry = json!({ "schema": schema });
        if let (Value::Object(entry), false) = (&mut entry, encoding.is_empty()) {
            entry.insert("encoding".to_owned(), Value::Object(encoding));
        }
        let mut body = json!({"content": {media_type: entry}});
        if let (Value::Object(body), true) = (&mut body, some_required) {
            body.insert("required".to_owned(), json!(true));
        }
        body
    }

    /// The schema of one field: its constraints, and its documentation.
    fn field(&mut self, mut field: Members, at: &Trail<'_>) -> Value {
        take(&mut field, "in");
        take(&mut field, "allowEmptyValue");
        let mut schema = self.schema_of(&mut field, at, at);
        if let Value::Object(schema) = &mut schema {
            schema.extend(field);
        }
        schema
    }

    fn encoding(&mut self, field: &mut Members, at: &Trail<'_>) -> Option<Value> {
        let is_list = text(field, "type") == Some("array");
        let delimited = self.delimited(field, "formData", at);
        let style = delimited.style.filter(|_| is_list)?;
        Some(json!({"style": style, "explode": delimited.explode}))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::swagger;

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
                    "format": "binary",
                    "description": "d"
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
