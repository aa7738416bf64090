//! Equal reports -> one, for people. JSON has each of them.
//!
//! A document that uses one unknown format in 300 places gets one note with the first few places. Warnings that differ only in
//! names are grouped from the fourth on. Errors are not grouped: each has to be corrected. Operations that are left out are
//! listed one by one, since each is missing from the output.
//!
//! ```text
//! note[BW0506]: `slug` has no Rust type
//!   --> api.yaml:7:25
//!    = also at: api.yaml:9:12, api.yaml:15:12, api.yaml:21:12 and 296 more places
//! ```

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

/// Reports that are printed as one.
pub(super) struct ReportGroup<'d> {
    pub(super) first: &'d Diagnostic,
    /// The other reports with its message.
    pub(super) equal: Vec<&'d Diagnostic>,
    /// Reports whose message differs in names, by message.
    pub(super) similar: Vec<ReportGroup<'d>>,
}

/// From how many different messages on they are one group.
const SIMILAR: usize = 4;

impl<'d> ReportGroup<'d> {
    fn of(first: &'d Diagnostic) -> Self {
        Self {
            first,
            equal: Vec::new(),
            similar: Vec::new(),
        }
    }

    /// How many reports it has.
    pub(super) fn len(&self) -> usize {
        let similar: usize = self.similar.iter().map(Self::len).sum();
        1 + self.equal.len() + similar
    }
}

/// The groups that are printed, in the order of their first reports, and how many reports are in none of them. At most `limit`
/// groups of each severity are printed.
pub(super) fn groups(diagnostics: &Diagnostics, limit: usize) -> (Vec<ReportGroup<'_>>, usize) {
    let mut equal: IndexMap<_, ReportGroup<'_>> = IndexMap::new();
    for (index, report) in diagnostics.iter().enumerate() {
        let alone = report.severity() == Severity::Error || report.code() == Code::LeftOut;
        let number = if alone { index + 1 } else { 0 };
        let key = (report.code(), report.severity(), report.message(), number);
        match equal.entry(key) {
            indexmap::map::Entry::Occupied(mut group) => group.get_mut().equal.push(report),
            indexmap::map::Entry::Vacant(place) => {
                place.insert(ReportGroup::of(report));
            }
        }
    }
    let mut similar: IndexMap<_, Vec<ReportGroup<'_>>> = IndexMap::new();
    for ((code, severity, message, number), group) in equal {
        let advice: Vec<&str> = group.first.advice().collect();
        let key = (code, severity, without_names(message), advice, number);
        similar.entry(key).or_default().push(group);
    }
    let mut all: Vec<ReportGroup<'_>> = Vec::new();
    for groups in similar.into_values() {
        if groups.len() < SIMILAR {
            all.extend(groups);
            continue;
        }
        let mut groups = groups.into_iter();
        if let Some(mut merged) = groups.next() {
            merged.similar.extend(groups);
            all.push(merged);
        }
    }
    cut(all, limit)
}

/// The first groups of each severity.
fn cut(all: Vec<ReportGroup<'_>>, limit: usize) -> (Vec<ReportGroup<'_>>, usize) {
    let mut counts = [0; 3];
    let mut hidden = 0;
    let mut shown = Vec::new();
    for group in all {
        let severity = match group.first.severity() {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Note => 2,
        };
        let Some(count) = counts.get_mut(severity) else {
            continue;
        };
        *count += 1;
        if *count <= limit || group.first.code() == Code::LeftOut {
            shown.push(group);
        } else {
            hidden += group.len();
        }
    }
    (shown, hidden)
}

/// The message with nothing in its backticks.
fn without_names(message: &str) -> String {
    message.split('`').step_by(2).collect::<Vec<_>>().join("`")
}
