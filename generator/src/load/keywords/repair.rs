//! Changes to a tree after a problem was reported: later passes can still read it and report more problems in the same run.
//!
//! A repair that drops something from the output always follows an error, or a warning that says so.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::super::Dialect;
use super::{ObjectKind, ValueType};
use crate::diagnostic::{Pointer, Trail};

/// The target of references that replace broken objects. It does not exist, and is not reported again.
pub(in super::super) const BROKEN: &str = "#/x-broken";

/// Changes to a tree.
#[derive(Debug, Default)]
pub(in super::super) struct Repairs {
    edits: Vec<(Pointer, Option<Value>)>,
    additions: Vec<(Pointer, Value)>,
}

impl Repairs {
    pub(super) fn remove(&mut self, at: &Trail<'_>) {
        self.edits.push((at.pointer(), None));
    }

    pub(super) fn replace(&mut self, at: &Trail<'_>, value: Value) {
        self.edits.push((at.pointer(), Some(value)));
    }

    pub(super) fn replace_or_remove(&mut self, at: &Trail<'_>, value: Option<Value>) {
        self.edits.push((at.pointer(), value));
    }

    /// Adds an item to a list, and creates the list if there is none.
    pub(in super::super) fn append(&mut self, list: &Pointer, item: Value) {
        self.additions.push((list.clone(), item));
    }

    /// Puts a value in place of another, or under a new key of an object.
    pub(in super::super) fn put(&mut self, at: Pointer, value: Value) {
        self.edits.push((at, Some(value)));
    }

    /// Removes a value.
    pub(in super::super) fn drop(&mut self, at: Pointer) {
        self.edits.push((at, None));
    }

    /// Changes the tree: replacements first, then removals, so that indexes stay valid. A replaced value is not removed.
    pub(in super::super) fn apply(self, tree: &mut Value) {
        let (mut removed, mut replaced) = (Vec::new(), HashSet::new());
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
pub(in super::super) fn remove(tree: &mut Value, mut pointers: Vec<Pointer>) {
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

fn apply(tree: &mut Value, pointer: &Pointer, value: Option<Value>) {
    let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
        return;
    };
    match (parent.find_mut(tree), value) {
        (Some(Value::Object(members)), Some(value)) => {
            members.insert(last.into_owned(), value);
        }
        (Some(Value::Object(members)), None) => {
            members.shift_remove(last.as_ref());
        }
        (Some(Value::Array(items)), value) => {
            let Some(index) = last
                .parse()
                .ok()
                .filter(|index: &usize| *index < items.len())
            else {
                return;
            };
            match (items.get_mut(index), value) {
                (Some(item), Some(value)) => *item = value,
                _ => drop(items.remove(index)),
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
    fn neutral(self, dialect: Dialect) -> Value {
        let keys = self.table().required(dialect);
        let members: Map<_, _> = keys
            .filter_map(|key| Some((key.name.to_owned(), key.shape.neutral(dialect)?)))
            .collect();
        Value::Object(members)
    }
}
