//! The place that a walk over a tree has reached, without allocation.

use std::borrow::Cow;

use super::{Pointer, push_key};

/// Builds the trail of these segments on the stack.
pub(super) fn with_trail(
    segments: &[Cow<'_, str>],
    at: &Trail<'_>,
    then: &mut dyn FnMut(&Trail<'_>),
) {
    match segments.split_first() {
        Some((first, rest)) => with_trail(rest, &at.key(first), then),
        None => then(at),
    }
}

/// A place inside a tree while it is walked: a linked list on the stack, which becomes a [`Pointer`] only when a
/// problem is reported. A walk over a document without problems allocates nothing for places.
#[derive(Debug, Clone, Copy)]
pub enum Trail<'t> {
    /// The whole document.
    Root,
    /// The member of an object.
    Key(&'t Trail<'t>, &'t str),
    /// The item of an array, from 0.
    Index(&'t Trail<'t>, usize),
}

impl<'t> Trail<'t> {
    /// The member of an object under this key.
    #[must_use]
    pub fn key(&'t self, key: &'t str) -> Self {
        Self::Key(self, key)
    }

    /// The item of an array, from 0.
    #[must_use]
    pub fn index(&'t self, index: usize) -> Self {
        Self::Index(self, index)
    }

    /// The place as a pointer.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        let mut text = String::new();
        self.write(&mut text);
        Pointer(text)
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Root => {}
            Self::Key(parent, key) => {
                parent.write(text);
                push_key(text, key);
            }
            Self::Index(parent, index) => {
                parent.write(text);
                text.push('/');
                text.push_str(&index.to_string());
            }
        }
    }
}
