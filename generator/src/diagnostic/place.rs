//! Where a problem is: a value or a key in a document, or some bytes of a file.
//!
//! A place is a JSON Pointer, not a position: stages see trees, not text. `diagnostic::render` finds the bytes at the end, and
//! only for reports that are printed.

use super::Pointer;
use crate::source::{FileId, Span};

/// What a report underlines at a pointer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// The key of the value.
    Key,
    /// The value.
    Value,
    /// These bytes of the file, if there is no tree to point into.
    Text(Span),
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The value in it.
    pub pointer: Pointer,
    /// What to underline.
    pub part: Part,
}

impl Place {
    /// The value at a pointer.
    #[must_use]
    pub fn value(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            pointer,
            part: Part::Value,
        }
    }

    /// The key of the value at a pointer.
    #[must_use]
    pub fn key(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            pointer,
            part: Part::Key,
        }
    }

    /// Bytes of a file.
    #[must_use]
    pub fn text(file: FileId, span: Span) -> Self {
        Self {
            file,
            pointer: Pointer::root(),
            part: Part::Text(span),
        }
    }

    /// The same place, but its key.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.part = Part::Key;
        self
    }
}
