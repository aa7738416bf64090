//! Requests that the server sends -> path items that no path leads to, among `paths`, each under the place where it
//! stands in the source: `/#/webhooks/newPet`, `/#/paths/~1pets/post/callbacks/onPet/{$request.query.url}`.
//!
//! No path has a fragment, so that these keys are free; what reads paths reads them along, and [`Hook::of`] tells them
//! apart. `x-webhooks` is how documents in 3.0 write `webhooks`. A callback that is referred to is copied to where it is
//! used, up to a limit. Callbacks of callbacks are reported and left out, and so is a path that is spelled like such a key.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::Dialect;
use super::keywords::ReferencedTargets;
use super::origin::{Origins, relocated};
use super::private::PATH_ITEMS;
use super::private::PRIVATE;
use crate::diagnostic::{Code, Diagnostics, Pointer, show};
use crate::pointer::{follow_refs, fragment, parse_reference};

/// How many values copies of callbacks may have, all together.
const COPIES: usize = 1_000_000;

/// What a key of `paths` that is no path stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hook {
    /// An entry of `webhooks`, by its name.
    Webhook(String),
    /// A path item of a callback.
    Callback {
        /// The callback's name in its operation.
        name: String,
        /// The runtime expression that says where the request goes.
        expression: String,
    },
}

impl Hook {
    /// What the key stands for, and where that stands in the source; `None` for a path.
    pub(crate) fn of(key: &str) -> Option<(Self, Pointer)> {
        let at = Pointer::parse(key.strip_prefix("/#")?)?;
        let segments: Vec<_> = at.segments().collect();
        let names: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
        let hook = match names.as_slice() {
            ["webhooks" | "x-webhooks", name] => Self::Webhook((*name).to_owned()),
            [_, _, _, .., "callbacks", name, expression] => Self::Callback {
                name: (*name).to_owned(),
                expression: (*expression).to_owned(),
            },
            _ => return None,
        };
        Some((hook, at))
    }
}

/// Brings every webhook and callback of a raised tree under `paths`.
pub(super) fn gather(
    tree: &mut Value,
    dialect: Dialect,
    elsewhere: &mut ReferencedTargets,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) {
    if dialect == Dialect::V2 {
        return;
    }
    let mut gathering = Gathering {
        moves: HashMap::new(),
        copied: 0,
        origins,
        diagnostics,
    };
    gathering.refuse_alike(tree);
    gathering.webhooks(tree);
    gathering.callbacks(tree);
    let moves = gathering.moves;
    if !moves.is_empty() {
        origins.relocate(&moves);
        follow(tree, &moves);
        *elsewhere = std::mem::take(elsewhere)
            .into_iter()
            .map(|(at, kind)| (relocated(&at, &moves).unwrap_or(at), kind))
            .collect();
    }
}

struct Gathering<'g> {
    /// Where what stood at a place of the raised tree stands now.
    moves: HashMap<String, String>,
    copied: usize,
    origins: &'g mut Origins,
    diagnostics: &'g mut Diagnostics,
}

/// A path item of a callback: where it is to be known, and where it stands.
struct Sent {
    own: Pointer,
    there: Pointer,
}

