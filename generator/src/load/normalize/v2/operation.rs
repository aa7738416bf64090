//! Path items and operations of Swagger 2.0: parameters stay where they are, bodies and forms
//! become `requestBody`.
//!
//! ```text
//! parameters:                               parameters: [{in: query, …}]
//!   - {in: query, …}                  ->    requestBody: …
//!   - {in: body, …}
//! ```
//! Parameters of a path item apply to its operations. 3.0 has no `requestBody` there, so each
//! operation gets a copy of a body, unless it has its own.

use serde_json::Value;

use super::media_types::{self, LISTED, MediaTypes};
use super::shared::ParameterRole;
use crate::diagnostic::{Code, Pointer, Trail};
use crate::load::METHODS;
use crate::load::keywords::Members;
use crate::load::normalize::members::{take, text, texts};
use crate::load::normalize::normalizer::Normalizer;

/// A parameter that 3.0 has in `requestBody`, and where it was in the source.
#[derive(Debug, Clone)]
struct SentParameter {
    value: Value,
    source: Pointer,
    role: ParameterRole,
}

impl Normalizer<'_> {
    /// Changes a path item and its operations. Its bodies and forms apply to all operations, so
    /// each of them gets a copy.
    pub(super) fn path_item(&mut self, item: &mut Members, at: &Trail<'_>) {
        let common = self.parameters(item, at);
        for method in METHODS {
            if let Some(Value::Object(operation)) = item.get_mut(method) {
                self.operation(operation, &common, &at.key(method));
            }
        }
    }

    /// Changes an operation. `schemes` has no effect, and the media types go to bodies and
    /// responses.
    fn operation(&mut self, operation: &mut Members, common: &[SentParameter], at: &Trail<'_>) {
        let own = self.parameters(operation, at);
        let media_types = self.media_types(operation, at).or(&self.v2.media_types);
        for key in ["schemes", "consumes", "produces"] {
            take(operation, key);
        }
        let is_inherited = |sent: &&SentParameter| !own.iter().any(|own| own.overrides(sent));
        let sent = common
            .iter()
            .filter(is_inherited)
            .chain(&own)
            .cloned()
            .collect();
        let consumes = media_types.consumes.as_deref();
        if let Some(body) = self.request_body(sent, consumes, &at.key("requestBody")) {
            operation.insert("requestBody".to_owned(), body);
        }
        let at = at.key("responses");
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            if let Value::Object(response) = response
                && !status.starts_with("x-")
                && !response.contains_key("$ref")
            {
                self.response(response, media_types.produces.as_deref(), &at.key(status));
            }
        }
    }

    /// The media types that an object states. Reports lists that are too long, since every
    /// operation and response would get a copy of each schema for each of them.
    pub(super) fn media_types(&mut self, members: &Members, at: &Trail<'_>) -> MediaTypes {
        for key in ["consumes", "produces"] {
            let list = texts(members, key);
            let count = list.map_or(0, |list| list.len());
            if count > LISTED {
                let message = format!("`{key}` names {count} media types; the limit is {LISTED}");
                self.report.at(Code::TooManyNodes, &at.key(key), message);
            }
        }
        MediaTypes::read(members)
    }

    /// Takes out the parameters that 3.0 has in `requestBody`. The others move up in the list.
    fn parameters(&mut self, members: &mut Members, at: &Trail<'_>) -> Vec<SentParameter> {
        let Some(Value::Array(parameters)) = members.get_mut("parameters") else {
            return Vec::new();
        };
        let parameters = std::mem::take(parameters);
        let list = at.key("parameters");
        let (mut sent, mut kept) = (Vec::new(), Vec::with_capacity(parameters.len()));
        for (index, value) in parameters.into_iter().enumerate() {
            let old = list.index(index);
            match self.v2.shared.role(&value) {
                ParameterRole::Parameter => {
                    if index != kept.len() {
                        self.moved(&old, &list.index(kept.len()));
                    }
                    kept.push(value);
                }
                role => {
                    let source = self.source(&old);
                    sent.push(SentParameter {
                        value,
                        source,
                        role,
                    });
                }
            }
        }
        if kept.is_empty() {
            take(members, "parameters");
        } else {
            members.insert("parameters".to_owned(), Value::Array(kept));
        }
        sent
    }

    /// The body of an operation: the one body parameter, or a form of all the fields.
    fn request_body(
        &mut self,
        sent: Vec<SentParameter>,
        consumes: Option<&[String]>,
        at: &Trail<'_>,
    ) -> Option<Value> {
        let is_body = |sent: &SentParameter| sent.role == ParameterRole::Body;
        let (mut bodies, fields): (Vec<_>, Vec<_>) = sent.into_iter().partition(is_body);
        if let Some(body) = bodies.pop() {
            let types = media_types::of_body(consumes);
            return Some(self.body(body.value, &types, &body.source, at));
        }
        if fields.is_empty() {
            return None;
        }
        let fields = fields.into_iter().filter_map(|sent| self.resolved(sent));
        let fields: Vec<_> = fields.collect();
        let is_file = |field: &Members| text(field, "type") == Some("file");
        let has_files = fields.iter().any(|(field, _)| is_file(field));
        let media_type = media_types::of_form(consumes, has_files);
        Some(self.form(fields, &media_type, at))
    }

    /// A field itself, with its place in the source. 3.0 cannot refer to a property from a list of
    /// parameters, so a shared field is copied.
    fn resolved(&self, sent: SentParameter) -> Option<(Members, Pointer)> {
        let Value::Object(members) = sent.value else {
            return None;
        };
        match text(&members, "$ref") {
            Some(reference) => self.v2.shared.field(reference),
            None => Some((members, sent.source)),
        }
    }
}

impl SentParameter {
    /// Whether this parameter of an operation replaces one of its path item: the same field, or any
    /// body, because there is only one.
    fn overrides(&self, common: &Self) -> bool {
        let is_same = |key| self.value.get(key) == common.value.get(key);
        self.role == ParameterRole::Body
            || common.role == ParameterRole::Body
            || (is_same("name") && is_same("$ref"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::document;

    #[test]
    fn parameters_of_a_path_apply_to_each_operation() {
        let outcome = document(
            json!({"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {
            "parameters": [{"name": "all", "in": "body", "schema": {"type": "string"}}, {"name": "q", "in": "query", "type": "string"}],
            "put": {"responses": {"204": {"description": ""}}},
            "post": {"schemes": ["http"], "parameters": [{"name": "own", "in": "body", "schema": {"type": "integer"}}], "responses": {"204": {"description": ""}}}}}}),
        );
        insta::assert_snapshot!(format!("{:#}", outcome.at("/paths/~1a")), @r##"
        {
          "parameters": [
            {
              "name": "q",
              "in": "query",
              "schema": {
                "type": "string"
              }
            }
          ],
          "put": {
            "responses": {
              "204": {
                "description": ""
              }
            },
            "requestBody": {
              "content": {
                "application/json": {
                  "schema": {
                    "type": "string"
                  }
                }
              }
            }
          },
          "post": {
            "responses": {
              "204": {
                "description": ""
              }
            },
            "requestBody": {
              "content": {
                "application/json": {
                  "schema": {
                    "type": "integer"
                  }
                }
              }
            }
          }
        }
        "##);
        insta::assert_snapshot!(outcome.reports, @"BW0206 #/paths/~1a/post/schemes: `schemes` has no effect: the schemes of the document are used");
        let place =
            outcome.source("/paths/~1a/put/requestBody/content/application~1json/schema/type");
        assert_eq!(place, "#/paths/~1a/parameters/0/schema/type");
    }
}
