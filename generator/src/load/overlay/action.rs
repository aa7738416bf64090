//! Data: an overlay, and its actions.

use serde_json::Value;

use crate::diagnostic::Pointer;
use crate::json_path::JsonPath;
use crate::source::FileId;

/// An overlay.
pub(super) struct Overlay {
    pub(super) file: FileId,
    pub(super) version: OverlayVersion,
    /// The document that it is for, as it is written.
    pub(super) extends: Option<String>,
    pub(super) actions: Vec<Action>,
}

/// The versions that differ in meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OverlayVersion {
    V1_0,
    V1_1,
}

/// A change.
pub(super) struct Action {
    /// Its place in the overlay.
    pub(super) at: Pointer,
    pub(super) target: JsonPath,
    pub(super) effect: ActionEffect,
    /// How many values the target has selected so far, in all documents.
    pub(super) selected: usize,
}

/// What happens to the values that the target selects.
pub(super) enum ActionEffect {
    /// A value is merged into each.
    Update(Value),
    /// The same with a value of the document.
    Copy(JsonPath),
    Remove,
}
