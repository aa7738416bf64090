//! An object or array whose end has not been read yet.
//!
//! Events come without context: whether a scalar is a key or a value depends on what was read
//! before.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::exact_integer::BOUNDS;
use super::alias_budget::ValueSize;
use crate::source::EventMarks;

/// An open object or array: its anchor, its size so far, and in an object the keys.
pub(super) struct OpenContainer {
    pub(super) anchor: usize,
    pub(super) size: ValueSize,
    /// The first place of each key of an object; `None` for an array.
    keys: Option<HashMap<String, EventMarks>>,
    expects_key: bool,
    /// Whether the last key is a bound of a schema.
    in_bound: bool,
}

impl OpenContainer {
    /// An object that was just opened.
    pub(super) fn object(anchor: usize) -> Self {
        Self {
            keys: Some(HashMap::new()),
            expects_key: true,
            ..Self::array(anchor)
        }
    }

    /// An array that was just opened.
    pub(super) fn array(anchor: usize) -> Self {
        Self {
            anchor,
            size: ValueSize::scalar(""),
            keys: None,
            expects_key: false,
            in_bound: false,
        }
    }

    /// Whether the next scalar is a key.
    pub(super) fn expects_key(&self) -> bool {
        self.expects_key
    }

    /// Whether the next value is a bound of a schema.
    pub(super) fn in_bound(&self) -> bool {
        self.in_bound && !self.expects_key
    }

    /// Takes the key of the next value. Returns the first place of the same key, if it occurs twice.
    pub(super) fn take_key(&mut self, text: &str, marks: &EventMarks) -> Option<EventMarks> {
        self.expects_key = false;
        self.in_bound = BOUNDS.contains(&text);
        self.size.weight = self.size.weight.saturating_add(text.len() / 16);
        match self.keys.as_mut()?.entry(text.to_owned()) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                free.insert(marks.clone());
                None
            }
        }
    }

    /// Counts a value under the key that was taken, or at the end of the array.
    pub(super) fn put(&mut self, size: ValueSize) {
        self.size += size;
        self.expects_key = self.keys.is_some();
    }
}
