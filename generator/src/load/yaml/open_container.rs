//! An object or array whose end has not been read yet.
//!
//! Events come without context: whether a scalar is a key or a value depends on what was read
//! before.

use std::collections::hash_map::Entry;

use foldhash::HashMap;

use super::super::exact_integer::{BOUNDS, UNREACHED, holds_values, nearest_message};
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
    /// Whether it is inside of a default or an example.
    in_values: bool,
    /// Whether the last key is that of a default or an example.
    at_values: bool,
}

impl OpenContainer {
    /// An object that was just opened.
    pub(super) fn object(anchor: usize) -> Self {
        Self {
            keys: Some(HashMap::default()),
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
            in_values: false,
            at_values: false,
        }
    }

    /// Whether the next scalar is a key.
    pub(super) fn expects_key(&self) -> bool {
        self.expects_key
    }

    /// Whether the next value is a bound of a schema.
    fn in_bound(&self) -> bool {
        self.in_bound && !self.expects_key
    }

    /// Whether the next value is, or is inside of, a default or an example.
    fn in_values(&self) -> bool {
        self.in_values || self.at_values
    }

    /// The same, of the container in which this one is.
    pub(super) fn inside(mut self, outer: Option<&Self>) -> Self {
        self.in_values = outer.is_some_and(Self::in_values);
        self
    }

    /// What lenient reading does with a number that would change, if the next value is one.
    pub(super) fn reading_of(&self, number: &str) -> Option<String> {
        if self.in_bound() {
            return Some(UNREACHED.to_owned());
        }
        let has_digits = number.bytes().any(|byte| byte.is_ascii_digit());
        (self.in_values() && has_digits).then(|| nearest_message(number))
    }

    /// Takes the key of the next value. Returns the first place of the same key, if it occurs twice.
    pub(super) fn take_key(&mut self, text: &str, marks: &EventMarks) -> Option<EventMarks> {
        self.expects_key = false;
        self.in_bound = BOUNDS.contains(&text);
        self.at_values = holds_values(text);
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
