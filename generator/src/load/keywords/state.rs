//! The state of the keyword pass, and its result for one value.

use serde_json::Value;

use super::explain::KeyUsage;
use super::known_targets::References;
use super::repair::Repairs;
use crate::diagnostic::{Diagnostics, Grouped};
use crate::load::report::{ReportContext, Reports};
use crate::load::{Dialect, Repair, Strictness, import::Imports};

/// Whether a value has its type. Problems further inside are reported and repaired there, and do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Fits,
    Broken,
}

pub(super) struct KeywordWalk<'d, 'r> {
    pub(super) root: &'d Value,
    pub(super) imports: &'r Imports,
    pub(super) dialect: Dialect,
    pub(super) strictness: Strictness,
    /// How a wrong value under the current key can be repaired.
    pub(super) repair: Repair,
    pub(super) diagnostics: &'r mut Diagnostics,
    pub(super) usage: KeyUsage,
    pub(super) repairs: Repairs,
    pub(super) references: References<'d>,
    pub(super) grouped: Grouped,
}

impl Reports for KeywordWalk<'_, '_> {
    fn context(&mut self) -> ReportContext<'_> {
        ReportContext {
            places: self.imports,
            strictness: self.strictness,
            diagnostics: self.diagnostics,
            grouped: &mut self.grouped,
        }
    }
}
