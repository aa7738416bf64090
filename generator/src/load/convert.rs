//! Normalized tree -> [`Document`]: the typed form, in `openapiv3`, for everything but schemas and examples.

use openapiv3::{OpenAPI, PathItem, ReferenceOr};
use serde::Deserialize;
use serde_json::Value;

use super::document::{Document, NormalizedTree};
use super::keywords::remove;
use super::ref_targets::RefTargets;
use super::skeleton::Skeleton;
use super::webhooks::Hook;
use crate::diagnostic::{Code, Diagnostics, escape};
use crate::pointer::Pointer;

/// Reads the typed form, or reports where the tree does not have the shape of OpenAPI 3.0. The keyword pass reports such a
/// place before and repairs it, so this error is a bug of this generator.
pub(super) fn convert(
    mut normalized: NormalizedTree,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let hook_items = hook_items(&normalized.tree, &mut normalized.hooks);
    match OpenAPI::deserialize(Skeleton::document(&normalized.tree)) {
        Ok(openapi) => Some(Document {
            openapi,
            hook_items,
            targets: RefTargets::read(&normalized.tree, &normalized.referenced),
            normalized,
        }),
        Err(error) => {
            let place = normalized.origins.place(&failing_place(&normalized.tree));
            diagnostics.report(Code::Conversion, &place, escape(&error.to_string()));
            None
        }
    }
}

impl Document {
    /// The document without the values at these pointers. Nothing that remains may refer to them.
    pub(crate) fn without(
        self,
        removed: Vec<Pointer>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut normalized = self.normalized;
        remove(&mut normalized.tree, removed);
        convert(normalized, diagnostics)
    }
}

/// The typed form of each hook. Those that cannot be read leave the list: they were reported, or left out on request.
fn hook_items(tree: &Value, hooks: &mut Vec<Hook>) -> Vec<ReferenceOr<PathItem>> {
    let mut items = Vec::with_capacity(hooks.len());
    hooks.retain(|hook| {
        let value = hook.at.find(tree).map(Skeleton::path_item);
        let item = value.and_then(|value| ReferenceOr::deserialize(value).ok());
        let is_readable = item.is_some();
        items.extend(item);
        is_readable
    });
    items
}

/// Where the typed form cannot be read. Tracking the path costs time, so this runs only after a failure.
fn failing_place(tree: &Value) -> Pointer {
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