impl Gathering<'_> {
    /// Paths that are spelled like keys of ours.
    fn refuse_alike(&mut self, tree: &mut Value) {
        let Some(Value::Object(paths)) = tree.get_mut("paths") else {
            return;
        };
        let alike: Vec<String> = paths
            .keys()
            .filter(|key| Hook::of(key).is_some())
            .cloned()
            .collect();
        for key in alike {
            paths.shift_remove(&key);
            let at = Pointer::root().child("paths").child(&key);
            let place = self.origins.place(&at).at_key();
            let message = format!("`{}`: a path has no fragment", show(&key));
            self.diagnostics
                .report(Code::BadPathTemplate, &place, message);
        }
    }

    fn webhooks(&mut self, tree: &mut Value) {
        for section in [format!("{PRIVATE}webhooks"), "x-webhooks".to_owned()] {
            let taken = tree
                .as_object_mut()
                .and_then(|root| root.shift_remove(&section));
            let Some(Value::Object(items)) = taken else {
                continue;
            };
            let section = Pointer::root().child(&section);
            for (name, item) in items {
                let from = section.child(&name);
                let to = self.put(tree, &from, item);
                let source = self.origins.source(&from);
                self.origins.moved(&to, &source);
                self.moved(&from, &to);
            }
        }
    }

    fn callbacks(&mut self, tree: &mut Value) {
        let holders = holders(tree);
        let all: Vec<Sent> = holders
            .iter()
            .flat_map(|operation| sent(tree, operation))
            .collect();
        for one in all {
            if one.own == one.there {
                self.take(tree, &one.own);
            } else {
                self.copy(tree, &one);
            }
        }
        for operation in holders {
            if let Some(Value::Object(operation)) = operation.find_mut(tree) {
                operation.shift_remove("callbacks");
            }
        }
        for nested in self::holders(tree) {
            let message = "`callbacks` has no effect: callbacks of callbacks are not generated";
            let place = self.origins.place(&nested.child("callbacks")).at_key();
            self.diagnostics
                .report(Code::UnsupportedKey, &place, message);
        }
    }

    fn take(&mut self, tree: &mut Value, from: &Pointer) {
        let Some(item) = from.find_mut(tree).map(Value::take) else {
            return;
        };
        let to = self.put(tree, from, item);
        let source = self.origins.source(from);
        self.origins.moved(&to, &source);
        self.moved(from, &to);
    }

    fn copy(&mut self, tree: &mut Value, one: &Sent) {
        let there = relocated(&one.there, &self.moves).unwrap_or_else(|| one.there.clone());
        let Some(item) = there.find(tree).cloned() else {
            return;
        };
        self.copied = self.copied.saturating_add(size(&item));
        if self.copied > COPIES {
            let place = self.origins.place(&one.own).at_key();
            let message = format!("callbacks that are referred to make more than {COPIES} values");
            self.diagnostics
                .report(Code::UnsupportedKey, &place, message);
            return;
        }
        let to = self.put(tree, &one.own, item);
        let source = self.origins.source(&one.there);
        self.origins.made(&to, &source);
    }

    /// Puts a path item under the key that says where it stands; what comes back is where it stands now.
    fn put(&mut self, tree: &mut Value, from: &Pointer, item: Value) -> Pointer {
        let key = format!("/{}", self.origins.source(from));
        let to = Pointer::root().child("paths").child(&key);
        if let Value::Object(root) = tree {
            let paths = root
                .entry("paths")
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(paths) = paths {
                paths.insert(key, item);
            }
        }
        to
    }

    fn moved(&mut self, from: &Pointer, to: &Pointer) {
        self.moves
            .insert(from.as_str().to_owned(), to.as_str().to_owned());
    }
}

/// The operations that have callbacks.
fn holders(tree: &Value) -> Vec<Pointer> {
    let root = Pointer::root();
    let sections = [
        root.child("paths"),
        root.child("components").child("pathItems"),
        root.child(PATH_ITEMS),
    ];
    let mut found = Vec::new();
    for section in sections {
        for (path, item) in members(section.find(tree)) {
            for (method, operation) in members(Some(item)) {
                if operation.get("callbacks").is_some_and(Value::is_object) {
                    found.push(section.child(path).child(method));
                }
            }
        }
    }
    found
}

/// The path items of the callbacks of an operation.
fn sent(tree: &Value, operation: &Pointer) -> Vec<Sent> {
    let at = operation.child("callbacks");
    let mut found = Vec::new();
    for (name, _) in members(at.find(tree)) {
        let own = at.child(name);
        let Some(there) = follow_refs(tree, &own) else {
            continue;
        };
        for (expression, _) in members(there.find(tree)) {
            if !expression.starts_with("x-") {
                found.push(Sent {
                    own: own.child(expression),
                    there: there.child(expression),
                });
            }
        }
    }
    found
}

/// How many values there are in one.
fn size(value: &Value) -> usize {
    let inside: usize = match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    };
    inside.saturating_add(1)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// Makes references follow what moved.
fn follow(value: &mut Value, moves: &HashMap<String, String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| follow(item, moves)),
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(reference) if key == "$ref" => {
                        let target = parse_reference(reference);
                        if let Some(there) = target.and_then(|target| relocated(&target, moves)) {
                            *reference = fragment(&there);
                        }
                    }
                    value => follow(value, moves),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
