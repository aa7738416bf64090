//! What a document says about all of its operations: `security`, `servers`, `consumes` and `produces`.
//!
//! If it differs from the first document, each operation gets what its own document says, so that it means the same as before.
//! The standard allows that: <https://spec.openapis.org/oas/v3.0.3.html#operation-object> says that `security` and `servers` of
//! an operation override those of the document.

use serde_json::{Map, Value, json};

use super::super::{Dialect, METHODS};
use super::Combiner;
use super::equal::Difference;
use super::paths::move_down;
use crate::diagnostic::Pointer;
use crate::source::FileId;

/// The keys.
fn inherited(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::V2 => &["security", "consumes", "produces"],
        Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2 => &["security", "servers"],
    }
}

/// The sections with path items.
const SECTIONS: [&str; 3] = ["paths", "webhooks", "x-webhooks"];

/// What a document without the key means. One without `servers` says nothing, and takes those of the others.
fn absent(key: &str) -> Option<Value> {
    (key != "servers").then(|| json!([]))
}

impl Combiner<'_> {
    /// Moves what differs from the first document into the operations of this one.
    pub(super) fn inherit(&mut self, file: FileId, members: &mut Map<String, Value>) {
        for &key in inherited(self.dialect) {
            let at = Pointer::root().child(key);
            let own = members.get(key).cloned().or_else(|| absent(key));
            let first = at.find(&self.tree).cloned().or_else(|| absent(key));
            let (Some(own), Some(first)) = (own, first) else {
                continue;
            };
            if self.differs(file, &at, &first, &own) {
                self.give(file, key, &own, members);
            }
            members.shift_remove(key);
        }
    }

    fn differs(&self, file: FileId, at: &Pointer, first: &Value, own: &Value) -> bool {
        if at.find(&self.tree).is_none() {
            return first != own;
        }
        self.difference(file, at, own) == Difference::Meaning
    }

    /// Gives each operation of a document a value, unless it has one of its own: those of paths, of
    /// webhooks and of callbacks. Receivers of webhooks and callbacks choose their URLs, so they have
    /// no servers.
    fn give(&mut self, file: FileId, key: &str, value: &Value, members: &mut Map<String, Value>) {
        let mut places = Vec::new();
        for section in SECTIONS
            .into_iter()
            .filter(|one| key != "servers" || *one == "paths")
        {
            let at = Pointer::root().child(section);
            if let Some(Value::Object(items)) = members.get_mut(section) {
                give_to_items((key, value), items, &at, &mut places);
            }
        }
        let components = members.get_mut("components").and_then(Value::as_object_mut);
        for (section, items) in components.into_iter().flatten() {
            let at = Pointer::root().child("components").child(section);
            match (section.as_str(), items) {
                ("pathItems", Value::Object(items)) => {
                    give_to_items((key, value), items, &at, &mut places);
                }
                ("callbacks", Value::Object(callbacks)) if key != "servers" => {
                    give_to_callbacks((key, value), callbacks, &at, &mut places);
                }
                _ => {}
            }
        }
        let from = Pointer::root().child(key);
        for place in places {
            self.import(&place, file, &from);
        }
    }
}

/// Gives each operation of some path items a value, and notes the places that got it.
fn give_to_items(
    (key, value): (&str, &Value),
    items: &mut Map<String, Value>,
    at: &Pointer,
    places: &mut Vec<Pointer>,
) {
    for (path, item) in items {
        let (Value::Object(item), at) = (item, at.child(path)) else {
            continue;
        };
        if key == "servers" {
            move_down(item, key);
        }
        for (method, operation) in item.iter_mut() {
            let (Value::Object(operation), true) = (operation, METHODS.contains(&method.as_str()))
            else {
                continue;
            };
            let at = at.child(method);
            if !operation.contains_key(key) {
                operation.insert(key.to_owned(), value.clone());
                places.push(at.child(key));
            }
            if let Some(Value::Object(callbacks)) = operation.get_mut("callbacks")
                && key != "servers"
            {
                give_to_callbacks((key, value), callbacks, &at.child("callbacks"), places);
            }
        }
    }
}

/// The same for callbacks, each of which has a path item per URL.
fn give_to_callbacks(
    given: (&str, &Value),
    callbacks: &mut Map<String, Value>,
    at: &Pointer,
    places: &mut Vec<Pointer>,
) {
    for (name, callback) in callbacks {
        if let Value::Object(items) = callback {
            give_to_items(given, items, &at.child(name), places);
        }
    }
}
