//! Normalized tree -> [`Document`]: the typed form, in `openapiv3`, for everything but schemas and
//! examples.
//!
//! `openapiv3` gives names and types to the parts of operations, which lowering reads one by one.
//! Schemas stay in the tree, see [`skeleton`](super::skeleton).

use std::collections::HashSet;

use openapiv3::{PathItem, ReferenceOr};
use serde::Deserialize;
use serde_json::Value;

use super::document::{Document, NormalizedTree};
use super::keywords::{ObjectKind, ValueType, remove};
use super::ref_targets::RefTargets;
use super::skeleton::skeleton;
use super::webhooks::Hook;
use crate::diagnostic::{Code, Diagnostics, escape};
use crate::pointer::Pointer;

/// The type of the root.
const DOCUMENT: ValueType = ValueType::Object(ObjectKind::Document);

/// Reads the typed form, or reports where the tree does not have the shape of OpenAPI 3.0. The
/// keyword pass reports such a place before and repairs it, so this error is a bug of this
/// generator.
pub(super) fn convert(
    mut normalized: NormalizedTree,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let hook_items = hook_items(&normalized.tree, &mut normalized.hooks);
    // The path of an error is tracked: that costs little, because the skeleton is a small part of the document.
    match serde_path_to_error::deserialize(skeleton(&DOCUMENT, &normalized.tree)) {
        Ok(openapi) => Some(Document {
            openapi,
            hook_items,
            targets: RefTargets::read(&normalized.tree, &normalized.referenced),
            normalized,
        }),
        Err(error) => {
            let place = normalized.origins.place(&pointer(error.path()));
            let message = escape(&error.inner().to_string());
            diagnostics.report(Code::Conversion, &place, message);
            None
        }
    }
}

impl Document {
    /// The document without the values at these pointers. Nothing that remains may refer to them.
    ///
    /// This is how `--skip-unsupported` leaves out operations: it removes them and their components
    /// from the tree, and reads the typed form again. `used` are the components that the removed
    /// values use.
    pub(crate) fn without(
        self,
        removed: Vec<Pointer>,
        used: HashSet<Pointer>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut normalized = self.normalized;
        normalized.left_out.used.extend(used);
        let (tree, hooks) = (&normalized.tree, &normalized.hooks);
        let whole = &mut normalized.left_out.whole;
        whole.get_or_insert_with(|| (tree.clone(), hooks.clone()));
        normalized.left_out.removed.extend(removed.iter().cloned());
        remove(&mut normalized.tree, removed);
        convert(normalized, diagnostics)
    }
}

/// The typed form of each hook. Those that cannot be read leave the list: they were reported, or
/// left out on request.
fn hook_items(tree: &Value, hooks: &mut Vec<Hook>) -> Vec<ReferenceOr<PathItem>> {
    let mut items = Vec::with_capacity(hooks.len());
    hooks.retain(|hook| {
        let ty = ValueType::Ref(ObjectKind::PathItem);
        let value = hook.at.find(tree).map(|value| skeleton(&ty, value));
        let item = value.and_then(|value| ReferenceOr::deserialize(value).ok());
        let is_readable = item.is_some();
        items.extend(item);
        is_readable
    });
    items
}

/// The place of an error in the document.
fn pointer(path: &serde_path_to_error::Path) -> Pointer {
    use serde_path_to_error::Segment;
    path.iter()
        .fold(Pointer::root(), |pointer, segment| match segment {
            Segment::Map { key } => pointer.child(key),
            Segment::Seq { index } => pointer.index(*index),
            Segment::Enum { .. } | Segment::Unknown => pointer,
        })
}
