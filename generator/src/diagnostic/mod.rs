//! Diagnostics: the sink that every stage reports into, and the catalogue of codes.
//!
//! A stage reports a [`Code`], a [`Place`] and a message; the severity, title, default help and explanation come from the
//! code. The sink keeps the source files, so that a report can quote them.
//!
//! ```text
//!  error[BW0201]: unknown key `maxLenght` in the Schema Object     severity, code, message
//!   --> api.yaml:7:25                                              place
//!    |
//!  7 |     Pet: {type: string, maxLenght: 3}
//!    |                         ^^^^^^^^^
//!    |
//!    = at: #/components/schemas/Pet/maxLenght
//!    = help: did you mean `maxLength`?                             advice of the report, or else of the code
//! ```
//!
//! The message says what is wrong with this document, the title what is wrong in general, and the explanation why it matters.

mod catalogue;
mod code;
mod entry;
mod page;
mod place;
mod problem;
mod render;
mod severity;
mod show;

pub use crate::pointer::{Pointer, Trail};
pub(crate) use crate::pointer::{encoded_segments, member, step};
pub use catalogue::Code;
pub use page::catalogue_page;
pub use place::{Part, Place};
pub use problem::Diagnostic;
pub use render::{Colour, render, render_json};
pub use severity::Severity;
pub use show::{escape, show};

use foldhash::{HashMap, HashSet};

use crate::source::Sources;

/// The sink: collects reports and drops duplicates. Reports of operations that were left out are always kept, of others a
/// large number of each severity.
#[derive(Debug)]
pub struct Diagnostics {
    sources: Sources,
    kept: Vec<Diagnostic>,
    /// What is kept, to find duplicates.
    known: HashSet<(Code, Place, String)>,
    /// The codes and places of what is kept, by pointer.
    by_pointer: HashMap<Pointer, Vec<(Code, Place)>>,
    limit: usize,
    seen: Tally,
    /// Every error, whether kept or not.
    faults: Vec<(Code, Place)>,
    consequences: Vec<(Code, Place)>,
    spare: Option<Diagnostic>,
}

/// How many of each severity were reported, whether kept or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Problems that stop the run.
    pub errors: usize,
    /// Problems that do not.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

/// How much was reported up to some moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checkpoint {
    kept: usize,
    seen: Tally,
    faults: usize,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self::new()
    }
}

impl Diagnostics {
    /// How many reports of one severity are printed for people by default.
    pub const LIMIT: usize = 100;

    /// How many reports of one severity are kept.
    const KEPT: usize = 10_000;

    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(Self::LIMIT)
    }

    /// An empty sink of which this many reports of each severity are printed for people. The others are counted.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        Self {
            sources: Sources::default(),
            kept: Vec::new(),
            known: HashSet::default(),
            by_pointer: HashMap::default(),
            limit,
            seen: Tally::default(),
            faults: Vec::new(),
            consequences: Vec::new(),
            spare: None,
        }
    }

    /// Lets reports name files that start with `start` by another start.
    pub fn rename_sources(&mut self, start: &str, by: &str) {
        self.sources.rename(start, by);
    }

    /// Reports a problem, unless the same code, place and message were reported before.
    pub fn report(
        &mut self,
        code: Code,
        at: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report_as(code.severity(), code, at, message)
    }

    /// Reports a problem with another severity than that of its code: an error that was fixed is a warning.
    pub(crate) fn report_as(
        &mut self,
        severity: Severity,
        code: Code,
        at: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let mut fresh = Diagnostic::new(code, severity, at, message.into());
        let key = fresh.key();
        if self.known.contains(&key) {
            return self.spare.insert(fresh);
        }
        if severity == Severity::Error {
            self.faults.push((code, at.clone()));
        }
        let count = self.seen.of(severity);
        *count += 1;
        fresh.early = *count <= Self::LIMIT;
        if *count > Self::KEPT.max(self.limit) && code != Code::LeftOut {
            return self.spare.insert(fresh);
        }
        self.known.insert(key);
        let there = self.by_pointer.entry(at.pointer.clone()).or_default();
        there.push((code, at.clone()));
        self.kept.push(fresh);
        match self.kept.last_mut() {
            Some(kept) => kept,
            None => self
                .spare
                .get_or_insert_with(|| Diagnostic::new(code, severity, at, String::new())),
        }
    }

    /// What was reported so far, for [`rewind`](Self::rewind).
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            kept: self.kept.len(),
            seen: self.seen,
            faults: self.faults.len(),
        }
    }

    /// Forgets what was reported since a checkpoint: the text is read again in another way.
    pub(crate) fn rewind(&mut self, to: Checkpoint) {
        for forgotten in self.kept.drain(to.kept.min(self.kept.len())..) {
            self.known.remove(&forgotten.key());
            if let Some(there) = self.by_pointer.get_mut(&forgotten.place.pointer) {
                there.retain(|(code, place)| (*code, place) != (forgotten.code, &forgotten.place));
            }
        }
        self.faults.truncate(to.faults);
        self.seen = to.seen;
    }

    /// Whether the run must stop before it writes.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.seen.errors > 0
    }

    /// The kept reports in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.kept.iter()
    }

    /// The code and place of every kept report at a pointer, of all files.
    pub(crate) fn at(&self, pointer: &Pointer) -> &[(Code, Place)] {
        self.by_pointer.get(pointer).map_or(&[], Vec::as_slice)
    }

    /// The code and place of every error, including those beyond the limit.
    #[must_use]
    pub fn faults(&self) -> &[(Code, Place)] {
        &self.faults
    }

    /// Notes another place that the cause of an error concerns: it is no error of its own, but what uses it is left out as well.
    pub(crate) fn consequence(&mut self, code: Code, at: &Place) {
        self.consequences.push((code, at.clone()));
    }

    /// The code and place of every error, and of what else their causes concern.
    pub(crate) fn faults_and_consequences(&self) -> Vec<(Code, Place)> {
        [self.faults.as_slice(), &self.consequences].concat()
    }

    /// How many operations were left out.
    #[must_use]
    pub fn left_out(&self) -> usize {
        let left_out = |diagnostic: &&Diagnostic| diagnostic.code == Code::LeftOut;
        self.kept.iter().filter(left_out).count()
    }

    /// Turns every error into a warning, after its operations were left out.
    pub fn downgrade_errors(&mut self) {
        for diagnostic in &mut self.kept {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning);
        }
        self.seen.warnings += std::mem::take(&mut self.seen.errors);
        self.faults.clear();
        self.consequences.clear();
    }

    /// How many reports there were, by severity.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.seen
    }

    /// How many groups of reports of one severity are printed for people.
    #[must_use]
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// How many reports were not kept.
    #[must_use]
    pub fn dropped(&self) -> usize {
        (self.seen.errors + self.seen.warnings + self.seen.notes).saturating_sub(self.kept.len())
    }

    /// The source files that the reports point into.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The source files, to add one.
    pub fn sources_mut(&mut self) -> &mut Sources {
        &mut self.sources
    }
}

impl Tally {
    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostics};
    use crate::report::nowhere;

    #[test]
    fn only_so_many_reports_are_kept_and_all_are_counted() {
        let mut diagnostics = Diagnostics::new();
        let place = nowhere("api.yaml", &mut diagnostics);
        for number in 0..Diagnostics::KEPT + 7 {
            diagnostics.report(Code::WrongType, &place, format!("number {number}"));
        }
        assert_eq!(diagnostics.iter().count(), Diagnostics::KEPT);
        assert_eq!(diagnostics.seen.errors, Diagnostics::KEPT + 7);
    }
}
