//! How the walk reports: at a value, at a key, or once for all places where the same is to be said.

use super::walk::Walk;
use crate::diagnostic::{Code, Diagnostic, Place, Trail};

impl Walk<'_, '_> {
    pub(super) fn report(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics
            .report(code, &Place::value(self.file, at.pointer()), message)
    }

    pub(super) fn report_key(
        &mut self,
        code: Code,
        at: &Trail<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics
            .report(code, &Place::key(self.file, at.pointer()), message)
    }

    /// A report that is made once for all places with the same message, at the first of them.
    pub(super) fn often(&mut self, code: Code, at: &Trail<'_>, message: String) {
        let file = self.file;
        self.grouped
            .add(code, message, || Place::key(file, at.pointer()));
    }
}
