//! How the passes over a document's tree report: at a value, at a key, or once for all places where the same is to be
//! said; what is an error, and what a warning because reading goes on with a repair.

use super::import::Imports;
use super::origin::Origins;
use super::{Repair, Strictness};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Grouped, Place, Pointer, Trail};

/// Knows where the places of a tree stand in the text.
pub(super) trait Places {
    /// Where the value at a pointer stands.
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

/// What reporting takes: where things stand, how strict reading is, and where reports go.
pub(super) struct ReportContext<'a> {
    pub(super) places: &'a dyn Places,
    pub(super) strictness: Strictness,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) grouped: &'a mut Grouped,
}

/// A pass that reports.
pub(super) trait Reports {
    /// What its reporting takes.
    fn context(&mut self) -> ReportContext<'_>;

    /// A report on a value.
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

    /// A report on the key of a value.
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

    /// A report on a value that there is a repair of: an error or, where reading goes on with the repair, a warning.
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

    /// A report on the key of a value that there is a repair of.
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

    /// A report on a place of the text that there is a repair of.
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

    /// A report that is made once for all places with the same message, at the first of them.
    fn often(&mut self, code: Code, at: &Trail<'_>, message: String) {
        let desk = self.context();
        let places = desk.places;
        desk.grouped
            .add(code, message, || places.place(&at.pointer()).at_key());
    }
}

/// A report that is an error, or a warning where reading goes on with a repair.
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
