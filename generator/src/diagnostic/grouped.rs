//! Merges reports with the same message into one, at the first of their places.
//!
//! A document that uses one unknown format in 300 places gets one note, which ends in `(and in 299 more places)`. Errors are not
//! grouped: each has to be corrected.

use indexmap::IndexMap;

use super::{Code, Diagnostics, Place, Severity};

/// Reports, counted until all are known.
#[derive(Debug, Default)]
pub struct Grouped {
    reports: IndexMap<(Code, String), (Place, usize)>,
}

impl Grouped {
    /// Adds a place to the report with this message. Only the first place is computed.
    pub fn add(&mut self, code: Code, message: String, place: impl FnOnce() -> Place) {
        self.reports
            .entry((code, message))
            .or_insert_with(|| (place(), 0))
            .1 += 1;
    }

    /// Reports each message once.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        self.with(|code| code.severity(), diagnostics);
    }

    /// Reports each message once, with another severity than that of its code.
    pub(crate) fn report_as(self, severity: Severity, diagnostics: &mut Diagnostics) {
        self.with(|_| severity, diagnostics);
    }

    fn with(self, severity: impl Fn(Code) -> Severity, diagnostics: &mut Diagnostics) {
        for ((code, message), (place, count)) in self.reports {
            let more = match count {
                0 | 1 => String::new(),
                2 => " (and in 1 more place)".to_owned(),
                count => format!(" (and in {} more places)", count - 1),
            };
            diagnostics.report_as(severity(code), code, &place, message + &more);
        }
    }
}
