//! A tree, and the actions of an overlay that changed it.
//!
//! Actions are those of version 1.0: `update` merges objects and appends to lists, `remove` takes objects and lists away. A
//! primitive value can be replaced, but neither removed nor changed into an object by itself, so the object around it is removed
//! and written again.

use serde_json::{Map, Value};

use super::target::target;
use crate::load::merged;
use crate::pointer::Pointer;

/// A change of an overlay.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OverlayEdit {
    /// What is changed, as a JSONPath query.
    pub(super) target: String,
    /// What is merged; `None` removes.
    pub(super) update: Option<Value>,
    at: Pointer,
}

/// A tree that is changed by actions.
#[derive(Debug, Clone)]
pub(super) struct TreeEditor {
    pub(super) tree: Value,
    pub(super) edits: Vec<OverlayEdit>,
}

impl TreeEditor {
    pub(super) fn new(tree: Value) -> Self {
        Self {
            tree,
            edits: Vec::new(),
        }
    }

    /// Makes a value what it shall be; `None` removes it.
    pub(super) fn put(&mut self, at: &Pointer, new: Option<Value>) {
        let old = at.find(&self.tree).cloned();
        match (old, new) {
            (None, None) => {}
            (None, Some(new)) => self.insert(at, new),
            (Some(old), None) => self.delete(at, &old),
            (Some(old), Some(new)) if old == new => {}
            (Some(Value::Object(old)), Some(Value::Object(new))) => self.members(at, &old, new),
            (Some(Value::Array(old)), Some(Value::Array(new))) => self.items(at, &old, new),
            (Some(_), Some(new)) => self.replace(at, new),
        }
    }

    fn members(&mut self, at: &Pointer, old: &Map<String, Value>, new: Map<String, Value>) {
        let is_stuck = |(key, old): (&String, &Value)| {
            let becomes = new.get(key);
            !is_container(old) && becomes.is_none_or(is_container)
        };
        if old.iter().any(is_stuck) && !at.as_str().is_empty() {
            return self.replace(at, Value::Object(new));
        }
        for key in old.keys().filter(|key| !new.contains_key(*key)) {
            self.put(&at.child(key), None);
        }
        for (key, value) in new {
            self.put(&at.child(&key), Some(value));
        }
    }

    fn items(&mut self, at: &Pointer, old: &[Value], new: Vec<Value>) {
        if let Some(more) = new.strip_prefix(old) {
            return self.update(at, Value::Array(more.to_vec()));
        }
        let removed = (0..old.len()).find(|index| {
            let (before, from) = old.split_at(*index);
            let rest = from.get(1..).unwrap_or_default();
            from.first().is_some_and(is_container) && new == [before, rest].concat()
        });
        if let Some(index) = removed {
            return self.remove(&at.index(index));
        }
        let pairs = || old.iter().zip(&new).enumerate();
        let are_objects = pairs()
            .filter(|(_, (old, new))| old != new)
            .all(|(_, (old, new))| old.is_object() && new.is_object());
        if old.len() == new.len() && are_objects {
            let changed: Vec<usize> = pairs()
                .filter(|(_, (old, new))| old != new)
                .map(|(index, _)| index)
                .collect();
            // From the end: an item that is written again goes to the end.
            for index in changed.into_iter().rev() {
                self.put(&at.index(index), new.get(index).cloned());
            }
            return;
        }
        self.replace(at, Value::Array(new));
    }

    /// Adds a value, and the objects around it.
    fn insert(&mut self, at: &Pointer, new: Value) {
        let (Some(parent), Some(key)) = (at.parent(), at.last()) else {
            return;
        };
        match parent.find(&self.tree) {
            Some(Value::Array(_)) => self.update(&parent, Value::Array(vec![new])),
            Some(_) => self.update(&parent, member(&key, new)),
            None => self.insert(&parent, member(&key, new)),
        }
    }

    fn delete(&mut self, at: &Pointer, old: &Value) {
        if is_container(old) {
            return self.remove(at);
        }
        if let Some((parent, mut around)) = self.around(at) {
            drop_member(&mut around, at);
            self.replace(&parent, around);
        }
    }

    /// Writes a value again.
    fn replace(&mut self, at: &Pointer, new: Value) {
        let is_primitive = at.find(&self.tree).is_some_and(|old| !is_container(old));
        let Some((parent, mut around)) = self.around(at) else {
            return;
        };
        let is_list = around.is_array();
        if !is_primitive {
            self.remove(at);
            self.insert(at, new);
        } else if !is_list && !is_container(&new) {
            self.insert(at, new);
        } else {
            let key = at.last().unwrap_or_default().into_owned();
            match &mut around {
                Value::Object(members) => drop(members.insert(key, new)),
                Value::Array(items) => {
                    let item = key
                        .parse()
                        .ok()
                        .and_then(|index: usize| items.get_mut(index));
                    item.into_iter().for_each(|item| item.clone_from(&new));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
            self.replace(&parent, around);
        }
    }

    /// The value around another.
    fn around(&self, at: &Pointer) -> Option<(Pointer, Value)> {
        let parent = at.parent()?;
        let around = parent.find(&self.tree)?.clone();
        Some((parent, around))
    }

    fn remove(&mut self, at: &Pointer) {
        self.edits.push(OverlayEdit {
            target: target(&self.tree, at),
            update: None,
            at: at.clone(),
        });
        if let Some(parent) = at
            .parent()
            .and_then(|parent| parent.find_mut(&mut self.tree))
        {
            drop_member(parent, at);
        }
    }

    fn update(&mut self, at: &Pointer, value: Value) {
        let target = target(&self.tree, at);
        if let Some(found) = at.find_mut(&mut self.tree) {
            merged(found, &value);
        }
        match self.edits.last_mut() {
            Some(OverlayEdit {
                at: before,
                update: Some(update),
                ..
            }) if before == at => merged(update, &value),
            _ => self.edits.push(OverlayEdit {
                target,
                update: Some(value),
                at: at.clone(),
            }),
        }
    }
}

fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

fn member(key: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(key.to_owned(), value)]))
}

