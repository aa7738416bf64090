//! Where the parts of a changed tree are from: the file, and the place there.
//!
//! Most of a tree is what its document says. What is listed is what overlays put there, and items of lists whose index
//! changed because others were removed:
//!
//! ```text
//! /info/title   from  fix.yaml  /actions/0/update/title
//! /tags/1       from  api.yaml  /tags/2
//! ```
//! A value that is not listed is in the same place inside the nearest one around it that is.

use std::collections::HashMap;

use crate::diagnostic::{Place, Pointer};
use crate::source::FileId;

/// Where the parts of the tree of one document are from.
#[derive(Debug)]
pub(in super::super) struct Edits {
    root: EditNode,
    document: FileId,
}

/// A value, and what is listed inside of it.
#[derive(Debug, Clone, Default)]
pub(super) struct EditNode {
    /// `None` if it is in the same place as the value around it.
    from: Option<(FileId, Pointer)>,
    inside: HashMap<String, EditNode>,
}

impl Edits {
    /// A tree that is what its document says.
    pub(in super::super) fn of(document: FileId) -> Self {
        Self {
            root: EditNode::at(document, Pointer::root()),
            document,
        }
    }

    /// Where a value of the tree is from.
    pub(in super::super) fn place(&self, at: &Pointer) -> Place {
        let (file, pointer) = self.origin(at);
        Place::value(file, pointer)
    }

    /// What is listed in a value, each with its place below that value and where it is from.
    pub(in super::super) fn inside(&self, at: &Pointer) -> Vec<(Pointer, FileId, Pointer)> {
        let mut found = Vec::new();
        if let Some(node) = at.segments().try_fold(&self.root, |node, segment| {
            node.inside.get(segment.as_ref())
        }) {
            node.list(&Pointer::root(), &mut found);
        }
        found
    }

    /// The document itself, where the rest of the tree is from.
    pub(in super::super) fn document(&self) -> FileId {
        self.document
    }

    fn origin(&self, at: &Pointer) -> (FileId, Pointer) {
        let (mut file, mut pointer) = (self.document, Pointer::root());
        let mut node = Some(&self.root);
        for segment in at.segments() {
            node = node.and_then(|node| node.inside.get(segment.as_ref()));
            match node.and_then(|node| node.from.as_ref()) {
                Some((other, place)) => (file, pointer) = (*other, place.clone()),
                None => pointer = pointer.child(&segment),
            }
        }
        (file, pointer)
    }

    /// What is listed for a value, as the origin of a copy.
    pub(super) fn copy(&self, at: &Pointer) -> EditNode {
        let mut segments = at.segments();
        let found = segments.try_fold(&self.root, |node, segment| {
            node.inside.get(segment.as_ref())
        });
        EditNode {
            from: Some(self.origin(at)),
            inside: found.map(|node| node.inside.clone()).unwrap_or_default(),
        }
    }

    /// What is listed for a value, to change it.
    pub(super) fn node(&mut self, at: &Pointer) -> &mut EditNode {
        at.segments().fold(&mut self.root, |node, segment| {
            node.inside.entry(segment.into_owned()).or_default()
        })
    }

    /// Notes that a list has only these of its items left, in this order.
    pub(super) fn kept(&mut self, list: &Pointer, kept: &[usize]) {
        let (file, pointer) = self.origin(list);
        let node = self.node(list);
        let mut inside = HashMap::with_capacity(kept.len());
        for (now, before) in kept.iter().enumerate() {
            let mut item = node.inside.remove(&before.to_string());
            if now != *before {
                let item = item.get_or_insert_default();
                item.from
                    .get_or_insert_with(|| (file, pointer.index(*before)));
            }
            if let Some(item) = item {
                inside.insert(now.to_string(), item);
            }
        }
        node.inside = inside;
    }
}

impl EditNode {
    /// A value that is from this place.
    pub(super) fn at(file: FileId, pointer: Pointer) -> Self {
        Self {
            from: Some((file, pointer)),
            inside: HashMap::new(),
        }
    }

    /// Where a value inside of this one is from.
    pub(super) fn child(&self, key: &str) -> Self {
        let known = self.inside.get(key).cloned().unwrap_or_default();
        let around = self.from.as_ref();
        let inherited = || around.map(|(file, pointer)| (*file, pointer.child(key)));
        Self {
            from: known.from.or_else(inherited),
            inside: known.inside,
        }
    }

    /// Notes where a value inside of this one is from.
    pub(super) fn set(&mut self, key: &str, child: Self) {
        self.inside.insert(key.to_owned(), child);
    }

    /// What is listed for a value inside of this one.
    pub(super) fn enter(&mut self, key: &str) -> &mut Self {
        self.inside.entry(key.to_owned()).or_default()
    }

    /// Forgets a value inside of this one, which was removed.
    pub(super) fn forget(&mut self, key: &str) {
        self.inside.remove(key);
    }

    fn list(&self, at: &Pointer, found: &mut Vec<(Pointer, FileId, Pointer)>) {
        for (key, node) in &self.inside {
            let at = at.child(key);
            if let Some((file, pointer)) = &node.from {
                found.push((at.clone(), *file, pointer.clone()));
            }
            node.list(&at, found);
        }
    }
}
