//! How the walk reports: at a value, at a key, or once for all places where the same is to be said.

use super::walk::Walk;
use crate::diagnostic::{Code, Diagnostic, Trail};

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
