//! A response of Swagger 2.0 -> a response with `content`: its schema under each media type that is produced.

use serde_json::{Value, json};

use super::Raising;
use super::media_types::{self, Holds};
use crate::diagnostic::Trail;
use crate::load::raise::members::{Members, PRIVATE, take};

impl Raising<'_, '_> {
    /// Raises a response; one that is in the form of 3.0 stays.
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
