//! The tree of a document -> which operations and components need which.

use std::collections::{HashMap, VecDeque};

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use crate::load::Hook;
use crate::pointer::Pointer;
use crate::pointer::{follow_refs, parse_reference};

/// The keys of a path item that hold operations (3.0.3, Path Item Object).
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Nodes, each with those that need it. A node is an operation, a path item apart from its operations, a component, or
/// what a reference points at elsewhere.
#[derive(Debug, Default)]
pub(super) struct UseGraph {
    users: IndexMap<Pointer, IndexSet<Pointer>>,
}

impl UseGraph {
    /// The graph of a whole document.
    pub(super) fn of(tree: &Value) -> Self {
        let mut graph = Self::default();
        let root = Pointer::root();
        let secured = tree.get("security");
        let paths = root.child("paths");
        let items = members(tree.get("paths"));
        for (path, item) in items.filter(|(path, _)| !path.starts_with("x-")) {
            let at = paths.child(path);
            graph.node(&at);
            for (key, value) in members(Some(item)) {
                let own = at.child(key);
                if METHODS.contains(&key.as_str()) {
                    graph.needs(&own, &at);
                    let shared = secured.filter(|_| Hook::of(path).is_none());
                    graph.schemes(&own, value.get("security").or(shared));
                    graph.read(&own, value);
                } else if let Some(target) = value.as_str().filter(|_| key == "$ref") {
                    graph.needs_target(&at, target);
                } else {
                    graph.read(&at, value);
                }
            }
        }
        let components = root.child("components");
        for (section, entries) in members(tree.get("components")) {
            for (name, value) in members(Some(entries)) {
                let at = components.child(section).child(name);
                graph.node(&at);
                graph.read(&at, value);
            }
        }
        graph
    }

    /// Every node, in the order of the document.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Pointer> {
        self.users.keys()
    }

    /// Everything that needs one of these, they themselves included, with what is said of the one.
    pub(super) fn reached_by(&self, starts: &HashMap<Pointer, usize>) -> HashMap<Pointer, usize> {
        let mut found = starts.clone();
        let mut waiting: VecDeque<(Pointer, usize)> = found
            .iter()
            .map(|(node, cause)| (node.clone(), *cause))
            .collect();
        waiting.make_contiguous().sort_by_key(|(_, cause)| *cause);
        while let Some((node, cause)) = waiting.pop_front() {
            for user in self.users.get(&node).into_iter().flatten() {
                if !found.contains_key(user) {
                    found.insert(user.clone(), cause);
                    waiting.push_back((user.clone(), cause));
                }
            }
        }
        found
    }

    fn node(&mut self, at: &Pointer) {
        self.users.entry(at.clone()).or_default();
    }

    fn needs(&mut self, user: &Pointer, needed: &Pointer) {
        self.node(user);
        if user != needed {
            let users = self.users.entry(needed.clone()).or_default();
            users.insert(user.clone());
        }
    }

    fn needs_target(&mut self, user: &Pointer, target: &str) {
        if let Some(target) = parse_reference(target) {
            self.needs(user, &node_of(&target));
        }
    }

    /// The schemes that security requirements name.
    fn schemes(&mut self, user: &Pointer, requirements: Option<&Value>) {
        let schemes = Pointer::root().child("components").child("securitySchemes");
        let requirements = requirements.and_then(Value::as_array);
        for requirement in requirements.into_iter().flatten() {
            for (name, _) in members(Some(requirement)) {
                self.needs(user, &schemes.child(name));
            }
        }
    }

    /// The references inside a value.
    fn read(&mut self, user: &Pointer, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.read(user, item)),
            Value::Object(members) => {
                for (key, value) in members {
                    match value {
                        Value::String(target) if key == "$ref" => self.needs_target(user, target),
                        value => self.read(user, value),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// The node that a place is part of.
fn node_of(place: &Pointer) -> Pointer {
    let segments: Vec<_> = place.segments().collect();
    let names: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
    let length = match names.as_slice() {
        ["paths", _, method, ..] if METHODS.contains(method) => 3,
        ["components", ..] => 3,
        _ => 2,
    };
    let names = names.iter().take(length);
    names.fold(Pointer::root(), |pointer, name| pointer.child(name))
}

/// The path item at a place, or the one that it refers to.
pub(super) fn end<'t>(tree: &'t Value, item: &Pointer) -> Option<&'t Map<String, Value>> {
    follow_refs(tree, item)?.find(tree)?.as_object()
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}
