//! How the passes of the loader report problems: at a value, at a key, or once for all places with
//! the same message; as an error, or as a warning if the problem is repaired.
//!
//! | method | strict | lenient | repairing |
//! |---|---|---|---|
//! | `at`, `at_key` | what the code says | | |
//! | `guess` | error | error | warning |
//! | `fault(Harmless, …)` | error | warning | warning |
//! | `loose` | what the code says | counted | counted |
//! | `often` | counted | counted | counted |
//!
//! What is counted is reported once, with the number of places. A repair must be noted as well: a
//! report alone does not change the tree.

use super::origin::Origins;
use super::{Repair, Strictness};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Trail};

/// Where reports go, and what they need: places in the text, and the strictness.
///
/// It owns the sink while the passes run, so that they borrow one thing. A pass has the tree at a
/// [`Trail`]; the report is at the place in the text that this part of the tree came from.
pub(super) struct Report {
    pub(super) origins: Origins,
    pub(super) strictness: Strictness,
    pub(super) diagnostics: Diagnostics,
}

impl Report {
    pub(super) fn new(origins: Origins, strictness: Strictness, diagnostics: Diagnostics) -> Self {
        Self {
            origins,
            strictness,
            diagnostics,
        }
    }

    /// Where a value is in the text.
    pub(super) fn place(&self, at: &Trail<'_>) -> Place {
        self.origins.place(&at.pointer())
    }

    /// Reports a problem at a value. Its code says how serious it is.
    pub(super) fn at<M: Into<String>>(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: M,
    ) -> &mut Diagnostic {
        let place = self.place(at);
        self.diagnostics.report(code, &place, message)
    }

    /// Reports a problem at the key of a value.
    pub(super) fn at_key<M: Into<String>>(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: M,
    ) -> &mut Diagnostic {
        let place = self.place(at).at_key();
        self.diagnostics.report(code, &place, message)
    }

    /// Reports a repairable problem at a value: an error, or a warning if it is repaired.
    pub(super) fn fault(
        &mut self,
        repair: Repair,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let (place, how) = (self.place(at), (self.strictness, repair));
        fault(&mut self.diagnostics, how, code, &place, message)
    }

    /// Reports a repairable problem at the key of a value.
    pub(super) fn fault_key(
        &mut self,
        repair: Repair,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let (place, how) = (self.place(at).at_key(), (self.strictness, repair));
        fault(&mut self.diagnostics, how, code, &place, message)
    }

    /// Reports a problem at a value that a guess repairs.
    pub(super) fn guess<M: Into<String>>(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: M,
    ) -> &mut Diagnostic {
        self.fault(Repair::Guess, code, at, message)
    }

    /// Reports a problem at the key of a value that a guess repairs.
    pub(super) fn guess_key<M: Into<String>>(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: M,
    ) -> &mut Diagnostic {
        self.fault_key(Repair::Guess, code, at, message)
    }

    /// Reports a deviation that only strict reading rejects; lenient reading counts it among
    /// [`Code::LooseShape`].
    pub(super) fn loose(&mut self, code: Code, at: &Trail<'_>, message: impl Into<String>) {
        match self.strictness {
            Strictness::Strict => {
                self.at(code, at, message);
            }
            Strictness::Lenient | Strictness::Repairing => {
                self.often(Code::LooseShape, at, message);
            }
        }
    }

    /// Reports a problem that documents have in many places, at the key.
    pub(super) fn often(&mut self, code: Code, at: &Trail<'_>, message: impl Into<String>) {
        self.at_key(code, at, message);
    }
}

/// Reports a repairable problem at a place in the text: an error, or a warning if it is repaired.
pub(super) fn fault<'d>(
    diagnostics: &'d mut Diagnostics,
    (strictness, repair): (Strictness, Repair),
    code: Code,
    place: &Place,
    message: impl Into<String>,
) -> &'d mut Diagnostic {
    let severity = strictness.severity(repair);
    let diagnostic = diagnostics.report_as(severity, code, place, message);
    if strictness.is_fixable(repair) {
        diagnostic.fixable();
    }
    diagnostic
}
