//! The loaded document: a typed form, the tree that it was read from, and the way back to the
//! source text.
//!
//! Lowering asks the typed form for what an operation has, and the tree for schemas, extensions and
//! values. Both have the shape of 3.0, so a pointer means the same in both.

use foldhash::HashSet;
use openapiv3::{OpenAPI, Operation, ReferenceOr};
use serde_json::Value;

use super::as_written::AsWritten;
use super::dialect::Dialect;
use super::keywords::{Explanation, ReferencedTargets};
use super::limits::Limits;
use super::options::Strictness;
use super::origin::Origins;
use super::path_item::TypedPathItem;
use super::ref_targets::RefTargets;
use super::webhooks::Hook;
use crate::diagnostic::Place;
use crate::pattern::Patterns;
use crate::pointer::Pointer;

/// A tree in the shape of OpenAPI 3.0, and what the passes of the loader found out about it.
#[derive(Debug)]
pub(super) struct NormalizedTree {
    pub(super) tree: Value,
    pub(super) dialect: Dialect,
    pub(super) strictness: Strictness,
    pub(super) limits: Limits,
    /// The patterns of the schemas.
    pub(super) patterns: Patterns,
    pub(super) origins: Origins,
    pub(super) explanation: Explanation,
    /// The requests that the API sends.
    pub(super) hooks: Vec<Hook>,
    /// What references point to outside the components.
    pub(super) referenced: ReferencedTargets,
    /// What was removed from the tree.
    pub(super) left_out: LeftOut,
    /// The document in its own version, in one piece; `None` if nobody asked for it.
    pub(super) as_written: Option<AsWritten>,
}

/// What `--skip-unsupported` leaves out of a document.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// The tree and the hooks before anything was removed, if something was.
    pub(super) whole: Option<(Value, Vec<Hook>)>,
    /// What was removed.
    pub(super) removed: Vec<Pointer>,
    /// The components that removed operations and components use.
    pub(super) used: HashSet<Pointer>,
}

/// A document in the shape of OpenAPI 3.0, whatever version it was written in.
#[derive(Debug)]
pub struct Document {
    /// The typed form. Its schemas and the values of its examples are empty, which [`value`](Self::value)
    /// has; so are its paths, which are [apart](Self::paths).
    pub openapi: OpenAPI,
    /// The path items by their path, in the order of the document.
    pub(super) paths: Vec<(String, ReferenceOr<TypedPathItem>)>,
    pub(super) normalized: NormalizedTree,
    pub(super) targets: RefTargets,
    /// The path items of the hooks, in their order.
    pub(super) hook_items: Vec<ReferenceOr<TypedPathItem>>,
}

impl Document {
    /// The version that the document was written in.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.normalized.dialect
    }

    /// Where the value at a pointer of the normalized tree is in the source text. Use
    /// [`Place::at_key`] for its key.
    #[must_use]
    pub fn place(&self, pointer: &Pointer) -> Place {
        self.normalized.origins.place(pointer)
    }

    /// Where the value at a pointer of the normalized tree is in the document as it is written, after overlays; `None` if it is
    /// in another file.
    pub(crate) fn written_place(&self, pointer: &Pointer) -> Option<Pointer> {
        self.normalized.origins.own_source(pointer)
    }

    /// The value at a pointer of the normalized tree, with numbers as they were written.
    #[must_use]
    pub fn value(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.find(self.tree())
    }

    /// Frees both forms, and keeps only where values are in the source text.
    #[cfg(feature = "cli")]
    pub(crate) fn keep_only_places(&mut self) {
        self.openapi = OpenAPI::default();
        self.paths = Vec::new();
        self.normalized.tree = Value::Null;
        self.normalized.as_written = None;
        self.normalized.left_out = LeftOut::default();
        self.targets = RefTargets::default();
    }

    /// The document in the version that it was written in, as JSON: after overlays, several documents merged, with the values of other files
    /// as components, and without what was left out. `None` if the options did not ask for it.
    pub(crate) fn take_as_written(&mut self) -> Option<String> {
        let document = self.normalized.as_written.take()?;
        Some(document.published(&self.normalized.left_out.removed))
    }

    /// The patterns of its schemas.
    pub(crate) fn patterns(&self) -> &Patterns {
        &self.normalized.patterns
    }

    /// What becomes of each key that the document uses.
    #[must_use]
    pub fn explanation(&self) -> &Explanation {
        &self.normalized.explanation
    }

    /// The path items by their path, in the order of the document.
    pub fn paths(&self) -> impl Iterator<Item = (&str, &ReferenceOr<TypedPathItem>)> {
        self.paths.iter().map(|(path, item)| (path.as_str(), item))
    }

    /// The operations below paths that have their own path item: the path, the method and the operation.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &str, &Operation)> {
        let items = self.paths.iter().filter_map(|(path, item)| match item {
            ReferenceOr::Item(item) => Some((path, item)),
            ReferenceOr::Reference { .. } => None,
        });
        items.flat_map(|(path, item)| {
            let operations = item.operations.iter();
            operations.map(move |(method, one)| (path.as_str(), *method, one))
        })
    }

    /// The requests that the API sends, webhooks and callbacks, each with its path item.
    pub(crate) fn hooks(&self) -> impl Iterator<Item = (&Hook, &ReferenceOr<TypedPathItem>)> {
        self.normalized.hooks.iter().zip(&self.hook_items)
    }

    /// What references point to outside the sections of the components.
    pub(crate) fn targets(&self) -> &RefTargets {
        &self.targets
    }

    /// The whole normalized tree.
    #[must_use]
    pub fn tree(&self) -> &Value {
        &self.normalized.tree
    }

    /// The tree and the hooks that names are made from: those of the whole document, so that names
    /// stay the same when something is left out.
    pub(crate) fn named(&self) -> (&Value, &[Hook]) {
        let normalized = &self.normalized;
        let whole = normalized.left_out.whole.as_ref();
        whole.map_or((&normalized.tree, &normalized.hooks), |(tree, hooks)| {
            (tree, hooks)
        })
    }

    /// The components that are used by what was left out.
    pub(crate) fn used_by_left_out(&self) -> &HashSet<Pointer> {
        &self.normalized.left_out.used
    }

    /// How strictly the document was read.
    #[must_use]
    pub fn strictness(&self) -> Strictness {
        self.normalized.strictness
    }

    /// The limits on what the document may cost.
    pub(crate) fn limits(&self) -> Limits {
        self.normalized.limits
    }
}
