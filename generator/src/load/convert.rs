//! Checked tree -> typed form.

use serde::Deserialize;
use serde_json::Value;

use super::ledger::Explanation;
use super::raise::Raised;
use super::{Dialect, Document};
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, escape};
use crate::source::FileId;

/// A tree in the shape of OpenAPI 3.0.
pub(super) struct Checked {
    pub file: FileId,
    pub tree: Value,
    pub dialect: Dialect,
    pub explanation: Explanation,
    pub raised: Raised,
}

/// Turns the tree into its typed form.
pub(super) fn convert(checked: Checked, diagnostics: &mut Diagnostics) -> Option<Document> {
    let Checked {
        file,
        tree,
        dialect,
        explanation,
        raised,
    } = checked;
    let mut track = serde_path_to_error::Track::new();
    let reader = serde_path_to_error::Deserializer::new(&tree, &mut track);
    match openapiv3::OpenAPI::deserialize(reader) {
        Ok(openapi) => {
            let targets = super::targets::Targets::read(&tree, &raised.elsewhere);
            Some(Document {
                openapi,
                dialect,
                tree,
                file,
                explanation,
                targets,
                origins: raised.origins,
            })
        }
        Err(error) => {
            let source = raised.origins.source(&pointer(&track.path()));
            let place = Place::value(file, source);
            diagnostics.report(Code::Conversion, &place, escape(&error.to_string()));
            None
        }
    }
}

fn pointer(path: &serde_path_to_error::Path) -> Pointer {
    use serde_path_to_error::Segment;
    path.iter()
        .fold(Pointer::root(), |pointer, segment| match segment {
            Segment::Map { key } => pointer.child(key),
            Segment::Seq { index } => pointer.index(*index),
            Segment::Enum { .. } | Segment::Unknown => pointer,
        })
}
