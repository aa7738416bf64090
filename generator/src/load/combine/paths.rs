//! The paths of several documents: a path that two of them have gets the operations of both.
//!
//! What a path says about all of its operations (`parameters`, `servers`) becomes part of each operation if the documents
//! differ, so that no operation gets parameters of another document.

use serde_json::{Map, Value};

use super::super::METHODS;
use super::equal::Difference;
use super::{Combiner, Piece};
use crate::diagnostic::Pointer;
use crate::source::FileId;

/// What a path item says about all of its operations.
const SHARED: [&str; 2] = ["parameters", "servers"];

impl Combiner<'_> {
    /// A path, or a webhook.
    pub(super) fn path(&mut self, piece: Piece) {
        let Some((piece, _)) = self.add_if_absent(piece) else {
            return;
        };
        let is_reference =
            |item: Option<&Value>| item.is_some_and(|item| item.get("$ref").is_some());
        let known = piece.at.find(&self.tree);
        if is_reference(known) || is_reference(Some(&piece.value)) {
            return self.one(piece);
        }
        let Piece { file, at, value } = piece;
        let Value::Object(mut item) = value else {
            return self.one(Piece { file, at, value });
        };
        for key in SHARED {
            self.share(key, file, &at, &mut item);
        }
        for (key, value) in item {
            let at = at.child(&key);
            let piece = Piece { file, at, value };
            if METHODS.contains(&key.as_str()) {
                self.one(piece);
            } else {
                self.first_of(piece);
            }
        }
    }

    /// Moves what two documents say differently about all operations of a path into the operations.
    fn share(&mut self, key: &str, file: FileId, at: &Pointer, item: &mut Map<String, Value>) {
        let place = at.child(key);
        let known = place.find(&self.tree);
        let same = match (known, item.get(key)) {
            (None, None) => true,
            (Some(_), Some(new)) => self.difference(file, &place, new) != Difference::Meaning,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if same {
            return;
        }
        let (here, base) = (self.origins.place(&place), self.origins.base(&place));
        if let Some(Value::Object(first)) = at.find_mut(&mut self.tree) {
            for to in move_down(first, key) {
                self.origins.overlaid(&at.append(&to), here.clone(), base);
            }
        }
        for to in move_down(item, key) {
            self.import(&at.append(&to), file, &place);
        }
    }
}

/// Moves a key of a path item into its operations, unless they say something else. Returns the places below the item that got
/// it.
pub(super) fn move_down(item: &mut Map<String, Value>, key: &str) -> Vec<Pointer> {
    let Some(shared) = item.shift_remove(key) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    let methods = item
        .iter_mut()
        .filter(|(method, _)| METHODS.contains(&method.as_str()));
    for (method, operation) in methods {
        let Value::Object(operation) = operation else {
            continue;
        };
        let at = Pointer::root().child(method).child(key);
        match (operation.get_mut(key), &shared) {
            (None, shared) => {
                operation.insert(key.to_owned(), shared.clone());
                places.push(at);
            }
            (Some(Value::Array(own)), Value::Array(shared)) if key == "parameters" => {
                // A parameter of the operation overrides that of the path (https://spec.openapis.org/oas/v3.0.3.html#operation-object).
                let name = |one: &Value| ["name", "in", "$ref"].map(|key| one.get(key).cloned());
                for parameter in shared {
                    if !own.iter().any(|one| name(one) == name(parameter)) {
                        places.push(at.index(own.len()));
                        own.push(parameter.clone());
                    }
                }
            }
            (Some(_), _) => {}
        }
    }
    places
}
