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
            if value.is_some() {
                apply(tree, &pointer, value);
                replaced.insert(pointer);
            } else {
                removed.push(pointer);
            }
        }
        removed.retain(|pointer| !replaced.contains(pointer));
        for (list, item) in self.additions {
            match list.find_mut(tree) {
                Some(Value::Array(items)) => items.push(item),
                Some(_) => {}
                None => apply(tree, &list, Some(Value::Array(vec![item]))),
            }
        }
        remove(tree, removed);
    }
}

/// Removes values: the innermost first, and the last of a list first.
pub(in crate::load) fn remove(tree: &mut Value, mut pointers: Vec<Pointer>) {
    pointers.sort_by_cached_key(|pointer| {
        let index: Option<usize> = pointer.last().and_then(|last| last.parse().ok());
        let depth = pointer.segments().count();
        (
            std::cmp::Reverse(depth),
            pointer.parent(),
            std::cmp::Reverse(index),
        )
    });
    pointers.dedup();
    for pointer in pointers {
        apply(tree, &pointer, None);
    }
}

/// Changes one value, if it is still there.
fn apply(tree: &mut Value, pointer: &Pointer, value: Option<Value>) {
    let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
        return;
    };
    match (parent.find_mut(tree), value) {
        (Some(Value::Object(members)), Some(value)) => {
            members.insert(last.into_owned(), value);
        }
        (Some(Value::Object(members)), None) => drop(members.shift_remove(last.as_ref())),
        (Some(Value::Array(items)), value) => {
            let index = last.parse().unwrap_or(usize::MAX);
            match (items.get_mut(index), value) {
                (Some(item), Some(value)) => *item = value,
                (Some(_), None) => drop(items.remove(index)),
                (None, _) => {}
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
