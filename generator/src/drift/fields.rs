//! Fields of a page as a tree, so that a level of a page is compared with an object of the document.

use std::collections::BTreeMap;

use crate::facts::{FieldFacts, FieldPlace, PageFacts};

/// A field of a page with the fields inside it.
#[derive(Debug, Default)]
pub(super) struct FieldNode<'p> {
    pub(super) fact: Option<&'p FieldFacts>,
    /// Properties.
    pub(super) keys: BTreeMap<String, FieldNode<'p>>,
    /// What is inside an array.
    pub(super) items: Option<Box<FieldNode<'p>>>,
    /// What is inside a map.
    pub(super) values: Option<Box<FieldNode<'p>>>,
}

impl<'p> FieldNode<'p> {
    /// The fields of a place.
    pub(super) fn of(page: &'p PageFacts, place: &FieldPlace) -> Self {
        let mut root = Self::default();
        for field in page.fields.iter().filter(|field| field.place == *place) {
            let mut node = &mut root;
            for piece in field.name.split('.').filter(|_| field.name != "-") {
                let key = piece.trim_end_matches("[]");
                if key == "*" {
                    node = node.values.get_or_insert_default();
                } else if !key.is_empty() {
                    node = node.keys.entry(key.to_owned()).or_default();
                }
                for _ in 0..(piece.len() - key.len()) / 2 {
                    node = node.items.get_or_insert_default();
                }
            }
            node.fact.get_or_insert(field);
        }
        root
    }

    /// The first fact of this node or inside it.
    pub(super) fn first(&self) -> Option<&'p FieldFacts> {
        let inside = self
            .keys
            .values()
            .chain(self.items.as_deref())
            .chain(self.values.as_deref());
        self.fact
            .or_else(|| inside.filter_map(FieldNode::first).next())
    }
}
