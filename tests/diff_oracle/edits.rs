//! All kinds of edits.

use super::tree::Tree;
use super::{document_edits, operation_edits, schema_edits};

/// What is edited, in words, and the edit; `None` if the document has nothing of that kind.
pub type Edit = (&'static str, fn(&mut Tree) -> Option<()>);

/// Every kind of edit.
pub fn all() -> Vec<Edit> {
    [
        document_edits::EDITS,
        operation_edits::EDITS,
        schema_edits::EDITS,
    ]
    .concat()
}
