//! An object or array that is still open while events come in.

use std::collections::HashMap;

use saphyr_parser::Marker;
use serde_json::{Map, Value};

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// It is the first of its name.
    Free,
    /// The object has a value under it already; that one stays.
    Taken,
}

pub(super) enum Frame {
    Object {
        anchor: usize,
        members: Map<String, Value>,
        marks: HashMap<String, Marker>,
        key: Option<(String, Slot)>,
    },
    Array {
        anchor: usize,
        items: Vec<Value>,
    },
}

impl Frame {
    pub(super) fn object(anchor: usize) -> Self {
        Self::Object {
            anchor,
            members: Map::new(),
            marks: HashMap::new(),
            key: None,
        }
    }

    pub(super) fn array(anchor: usize) -> Self {
        Self::Array {
            anchor,
            items: Vec::new(),
        }
    }

    pub(super) fn expects_key(&self) -> bool {
        matches!(self, Self::Object { key: None, .. })
    }

    /// Takes the key of the next value.
    pub(super) fn take_key(&mut self, text: &str, mark: Marker) -> Slot {
        let Self::Object { marks, key, .. } = self else {
            return Slot::Free;
        };
        let slot = if marks.contains_key(text) {
            Slot::Taken
        } else {
            Slot::Free
        };
        marks.entry(text.to_owned()).or_insert(mark);
        *key = Some((text.to_owned(), slot));
        slot
    }

    /// Where a key stood first.
    pub(super) fn first_mark(&self, text: &str) -> Option<Marker> {
        match self {
            Self::Object { marks, .. } => marks.get(text).copied(),
            Self::Array { .. } => None,
        }
    }

    /// Puts a value under the key that was taken, or at the end of the array.
    pub(super) fn put(&mut self, value: Option<Value>) {
        match self {
            Self::Object { members, key, .. } => {
                if let (Some((key, Slot::Free)), Some(value)) = (key.take(), value) {
                    members.insert(key, value);
                }
            }
            Self::Array { items, .. } => items.push(value.unwrap_or_default()),
        }
    }

    pub(super) fn finish(self) -> (Value, usize) {
        match self {
            Self::Object {
                anchor, members, ..
            } => (Value::Object(members), anchor),
            Self::Array { anchor, items } => (Value::Array(items), anchor),
        }
    }
}
