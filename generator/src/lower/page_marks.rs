//! The marks of the parts of responses, by which a list with pages is described in schemas.

use std::rc::Rc;

use foldhash::HashMap;

use super::page_keys::PageKey;
use crate::diagnostic::Pointer;

/// Purposes of parts of a response that have an effect.
pub(super) const OF_RESPONSES: [&str; 5] = [
    "items",
    "cursor_item_id",
    "cursor_url_field",
    "next_cursor_field",
    "offset_total_count_field",
];

/// The mark of a part of a response.
#[derive(Debug, Clone)]
pub(super) struct PartMark {
    /// One of [`OF_RESPONSES`].
    pub(super) purpose: &'static str,
    /// Whether it is in the items of a list.
    pub(super) is_item: bool,
    /// The pointer from the schema that was looked at to the part, or from the item to it.
    pub(super) path: String,
    /// The place of the mark.
    pub(super) at: Pointer,
}

/// The first mark of each purpose in schemas: by the schema, whether it is in an item, and how deep was looked. A schema that many
/// responses have in common is looked at once.
pub(super) type KnownMarks = HashMap<(Pointer, bool, usize), Rc<[PartMark]>>;

impl PartMark {
    /// The mark as the schema around it has it, whose property this is. What is in an item keeps its pointer from there.
    pub(super) fn below(self, property: &str, is_item: bool) -> Self {
        if self.is_item != is_item {
            return self;
        }
        let path = Pointer::root().child(property).as_str().to_owned() + &self.path;
        Self { path, ..self }
    }

    pub(super) fn key(&self) -> PageKey {
        let text = match self.path.as_str() {
            "" => "$response.body#",
            path => path,
        };
        PageKey {
            text: text.to_owned(),
            at: self.at.clone(),
        }
    }
}
