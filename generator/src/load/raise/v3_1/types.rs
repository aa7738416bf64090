//! `type` as a list: `[string, "null"]` -> `string` and `nullable`; several types -> `anyOf`, each with its own keys.

use serde_json::{Map, Value, json};

use super::Schema;

/// The type that a value has; none for null.
pub(super) fn of(value: &Value) -> Option<&'static str> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) => Some(if number.is_f64() { "number" } else { "integer" }),
        Value::String(_) => Some("string"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    }
}

/// The keys that speak of one type alone.
fn keys(kind: &str) -> &'static [&'static str] {
    match kind {
        "string" => &["minLength", "maxLength", "pattern", "format"],
        "number" | "integer" => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ],
        "array" => &[
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "x-bindwright-prefix-items",
        ],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => &[],
    }
}

impl Schema<'_, '_> {
    /// Rewrites `type` to one name at most.
    pub(super) fn types(&mut self) {
        let (kinds, null) = match self.members.get("type") {
            Some(Value::Array(kinds)) => split(kinds),
            Some(Value::String(kind)) if kind == "null" => (Vec::new(), true),
            _ => return,
        };
        if null {
            self.members.insert("nullable".to_owned(), json!(true));
        }
        match kinds.as_slice() {
            [] => {
                self.members.shift_remove("type");
                if null {
                    self.members.entry("enum").or_insert_with(|| json!([null]));
                }
            }
            [(_, kind)] => drop(self.members.insert("type".to_owned(), json!(kind))),
            _ => self.alternatives(&kinds),
        }
    }

    /// Several types: a member of `anyOf` for each, with the keys that speak of it.
    fn alternatives(&mut self, kinds: &[(usize, String)]) {
        self.members.shift_remove("type");
        let whole = self.members.clone();
        let owner = if self.members.contains_key("anyOf") {
            "allOf"
        } else {
            "anyOf"
        };
        let mut members = Vec::new();
        for (index, kind) in kinds {
            let mut member = Map::new();
            member.insert("type".to_owned(), json!(kind));
            for key in keys(kind) {
                if let Some(value) = whole.get(*key) {
                    member.insert((*key).to_owned(), value.clone());
                    self.members.shift_remove(*key);
                }
            }
            self.note(owner, members.len(), *index, &member);
            if kind == "array" {
                member.entry("items").or_insert_with(|| json!({}));
            }
            members.push(Value::Object(member));
        }
        if owner == "anyOf" {
            self.members
                .insert("anyOf".to_owned(), Value::Array(members));
        } else if let Value::Array(all) = self.members.entry("allOf").or_insert_with(|| json!([])) {
            all.push(json!({"anyOf": members}));
        }
    }

    /// Notes where the keys of an alternative were written.
    fn note(&mut self, owner: &str, index: usize, kind_index: usize, member: &Map<String, Value>) {
        let here = self.here();
        let all = self
            .members
            .get("allOf")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let now = match owner {
            "anyOf" => here.child("anyOf").index(index),
            _ => here.child("allOf").index(all).child("anyOf").index(index),
        };
        self.origins.moved(now.clone(), here.clone());
        for key in member.keys() {
            let was = if key == "type" {
                here.child("type").index(kind_index)
            } else {
                here.child(key)
            };
            self.origins.moved(now.child(key), was);
        }
    }
}

/// The types but null, each with its index, and whether null is among them.
fn split(kinds: &[Value]) -> (Vec<(usize, String)>, bool) {
    let named = kinds
        .iter()
        .enumerate()
        .filter_map(|(index, kind)| Some((index, kind.as_str()?.to_owned())));
    let (null, kinds): (Vec<_>, Vec<_>) = named.partition(|(_, kind)| kind == "null");
    (kinds, !null.is_empty())
}
