//! `anyOf`/`oneOf` with a member for null -> the others, and `nullable`; what is left alone takes the place of the whole.

use serde_json::{Value, json};

use super::Schema;

impl Schema<'_, '_> {
    /// Takes null out of a combination.
    pub(super) fn combination(&mut self, key: &str) {
        let Some(Value::Array(members)) = self.members.get(key) else {
            return;
        };
        if members.len() < 2 || !members.iter().any(is_null) {
            return;
        }
        let kept: Vec<_> = members
            .iter()
            .enumerate()
            .filter(|(_, member)| !is_null(member))
            .map(|(i, m)| (i, m.clone()))
            .collect();
        self.members.insert("nullable".to_owned(), json!(true));
        match kept.as_slice() {
            [(index, Value::Object(only))]
                if !only.contains_key("$ref") && self.accepts(key, only) =>
            {
                self.members.shift_remove(key);
                self.merge(key, *index, only);
            }
            [(index, only)] if !self.members.contains_key("allOf") => {
                self.members.shift_remove(key);
                self.members.insert("allOf".to_owned(), json!([only]));
                let here = self.here();
                self.origins
                    .moved(here.child("allOf").index(0), here.child(key).index(*index));
            }
            _ => {
                for (now, (was, _)) in kept.iter().enumerate().filter(|(now, (was, _))| now != was)
                {
                    let owner = self.here().child(key);
                    self.origins.moved(owner.index(now), owner.index(*was));
                }
                let kept = kept.into_iter().map(|(_, member)| member).collect();
                self.members.insert(key.to_owned(), Value::Array(kept));
            }
        }
    }

    /// Whether a member can take the place of its combination: none of its keys would replace one that is there,
    /// but for documentation, where the outer one stays.
    fn accepts(&self, key: &str, only: &super::Members) -> bool {
        only.keys().all(|name| {
            is_documentation(name)
                || name == "nullable"
                || name == key
                || !self.members.contains_key(name)
        })
    }

    fn merge(&mut self, key: &str, index: usize, only: &super::Members) {
        for (name, value) in only {
            if self.members.contains_key(name) {
                continue;
            }
            self.members.insert(name.clone(), value.clone());
            let was = self.here().child(key).index(index).child(name);
            self.moved(name, &was);
        }
    }
}

fn is_documentation(name: &str) -> bool {
    matches!(
        name,
        "title" | "description" | "example" | "externalDocs" | "deprecated" | "$comment"
    )
}

/// Whether a schema in the form of 3.0 admits null alone.
fn is_null(schema: &Value) -> bool {
    let only_null = schema
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| values == &[Value::Null]);
    only_null && schema.get("type").is_none()
}
