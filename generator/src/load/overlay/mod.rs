//! Overlays ([1.0](https://spec.openapis.org/overlay/v1.0.0.html), [1.1](https://spec.openapis.org/overlay/v1.1.0.html)):
//! changes to a document that is not edited itself.
//!
//! ```text
//! actions:
//!   - target: $.paths['/pets'].get          # JSONPath: which values
//!     update: {operationId: listPets}       # what is merged into them
//! ```
//! They are applied to the tree of a document before anything else is read from it, so a changed document is the same to all
//! other passes, except that reports about a value from an overlay are about its place there ([`Edits`]). A value that other
//! files have is not changed: the document is what its own file says.
//!
//! Overlays are not trusted. The work of their queries, the number and size of the values that they add, and the depth of the
//! result are limited.
//!
//! | file | what |
//! |---|---|
//! | `overlay_file`, `action_reader` | a file becomes an overlay with actions, and is checked |
//! | `action` | what they are |
//! | `extends` | which documents an overlay is for |
//! | `apply` | an action changes a tree |
//! | `merge` | values are merged |
//! | `removal` | values are removed |
//! | `edits` | where the parts of the changed tree are from |

mod action;
mod action_reader;
mod apply;
mod edits;
mod extends;
mod growth;
mod merge;
mod overlay_file;
mod removal;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::LoadOptions;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::json_path::QueryBudget;
use crate::source::FileId;
use action::Overlay;
use apply::Application;
pub(super) use edits::Edits;
use extends::Extends;
use overlay_file::OverlayReader;

/// What reports call an overlay that no file has yet.
pub(crate) const PROPOSED: &str = "<proposed overlay>";

/// Merges a value into another as an overlay does.
pub(crate) fn merged(target: &mut Value, new: &Value) {
    let mut edits = edits::EditNode::default();
    merge::merge(target, &mut edits, new, &edits::EditNode::default());
}

/// The overlays of a run, in their order.
pub(super) struct Overlays {
    overlays: Vec<(Overlay, Extends)>,
    /// What their queries may cost.
    budget: QueryBudget,
    /// How many more values they may add.
    left: usize,
    /// Whether one of them cannot be applied as it is written.
    is_broken: bool,
}

impl Overlays {
    /// Reads the overlays, and reports every problem that they have without a document. `documents` are the paths of the
    /// documents, without symbolic links.
    pub(super) fn read(
        (paths, proposed): (&[PathBuf], Option<&str>),
        documents: &[PathBuf],
        options: &LoadOptions,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut this = Self {
            overlays: Vec::new(),
            budget: QueryBudget::of(options.limits.nodes),
            left: options.limits.nodes,
            is_broken: false,
        };
        for path in paths {
            diagnostics.sources_mut().read_from(path.clone());
            let before = diagnostics.tally().errors;
            let overlay = OverlayReader::read(path, options, diagnostics);
            this.is_broken |= overlay.is_none() || diagnostics.tally().errors > before;
            if let Some(overlay) = overlay {
                let extends = extends::resolve(&overlay, path, documents, diagnostics);
                this.overlays.push((overlay, extends));
            }
        }
        if let Some(text) = proposed {
            let overlay = OverlayReader::read_text(PROPOSED, text.into(), options, diagnostics);
            this.is_broken |= overlay.is_none();
            this.overlays
                .extend(overlay.map(|overlay| (overlay, Extends::All)));
        }
        this
    }

    /// Applies the overlays to a document. The result says where the parts of the tree are from.
    pub(super) fn apply(
        &mut self,
        tree: &mut Value,
        (file, path): (FileId, Option<&Path>),
        options: &LoadOptions,
        diagnostics: &mut Diagnostics,
    ) -> Edits {
        let before = diagnostics.tally().errors;
        let mut edits = Edits::of(file);
        for (overlay, extends) in &mut self.overlays {
            if !extends.includes(path) {
                continue;
            }
            let mut application = Application {
                tree: &mut *tree,
                edits: &mut edits,
                budget: &mut self.budget,
                left: &mut self.left,
                limits: &options.limits,
                overlay: (overlay.file, overlay.version),
                diagnostics: &mut *diagnostics,
            };
            for action in &mut overlay.actions {
                action.selected += application.action(action);
            }
        }
        self.is_broken |= diagnostics.tally().errors > before;
        edits
    }

    /// Reports the targets that selected nothing in any document. `None` if an overlay has errors: what it is meant to do is
    /// not known then, so its result is not read.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) -> Option<()> {
        for (overlay, _) in &self.overlays {
            for action in overlay.actions.iter().filter(|action| action.selected == 0) {
                let place = Place::value(overlay.file, action.at.child("target"));
                let message = "the target selects nothing, so the action has no effect";
                diagnostics.report(Code::NothingSelected, &place, message);
            }
        }
        (!self.is_broken).then_some(())
    }
}