/// Takes what is at a place away from the value around it.
fn drop_member(around: &mut Value, at: &Pointer) {
    let key = at.last().unwrap_or_default();
    match around {
        Value::Object(members) => drop(members.shift_remove(key.as_ref())),
        Value::Array(items) => {
            let index = key
                .parse()
                .ok()
                .filter(|index: &usize| *index < items.len());
            index
                .into_iter()
                .for_each(|index| drop(items.remove(index)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::TreeEditor;
    use crate::load::{Input, LoadOptions, written_tree};
    use crate::pointer::Pointer;
    use crate::propose::target::target;
    use crate::propose::text;

    /// Strings that YAML or JSONPath could read as something else.
    const STRINGS: [&str; 24] = [
        "a",
        "name",
        "in",
        "$ref",
        "",
        " b",
        "c ",
        "it's",
        "\"q\"",
        "x: y",
        "x #y",
        "- z",
        "yes",
        "null",
        "~",
        "1.0",
        "0x1f",
        "1.0.0",
        "{p}",
        "/v1/{p}:go",
        "é\u{202e}\n\t",
        "\u{e0001}",
        "a\\b",
        "2024-01-01",
    ];

    fn string(random: &mut fastrand::Rng) -> String {
        (*random.choice(&STRINGS).unwrap()).to_owned()
    }

    fn value(random: &mut fastrand::Rng, depth: usize) -> Value {
        match random.usize(0..if depth == 0 { 4 } else { 8 }) {
            0 => json!(string(random)),
            1 => json!(random.i32(..)),
            2 => json!(random.bool()),
            3 => Value::Null,
            4 => {
                let items = (0..random.usize(0..4)).map(|_| value(random, depth - 1));
                Value::Array(items.collect())
            }
            5 => json!({"name": string(random), "in": "query", "schema": value(random, depth - 1)}),
            _ => {
                let members =
                    (0..random.usize(0..5)).map(|_| (string(random), value(random, depth - 1)));
                Value::Object(members.collect())
            }
        }
    }

    /// Every place of a tree but its root, and of each object one more that is free.
    fn places(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    found.push(at.child(key));
                    places(value, &at.child(key), found);
                }
                found.push(at.child("free"));
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    found.push(at.index(index));
                    places(value, &at.index(index), found);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn the_overlay_makes_the_tree_that_was_wanted() {
        let mut random = fastrand::Rng::with_seed(5);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("api.json");
        let mut actions = 0;
        for _ in 0..600 {
            // What is changed is inside an object: nothing can be written again around the root.
            let mut editor = TreeEditor::new(
                json!({"o": {"p": value(&mut random, 3), "q": value(&mut random, 3)}}),
            );
            std::fs::write(&file, editor.tree.to_string()).unwrap();
            for _ in 0..random.usize(1..5) {
                let mut all = Vec::new();
                places(&editor.tree["o"], &Pointer::root().child("o"), &mut all);
                let at = random.choice(&all).unwrap().clone();
                let new = (random.usize(0..4) > 0).then(|| value(&mut random, 2));
                // An item that is written again goes to the end of its list.
                let mut around = std::iter::successors(at.parent(), Pointer::parent);
                let is_in_list =
                    around.any(|at| at.find(&editor.tree).is_some_and(Value::is_array));
                editor.put(&at, new.clone());
                if !is_in_list {
                    assert_eq!(at.find(&editor.tree), new.as_ref(), "{at}");
                }
            }
            let edits = editor.edits.iter().map(|edit| match &edit.update {
                Some(update) => json!({"target": edit.target, "update": update}),
                None => json!({"target": edit.target, "remove": true}),
            });
            let edits: Vec<Value> = edits.collect();
            if edits.is_empty() {
                continue;
            }
            actions += edits.len();
            let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": edits});
            let input = Input {
                documents: vec![file.clone()],
                proposed: Some(text::document(&overlay)),
                ..Input::default()
            };
            let made = written_tree(&input, &LoadOptions::default()).unwrap();
            assert_eq!(made, editor.tree, "{}", text::document(&overlay));
        }
        assert!(actions > 1_000, "{actions}");
    }

    #[test]
    fn items_are_named_if_the_name_is_unique() {
        let tree = json!({"paths": {"/a-b": {"get": {"parameters": [
        {"name": "it's", "in": "query"}, {"$ref": "#/a"}, {"name": "x", "in": "query"}, {"name": "x", "in": "query"},
        {"name": "x", "in": "path"}, 7]}}}});
        let list = Pointer::root()
            .child("paths")
            .child("/a-b")
            .child("get")
            .child("parameters");
        let shown = |index: usize| target(&tree, &list.index(index).child("in"));
        let list = "$.paths['/a-b'].get.parameters";
        assert_eq!(
            shown(0),
            format!("{list}[?@.name == 'it\\'s' && @.in == 'query'].in")
        );
        assert_eq!(shown(1), format!("{list}[?@['$ref'] == '#/a'].in"));
        assert_eq!(shown(2), format!("{list}[2].in"));
        assert_eq!(
            shown(4),
            format!("{list}[?@.name == 'x' && @.in == 'path'].in")
        );
        assert_eq!(shown(5), format!("{list}[5].in"));
    }
}
