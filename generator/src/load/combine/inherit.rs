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

    /// Gives each operation of a document a value, unless it has one of its own.
    fn give(&mut self, file: FileId, key: &str, value: &Value, members: &mut Map<String, Value>) {
        let at = Pointer::root().child(key);
        let paths = members.get_mut("paths").and_then(Value::as_object_mut);
        for (path, item) in paths.into_iter().flatten() {
            let Value::Object(item) = item else {
                continue;
            };
            if key == "servers" {
                move_down(item, key);
            }
            for (method, operation) in item.iter_mut() {
                if let Value::Object(operation) = operation
                    && METHODS.contains(&method.as_str())
                    && !operation.contains_key(key)
                {
                    operation.insert(key.to_owned(), value.clone());
                    let place = Pointer::root().child("paths").child(path).child(method);
                    self.origins.imported(&place.child(key), file, at.clone());
                }
            }
        }
    }
}
