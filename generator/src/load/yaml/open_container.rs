//! An object or array whose end has not been read yet.
//!
//! Events come without context: whether a scalar is a key or a value depends on what was read
//! before.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use saphyr_parser::Marker;

use super::alias_budget::ValueSize;

/// An open object or array: its anchor, its size so far, and in an object the keys.
pub(super) struct OpenContainer {
    pub(super) anchor: usize,
    pub(super) size: ValueSize,
    keys: ContainerKeys,
}

/// What a container needs to know to tell keys from values.
enum ContainerKeys {
    /// An object: the first place of each key, and what comes next.
    Object {
        marks: HashMap<String, Marker>,
        next: Expects,
    },
    Array,
}

/// What comes next in an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expects {
    Key,
    Value,
}

impl OpenContainer {
    /// An object that was just opened.
    pub(super) fn object(anchor: usize) -> Self {
        let (marks, next) = (HashMap::new(), Expects::Key);
        Self::new(anchor, ContainerKeys::Object { marks, next })
    }

    /// An array that was just opened.
    pub(super) fn array(anchor: usize) -> Self {
        Self::new(anchor, ContainerKeys::Array)
    }

    fn new(anchor: usize, keys: ContainerKeys) -> Self {
        let size = ValueSize::scalar("");
        Self { anchor, size, keys }
    }

    /// Whether the next scalar is a key.
    pub(super) fn expects_key(&self) -> bool {
        matches!(
            self.keys,
            ContainerKeys::Object {
                next: Expects::Key,
                ..
            }
        )
    }

    /// Takes the key of the next value. Returns the first place of the same key, if it occurs
    /// twice.
    pub(super) fn take_key(&mut self, text: &str, mark: Marker) -> Option<Marker> {
        let ContainerKeys::Object { marks, next } = &mut self.keys else {
            return None;
        };
        *next = Expects::Value;
        self.size.weight = self.size.weight.saturating_add(text.len() / 16);
        match marks.entry(text.to_owned()) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(mark);
                None
            }
        }
    }

    /// Counts a value under the key that was taken, or at the end of the array.
    pub(super) fn put(&mut self, size: ValueSize) {
        self.size += size;
        if let ContainerKeys::Object { next, .. } = &mut self.keys {
            *next = Expects::Key;
        }
    }
}
