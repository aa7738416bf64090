//! Checked tree -> typed form: `openapiv3` for everything but schemas, which stay in the tree.

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use super::ledger::{Elsewhere, Explanation};
use super::origin::Origins;
use super::skeleton::Skeleton;
use super::{Dialect, Document, Strictness};
use crate::diagnostic::{Code, Diagnostics, Pointer, escape};

/// A tree in the shape of OpenAPI 3.0.
pub(super) struct Raised {
    pub origins: Origins,
    pub tree: Value,
    pub dialect: Dialect,
    pub explanation: Explanation,
    pub elsewhere: Elsewhere,
    pub strictness: Strictness,
}

/// Turns the tree into its typed form.
pub(super) fn convert(raised: Raised, diagnostics: &mut Diagnostics) -> Option<Document> {
    let Raised {
        origins,
        tree,
        dialect,
        explanation,
        elsewhere,
        strictness,
    } = raised;
    match OpenAPI::deserialize(Skeleton::document(&tree)) {
        Ok(openapi) => {
            let targets = super::targets::Targets::read(&tree, &elsewhere);
            Some(Document {
                openapi,
                dialect,
                tree,
                origins,
                explanation,
                elsewhere,
                strictness,
                targets,
            })
        }
        Err(error) => {
            let place = origins.place(&stumble(&tree));
            diagnostics.report(Code::Conversion, &place, escape(&error.to_string()));
            None
        }
    }
}

/// Where the typed form cannot be read; looked for only where it cannot.
fn stumble(tree: &Value) -> Pointer {
    let mut track = serde_path_to_error::Track::new();
    let reader = serde_path_to_error::Deserializer::new(Skeleton::document(tree), &mut track);
    match OpenAPI::deserialize(reader) {
        Ok(_) => Pointer::root(),
        Err(_) => pointer(&track.path()),
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
