//! Which operations and components of a document use which.
//!
//! ```text
//! GET /pets  ->  response Pets  ->  schema Pet  ->  schema Owner
//! ```
//! An error in `Owner` makes all four unusable: [`UseGraph::reached_by`] follows the arrows backwards.

use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};
use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use crate::load::{Document, METHODS, members};
use crate::pointer::Pointer;
use crate::pointer::{follow_refs, parse_reference};

/// Nodes, each with its users. A node is an operation, a path item without its operations, a component, or the target of a
/// reference anywhere else.
#[derive(Debug, Default)]
pub(super) struct UseGraph {
    users: IndexMap<Pointer, IndexSet<Pointer>>,
}

impl UseGraph {
    /// The graph of a whole document.
    pub(super) fn of(document: &Document) -> Self {
        let tree = document.tree();
        let mut graph = Self::default();
        let root = Pointer::root();
        let secured = tree.get("security");
        let paths = root.child("paths");
        let items = members(tree.get("paths"));
        let items = items.filter(|(path, _)| !path.starts_with("x-"));
        let items: Vec<Pointer> = items.map(|(path, _)| paths.child(path)).collect();
        let hooks: Vec<Pointer> = document.hooks().map(|(hook, _)| hook.at.clone()).collect();
        for hook in &hooks {
            graph.node(hook); // before anything is read: a place in a callback is part of the callback
        }
        for at in &items {
            graph.path_item(tree, at, secured);
        }
        for at in &hooks {
            graph.path_item(tree, at, None);
            if let Some(operation) = operation_of(at) {
                graph.needs(at, &operation);
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

    /// A path item and its operations. `secured` are the requirements of operations that have none of their own.
    fn path_item(&mut self, tree: &Value, at: &Pointer, secured: Option<&Value>) {
        self.node(at);
        for (key, value) in members(at.find(tree)) {
            let own = at.child(key);
            if METHODS.contains(&key.as_str()) {
                self.needs(&own, at);
                self.schemes(&own, value.get("security").or(secured));
                let parts = members(Some(value)).filter(|(key, _)| *key != "callbacks");
                for (_, value) in parts {
                    self.read(&own, value);
                }
            } else if let Some(target) = value.as_str().filter(|_| key == "$ref") {
                self.needs_target(at, target);
            } else {
                self.read(at, value);
            }
        }
    }

    /// Every node, in the order of the document.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Pointer> {
        self.users.keys()
    }

    /// The transitive users of `starts`, including the starts, each with the number of its start.
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

    /// What these nodes use, in any number of steps.
    pub(super) fn used_by<'n>(
        &'n self,
        users: impl Iterator<Item = &'n Pointer>,
    ) -> HashSet<Pointer> {
        let mut needed: HashMap<&Pointer, Vec<&Pointer>> = HashMap::default();
        for (node, users) in &self.users {
            for user in users {
                needed.entry(user).or_default().push(node);
            }
        }
        let mut found = HashSet::default();
        let mut waiting: Vec<&Pointer> = users.collect();
        while let Some(user) = waiting.pop() {
            for node in needed.get(user).into_iter().flatten() {
                if found.insert((*node).clone()) {
                    waiting.push(node);
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
            let node = self.node_of(&target);
            self.needs(user, &node);
        }
    }

    /// The node that a place is part of.
    fn node_of(&self, place: &Pointer) -> Pointer {
        let segments: Vec<_> = place.segments().collect();
        let names: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
        let start = |length: usize| {
            let names = names.iter().take(length);
            names.fold(Pointer::root(), |pointer, name| pointer.child(name))
        };
        // A callback is deeper than the operation that it belongs to; its path item is the node.
        let callback = names.iter().position(|name| *name == "callbacks");
        let callback = callback.map(|at| start(at + 3));
        if let Some(callback) = callback.filter(|at| self.users.contains_key(at)) {
            return callback;
        }
        match names.as_slice() {
            ["paths" | "webhooks" | "x-webhooks", _, method, ..] if METHODS.contains(method) => {
                start(3)
            }
            ["components", ..] => start(3),
            _ => start(2),
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

/// The operation that a callback belongs to: `/paths/~1pets/post/callbacks/onPet/{$url}` is part of `/paths/~1pets/post`.
fn operation_of(hook: &Pointer) -> Option<Pointer> {
    let callbacks = hook.parent()?.parent()?;
    (callbacks.last()? == "callbacks")
        .then(|| callbacks.parent())
        .flatten()
}

/// The path item at a place, or the one that it refers to.
pub(super) fn end<'t>(tree: &'t Value, item: &Pointer) -> Option<&'t Map<String, Value>> {
    follow_refs(tree, item)?.find(tree)?.as_object()
}
