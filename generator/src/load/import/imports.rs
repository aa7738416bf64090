//! Pointers in the tree with imported values -> the file that contains the value, and its place there.

use std::collections::HashMap;

use crate::diagnostic::{Place, Pointer};
use crate::source::FileId;

/// Where imported values come from.
#[derive(Debug)]
pub(in super::super) struct Imports {
    document: FileId,
    from: HashMap<String, (FileId, Pointer)>,
}

impl Imports {
    /// A tree without imports.
    pub(in super::super) fn new(document: FileId) -> Self {
        let from = HashMap::new();
        Self { document, from }
    }

    /// Notes that the value at a place of the tree is from another file.
    pub(super) fn note(&mut self, at: &Pointer, file: FileId, pointer: &Pointer) {
        self.from
            .insert(at.as_str().to_owned(), (file, pointer.clone()));
    }

    /// Where the value at a pointer is.
    pub(in super::super) fn place(&self, pointer: &Pointer) -> Place {
        let text = pointer.as_str();
        let mut end = text.len();
        while !self.from.is_empty()
            && let Some((prefix, rest)) = text.split_at_checked(end)
        {
            if let Some((file, start)) = self.from.get(prefix) {
                let inside = Pointer::parse(&format!("{}{rest}", start.as_str()));
                return Place::value(*file, inside.unwrap_or_default());
            }
            match prefix.rfind('/') {
                Some(slash) => end = slash,
                None => break,
            }
        }
        Place::value(self.document, pointer.clone())
    }
}
