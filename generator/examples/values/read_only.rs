//! Which properties are `readOnly`.

use serde_json::{Value, json};

use crate::document::{Document, target};

/// Searches schemas for `readOnly`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadOnly<'d> {
    pub(crate) document: &'d Document,
    /// Whether keywords beside `$ref` count.
    pub(crate) is_beside_references: bool,
}

impl ReadOnly<'_> {
    /// Adds the properties that a schema, or a member of its `allOf`, says to be `readOnly`.
    pub(crate) fn add(&self, schema: &Value, depth: usize, found: &mut Vec<String>) {
        if depth > 16 {
            return;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        let properties = properties.into_iter().flatten();
        let read_only = properties.filter(|(_, property)| self.says(property, 0));
        found.extend(read_only.map(|(name, _)| name.clone()));
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(target);
        let target = target.and_then(|pointer| self.document.at(&pointer));
        let members = schema.get("allOf").and_then(Value::as_array);
        for member in target.into_iter().chain(members.into_iter().flatten()) {
            self.add(member, depth + 1, found);
        }
    }

    /// Whether one of the schemas that describe a property says `readOnly`.
    pub(crate) fn says(&self, property: &Value, depth: usize) -> bool {
        let reference = property.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(target);
        let target = target.and_then(|pointer| self.document.at(&pointer));
        let is_deep = depth > 16;
        let is_in = |schema: &Value| !is_deep && self.says(schema, depth + 1);
        if target.is_some_and(is_in) {
            return true;
        }
        if reference.is_some() && !self.is_beside_references {
            return false;
        }
        let members = property.get("allOf").and_then(Value::as_array);
        property.get("readOnly") == Some(&json!(true))
            || members.is_some_and(|members| members.iter().any(is_in))
    }
}
