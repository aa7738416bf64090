//! Changes to a tree after a problem was reported: later passes can still read it and report more
//! problems in the same run.
//!
//! ```text
//! {in: query, name: 5}         ->  {in: query, name: ""}                   a required string
//! {$ref: '#/components/…'}     ->  {$ref: '#/x-broken'}                    an object that was rejected
//! ```
//! A repair that drops something from the output always follows an error, or a warning that says
//! so. Passes collect repairs while they read the tree, and apply them afterwards: a walk cannot
//! change what it borrows, and a rule must see what the author wrote.

use foldhash::HashSet;
use serde_json::{Value, json};

use super::{ObjectKind, ValueType};
use crate::diagnostic::{Pointer, Trail};
use crate::load::Dialect;

/// The target of references that replace broken objects. It does not exist, and is not reported
/// again.
pub(in crate::load) const BROKEN: &str = "#/x-broken";

/// Changes to a tree.
#[derive(Debug, Default)]
pub(in crate::load) struct Repairs {
    edits: Vec<(Pointer, Option<Value>)>,
    additions: Vec<(Pointer, Value)>,
}

impl Repairs {
    /// Removes a value.
    pub(in crate::load) fn remove(&mut self, at: &Trail<'_>) {
        self.edits.push((at.pointer(), None));
    }

    /// Puts a value in place of another, or under a new key of an object.
    pub(in crate::load) fn put(&mut self, at: &Trail<'_>, value: Value) {
        self.edits.push((at.pointer(), Some(value)));
    }

    /// Puts a value in place of another, or removes it if there is none.
    pub(super) fn replace_or_remove(&mut self, at: &Trail<'_>, value: Option<Value>) {
        self.edits.push((at.pointer(), value));
    }

    /// Adds an item to a list, and creates the list if there is none.
    pub(in crate::load) fn append(&mut self, list: &Trail<'_>, item: Value) {
        self.additions.push((list.pointer(), item));
    }

    /// Changes the tree: replacements first, then removals, so that indexes stay valid. A replaced
    /// value is not removed, and of two replacements the first counts: the innermost check knows
    /// most.
    pub(in crate::load) fn apply(self, tree: &mut Value) {
        let (mut removed, mut replaced) = (Vec::new(), HashSet::default());
        for (pointer, value) in self.edits.into_iter().rev() {
            match value {
                Some(value) => {
                    put(tree, &pointer, value);
                    replaced.insert(pointer);
                }
                None => removed.push(pointer),
            }
        }
        removed.retain(|pointer| !replaced.contains(pointer));
        for (list, item) in self.additions {
            match list.find_mut(tree) {
                Some(Value::Array(items)) => items.push(item),
                Some(_) => {}
                None => put(tree, &list, Value::Array(vec![item])),
            }
        }
        remove(tree, removed);
    }
}

/// Removes values: the innermost first, and all members of an object or items of a list at once.
pub(in crate::load) fn remove(tree: &mut Value, mut pointers: Vec<Pointer>) {
    pointers.sort_by_cached_key(|pointer| {
        let depth = pointer.segments().count();
        (std::cmp::Reverse(depth), pointer.parent())
    });
    for members in pointers.chunk_by(|one, other| one.parent() == other.parent()) {
        remove_members(tree, members);
    }
}

/// Removes values of one object or list.
fn remove_members(tree: &mut Value, pointers: &[Pointer]) {
    let parent = pointers.first().and_then(Pointer::parent);
    let keys: HashSet<_> = pointers.iter().filter_map(Pointer::last).collect();
    match parent.and_then(|parent| parent.find_mut(tree)) {
        Some(Value::Object(members)) => members.retain(|key, _| !keys.contains(key.as_str())),
        Some(Value::Array(items)) => {
            let places: HashSet<usize> = keys.iter().filter_map(|key| key.parse().ok()).collect();
            let mut index = 0..;
            items.retain(|_| index.next().is_none_or(|index| !places.contains(&index)));
        }
        _ => {}
    }
}

/// Puts a value in place of one that is still there, or under a new key of an object.
fn put(tree: &mut Value, pointer: &Pointer, value: Value) {
    let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
        return;
    };
    match parent.find_mut(tree) {
        Some(Value::Object(members)) => {
            members.insert(last.into_owned(), value);
        }
        Some(Value::Array(items)) => {
            let index = last.parse().unwrap_or(usize::MAX);
            if let Some(item) = items.get_mut(index) {
                *item = value;
            }
        }
        _ => {}
    }
}

impl ValueType {
    /// The emptiest value of this type.
    pub(super) fn neutral(&self, dialect: Dialect) -> Option<Value> {
        match self {
            Self::Any => Some(Value::Null),
            Self::Text => Some(json!("")),
            Self::Bool => Some(json!(false)),
            Self::Number | Self::Count => None,
            Self::OneOf(allowed) => allowed.first().map(|first| json!(first)),
            Self::Object(kind) => Some(kind.neutral(dialect)),
            Self::Ref(_) => self.reference(),
            Self::List(_) => Some(json!([])),
            Self::Map(_) => Some(json!({})),
            Self::Either(shapes) => shapes.first().and_then(|shape| shape.neutral(dialect)),
        }
    }

    /// A reference in place of a broken object, if the type allows one.
    pub(super) fn reference(&self) -> Option<Value> {
        matches!(self, Self::Ref(_)).then(|| json!({"$ref": BROKEN}))
    }
}

impl ObjectKind {
    /// The object with every required key, each empty.
    fn neutral(self, dialect: Dialect) -> Value {
        let keys = self.table().required(dialect);
        let members = keys.filter_map(|(name, key)| {
            let value = key.value.neutral(dialect)?;
            Some((name.to_owned(), value))
        });
        Value::Object(members.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_members_and_items_by_their_places_before() {
        let mut tree = json!({"a": {"x": 1, "y": [0, 1, {"z": 2}, 3], "w": 4}, "b": 5});
        let at = |path: &[&str]| {
            let root = Pointer::root();
            path.iter().fold(root, |at, key| at.child(key))
        };
        let removed = [
            at(&["a", "y", "0"]),
            at(&["a", "x"]),
            at(&["a", "y", "3"]),
            at(&["a", "y", "3"]),
            at(&["a", "y", "2", "z"]),
            at(&["a", "y", "9"]),
            at(&["c"]),
            Pointer::root(),
        ];
        remove(&mut tree, removed.to_vec());
        assert_eq!(tree, json!({"a": {"y": [1, {}], "w": 4}, "b": 5}));
    }
}
