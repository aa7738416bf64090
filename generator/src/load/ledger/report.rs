//! How the walk reports: at a value, at a key, or once for all places where the same is to be said.

use super::walk::Walk;
use crate::diagnostic::{Code, Diagnostic, Place, Trail};
use crate::load::{Repair, fault};

impl Walk<'_, '_> {
    pub(super) fn report(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics
            .report(code, &self.imports.place(&at.pointer()), message)
    }

    /// A report that is an error or, where reading goes on with a repair, a warning.
    pub(super) fn fault(
        &mut self,
        repair: Repair,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.imports.place(&at.pointer());
        self.fault_at(repair, code, &place, message.into())
    }

    pub(super) fn fault_key(
        &mut self,
        repair: Repair,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.imports.place(&at.pointer()).at_key();
        self.fault_at(repair, code, &place, message.into())
    }

    fn fault_at(
        &mut self,
        repair: Repair,
        code: Code,
        place: &Place,
        message: String,
    ) -> &mut Diagnostic {
        let at = (code, place);
        fault(self.strictness, repair, at, message, self.diagnostics)
    }

    pub(super) fn report_key(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics
            .report(code, &self.imports.place(&at.pointer()).at_key(), message)
    }

    /// A report that is made once for all places with the same message, at the first of them.
    pub(super) fn often(&mut self, code: Code, at: &Trail<'_>, message: String) {
        let imports = self.imports;
        self.grouped
            .add(code, message, || imports.place(&at.pointer()).at_key());
    }
}
