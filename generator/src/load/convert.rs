//! Normalized tree -> [`Document`]: the typed form, in `openapiv3`, for everything but schemas and
//! examples.
//!
//! `openapiv3` gives names and types to the parts of operations, which lowering reads one by one.
//! Schemas stay in the tree, see [`skeleton`](super::skeleton).

use foldhash::HashSet;
use openapiv3::{OpenAPI, ReferenceOr};
use serde_json::Value;

use super::document::{Document, NormalizedTree};
use super::keywords::{ObjectKind, ValueType, remove};
use super::path_item::{TypedPathItem, UnreadablePart, pointer};
use super::ref_targets::RefTargets;
use super::skeleton::skeleton;
use super::tree::members;
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
    let read = whole(&normalized.tree).and_then(|openapi| Ok((openapi, paths(&normalized.tree)?)));
    match read {
        Ok((openapi, paths)) => Some(Document {
            openapi,
            paths,
            hook_items,
            targets: RefTargets::read(&normalized.tree, &normalized.referenced),
            normalized,
        }),
        Err((at, message)) => {
            let place = normalized.origins.place(&at);
            diagnostics.report(Code::Conversion, &place, escape(&message));
            None
        }
    }
}

/// The document without its paths.
fn whole(tree: &Value) -> Result<OpenAPI, UnreadablePart> {
    serde_path_to_error::deserialize(skeleton(&DOCUMENT, tree))
        .map_err(|error| (pointer(error.path()), error.inner().to_string()))
}

/// The path items, one after the other: only one is copied at a time.
fn paths(tree: &Value) -> Result<Vec<(String, ReferenceOr<TypedPathItem>)>, UnreadablePart> {
    let items = members(tree.get("paths")).filter(|(path, _)| path.starts_with('/'));
    let items = items.map(|(path, item)| match TypedPathItem::read(item) {
        Ok(item) => Ok((path.clone(), item)),
        Err((below, message)) => {
            let at = Pointer::root().child("paths").child(path);
            Err((at.append(&below), message))
        }
    });
    items.collect()
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
fn hook_items(tree: &Value, hooks: &mut Vec<Hook>) -> Vec<ReferenceOr<TypedPathItem>> {
    let mut items = Vec::with_capacity(hooks.len());
    hooks.retain(|hook| {
        let value = hook.at.find(tree);
        let item = value.and_then(|value| TypedPathItem::read(value).ok());
        let is_readable = item.is_some();
        items.extend(item);
        is_readable
    });
    items
}
