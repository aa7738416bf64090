//! An object or array that is still open while events come in.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use saphyr_parser::Marker;

use super::anchors::Size;

/// An open object or array.
pub(super) struct Frame {
    pub(super) anchor: usize,
    pub(super) size: Size,
    keys: Keys,
}

enum Keys {
    /// An object: where each of its keys stands first, and what comes next.
    Object {
        marks: HashMap<String, Marker>,
        next: Next,
    },
    Array,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Key,
    Value,
}

impl Frame {
    pub(super) fn object(anchor: usize) -> Self {
        let (marks, next) = (HashMap::new(), Next::Key);
        Self::new(anchor, Keys::Object { marks, next })
    }

    pub(super) fn array(anchor: usize) -> Self {
        Self::new(anchor, Keys::Array)
    }

    fn new(anchor: usize, keys: Keys) -> Self {
        let size = Size::scalar("");
        Self { anchor, size, keys }
    }

    pub(super) fn expects_key(&self) -> bool {
        matches!(
            self.keys,
            Keys::Object {
                next: Next::Key,
                ..
            }
        )
    }

    /// Takes the key of the next value; comes back with where the same key stood before.
    pub(super) fn take_key(&mut self, text: &str, mark: Marker) -> Option<Marker> {
        let Keys::Object { marks, next } = &mut self.keys else {
            return None;
        };
        *next = Next::Value;
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
    pub(super) fn put(&mut self, size: Size) {
        self.size += size;
        if let Keys::Object { next, .. } = &mut self.keys {
            *next = Next::Key;
        }
    }
}
