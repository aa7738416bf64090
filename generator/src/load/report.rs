//! How the passes of the loader report problems: at a value, at a key, or once for all places with the same message; as an
//! error, or as a warning if the problem is repaired.

use super::import::Imports;
use super::origin::Origins;
use super::{Repair, Strictness};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Grouped, Place, Pointer, Trail};

/// Maps pointers of a tree to places in the text.
pub(super) trait Places {
    /// Where the value at a pointer is in the text.
    fn place(&self, pointer: &Pointer) -> Place;
}

impl Places for Imports {
    fn place(&self, pointer: &Pointer) -> Place {
        Imports::place(self, pointer)
    }
}

impl Places for Origins {
    fn place(&self, pointer: &Pointer) -> Place {
        Origins::place(self, pointer)
    }
}

/// What a report needs: places in the text, the strictness, and the sink.
pub(super) struct ReportContext<'a> {
    pub(super) places: &'a dyn Places,
    pub(super) strictness: Strictness,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) grouped: &'a mut Grouped,
}

/// A pass that reports.
pub(super) trait Reports {
    /// What its reports need.
    fn context(&mut self) -> ReportContext<'_>;

    /// Reports a problem at a value.
    fn report(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let desk = self.context();
        let place = desk.places.place(&at.pointer());
        desk.diagnostics.report(code, &place, message)
    }

    /// Reports a problem at the key of a value.
    fn report_key(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let desk = self.context();
        let place = desk.places.place(&at.pointer()).at_key();
        desk.diagnostics.report(code, &place, message)
    }

    /// Reports a repairable problem at a value: an error, or a warning if it is repaired.
    fn fault(
        &mut self,
        repair: Repair,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.context().places.place(&at.pointer());
        self.fault_at(repair, code, &place, message.into())
    }

    /// Reports a repairable problem at the key of a value.
    fn fault_key(
        &mut self,
        repair: Repair,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.context().places.place(&at.pointer()).at_key();
        self.fault_at(repair, code, &place, message.into())
    }

    /// Reports a repairable problem at a place in the text.
    fn fault_at(
        &mut self,
        repair: Repair,
        code: Code,
        place: &Place,
        message: String,
    ) -> &mut Diagnostic {
        let desk = self.context();
        let at = (code, place);
        fault(desk.strictness, repair, at, message, desk.diagnostics)
    }

    /// Reports a problem once for all places with the same message, at the first of them.
    fn often(&mut self, code: Code, at: &Trail<'_>, message: String) {
        let desk = self.context();
        let places = desk.places;
        desk.grouped
            .add(code, message, || places.place(&at.pointer()).at_key());
    }
}

/// Reports a repairable problem: an error, or a warning if it is repaired.
pub(super) fn fault<'d>(
    strictness: Strictness,
    repair: Repair,
    (code, place): (Code, &Place),
    message: String,
    diagnostics: &'d mut Diagnostics,
) -> &'d mut Diagnostic {
    let severity = strictness.severity(repair);
    let diagnostic = diagnostics.report_as(severity, code, place, message);
    if strictness.is_fixable(repair) {
        diagnostic.fixable();
    }
    diagnostic
}
