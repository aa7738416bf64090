//! What the catalogue has for each code, and the groups of codes.

use super::Severity;

/// A row of the catalogue.
pub(super) struct Entry {
    pub(super) number: &'static str,
    pub(super) severity: Severity,
    pub(super) title: &'static str,
    pub(super) help: &'static str,
    pub(super) explanation: &'static str,
}

/// The groups of codes: how their numbers start, and what they are about.
pub(super) const GROUPS: [(&str, &str); 7] = [
    ("BW01", "the file"),
    ("BW02", "keys and values"),
    ("BW03", "contradictions in the document"),
    ("BW04", "references"),
    ("BW05", "generated code"),
    ("BW06", "the output"),
    ("BW07", "overlays"),
];
