//! Checked tree -> typed form.

use serde::Deserialize;
use serde_json::Value;

use super::{Dialect, Document};
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, escape};
use crate::source::FileId;

/// Turns the tree into its typed form.
pub(super) fn convert(
    file: FileId,
    tree: Value,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    match openapiv3::OpenAPI::deserialize(&tree) {
        Ok(openapi) => Some(Document {
            openapi,
            dialect: Dialect::V3_0,
            tree,
            file,
        }),
        Err(error) => {
            let place = Place::value(file, Pointer::root());
            diagnostics.report(Code::Conversion, &place, escape(&error.to_string()));
            None
        }
    }
}
