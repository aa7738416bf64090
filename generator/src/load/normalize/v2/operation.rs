//! Path items and operations of Swagger 2.0: parameters stay where they are, bodies and forms become `requestBody`.

use serde_json::Value;

use super::Rewriter;
use super::media_types::{self, Holds};
use super::shared::ParameterRole;
use crate::diagnostic::{Pointer, Trail};
use crate::load::normalize::members::{Members, take, text};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];

/// A parameter that 3.0 has in `requestBody`, and where it was in the source.
#[derive(Debug, Clone)]
pub(super) struct SentParameter {
    pub value: Value,
    pub source: Pointer,
    belongs: ParameterRole,
}

impl Rewriter<'_, '_> {
    /// Normalizes a path item. Its bodies and forms apply to all operations, so each of them gets a copy.
    pub(super) fn path_item(&mut self, item: &mut Value, at: &Trail<'_>) {
        let Value::Object(members) = item else {
            return;
        };
        if members.contains_key("$ref") {
            self.reference(members, at);
        }
        let common = self.parameters(members, at);
        for method in METHODS {
            if let Some(Value::Object(operation)) = members.get_mut(*method) {
                self.operation(operation, &common, &at.key(method));
            }
        }
    }

    fn operation(&mut self, operation: &mut Members, common: &[SentParameter], at: &Trail<'_>) {
        let own = self.parameters(operation, at);
        self.keep_private(operation, "schemes", at);
        let consumes = self.context.media_types(operation, "consumes", at);
        let produces = self.context.media_types(operation, "produces", at);
        let consumes = consumes.or_else(|| self.consumes.clone());
        let produces = produces.or_else(|| self.produces.clone());
        take(operation, "consumes");
        take(operation, "produces");
        let inherited = common
            .iter()
            .filter(|sent| !own.iter().any(|own| own.overrides(sent)));
        let sent: Vec<_> = inherited.chain(&own).cloned().collect();
        if let Some(body) = self.request_body(sent, consumes.as_deref(), &at.key("requestBody")) {
            operation.insert("requestBody".to_owned(), body);
        }
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            let at = at.key("responses");
            for (status, response) in responses {
                if !status.starts_with("x-") {
                    self.response(response, produces.as_deref(), &at.key(status));
                }
            }
        }
    }

    /// Normalizes the parameters that remain parameters, and removes the others.
    fn parameters(&mut self, members: &mut Members, at: &Trail<'_>) -> Vec<SentParameter> {
        let Some(Value::Array(parameters)) = members.get_mut("parameters") else {
            return Vec::new();
        };
        let list = at.key("parameters");
        let mut sent = Vec::new();
        let mut kept = Vec::with_capacity(parameters.len());
        for (index, mut value) in std::mem::take(parameters).into_iter().enumerate() {
            let (old, new) = (list.index(index), list.index(kept.len()));
            match self.shared.belongs(&value) {
                ParameterRole::Parameters => {
                    if index != kept.len() {
                        self.context.moved(&old.pointer(), &new.pointer());
                    }
                    self.parameter(&mut value, &new);
                    kept.push(value);
                }
                belongs => {
                    let source = at.pointer().child("parameters").index(index);
                    let source = self.context.origins.source(&source);
                    sent.push(SentParameter {
                        value,
                        source,
                        belongs,
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
        let (mut bodies, fields): (Vec<_>, Vec<_>) = sent
            .into_iter()
            .partition(|sent| sent.belongs == ParameterRole::Body);
        match bodies.pop() {
            Some(body) => {
                let types = media_types::of_body(consumes);
                Some(self.body(body.value, &types, &body.source, at))
            }
            None if fields.is_empty() => None,
            None => {
                let fields = self.resolved(fields);
                let holds = match fields
                    .iter()
                    .any(|(field, _)| text(field, "type") == Some("file"))
                {
                    true => Holds::Files,
                    false => Holds::Text,
                };
                let media_type = media_types::of_form(consumes, holds);
                Some(self.form(fields, &media_type, at))
            }
        }
    }

    /// The fields themselves, each with its place in the source.
    fn resolved(&self, fields: Vec<SentParameter>) -> Vec<(Members, Pointer)> {
        let resolve = |sent: SentParameter| match sent.value {
            Value::Object(members) => match text(&members, "$ref") {
                Some(reference) => self
                    .shared
                    .field(reference)
                    .map(|(source, field)| (field, source)),
                None => Some((members, sent.source)),
            },
            _ => None,
        };
        fields.into_iter().filter_map(resolve).collect()
    }
}

impl SentParameter {
    /// Whether this parameter of an operation replaces one of its path item.
    fn overrides(&self, common: &Self) -> bool {
        let same_name = self.value.get("name") == common.value.get("name")
            && self.value.get("$ref") == common.value.get("$ref");
        match (self.belongs, common.belongs) {
            (ParameterRole::Body, _) | (_, ParameterRole::Body) => true,
            _ => same_name,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::document;

    #[test]
    fn what_a_path_sends_goes_to_each_operation() {
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
              "x-bindwright-name": "all",
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
            "x-bindwright-schemes": [
              "http"
            ],
            "requestBody": {
              "x-bindwright-name": "own",
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
