//! A JSON Pointer -> the bytes of its key and of its value in the text.

use super::{Format, SourceFile, Span};
use crate::diagnostic::Pointer;

/// Where a value stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The key under which it stands; `None` for items of arrays and for the root.
    pub key: Option<Span>,
    /// The value itself.
    pub value: Span,
}

/// Finds the value at a pointer, or the nearest enclosing one that the text has; `None` when the text has no value at all.
#[must_use]
pub fn locate(file: &SourceFile, pointer: &Pointer) -> Option<Found> {
    match file.format() {
        Format::Json => super::locate_json::find(file.text(), pointer),
        Format::Yaml => super::locate_yaml::find(file.text(), pointer),
    }
}
