//! How the walk reports: at a value, at a key, or once for all places where the same is to be said.

use super::walk::Walk;
use crate::diagnostic::{Code, Diagnostic, Severity, Trail};

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

    /// A report that is an error or, where lenient reading goes on with a repair, a warning.
    pub(super) fn fault(
        &mut self,
        severity: Severity,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.imports.place(&at.pointer());
        self.diagnostics.report_as(severity, code, &place, message)
    }

    pub(super) fn fault_key(
        &mut self,
        severity: Severity,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.imports.place(&at.pointer()).at_key();
        self.diagnostics.report_as(severity, code, &place, message)
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
