//! A body parameter -> a Request Body Object.

use serde_json::{Value, json};

use super::Raising;
use crate::diagnostic::{Pointer, Trail};
use crate::load::raise::members::{Members, take};

impl Raising<'_, '_> {
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
