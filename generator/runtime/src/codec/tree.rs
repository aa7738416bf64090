//! A tree that a writer builds, or the parts that it shows in place of one.

use std::fmt;

use super::{Encode, value::Value};

/// Where a part is in its value.
#[derive(Clone, Copy)]
pub(crate) enum ValuePart<'k> {
    Item(usize),
    Member(&'k str),
}

/// What is called with each part.
pub(crate) type EachPart<'p> = dyn FnMut(ValuePart<'_>, &dyn Encode) + 'p;

/// A tree under construction.
#[derive(Default)]
pub(super) struct TreeBuilder<'p> {
    /// The arrays and objects that are open, from the outside in, each object with the key whose
    /// value comes next.
    pub(super) open: Vec<(Value, String)>,
    pub(super) done: Value,
    /// Whether something is left out.
    pub(super) is_cut: bool,
    /// What is called with the parts of the value, if they are shown and not written.
    pub(super) parts: Option<&'p mut EachPart<'p>>,
}

impl<'p> TreeBuilder<'p> {
    /// Builds nothing but a scalar, and calls `each` with the parts of another value.
    pub(super) fn showing(each: &'p mut EachPart<'p>) -> Self {
        Self {
            parts: Some(each),
            ..Self::default()
        }
    }

    /// Adds a finished value to the innermost array or object, or makes it the result.
    pub(super) fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            Some((Value::Array(items), _)) => items.push(value),
            Some((Value::Object(members), key)) => {
                members.insert(std::mem::take(key), value);
            }
            Some(_) | None => self.done = value,
        }
    }

    /// Apart, because few strings become part of a tree.
    #[inline(never)]
    pub(super) fn string(&mut self, text: &str) {
        self.put(Value::String(text.to_owned()));
    }

    /// The innermost array or object is complete.
    pub(super) fn close(&mut self) {
        if let Some((value, _)) = self.open.pop() {
            self.put(value);
        }
    }
}

impl fmt::Debug for TreeBuilder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TreeBuilder").finish_non_exhaustive()
    }
}
