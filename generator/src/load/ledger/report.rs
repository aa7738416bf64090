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
        self.frequent
            .entry((code, message))
            .or_insert_with(|| (at.pointer(), 0))
            .1 += 1;
    }

    /// Makes the reports that were put together.
    pub(super) fn report_frequent(&mut self) {
        for ((code, message), (pointer, count)) in std::mem::take(&mut self.frequent) {
            let more = match count {
                0 | 1 => String::new(),
                2 => " (and in 1 more place)".to_owned(),
                count => format!(" (and in {} more places)", count - 1),
            };
            self.diagnostics
                .report(code, &Place::key(self.file, pointer), message + &more);
        }
    }
}
