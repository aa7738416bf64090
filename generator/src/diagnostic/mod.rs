//! Problems -> reports: the sink that every stage reports into, and the catalogue of what can be reported.
//!
//! A stage says *what* ([`Code`]), *where* ([`Place`]) and the particulars; severity, title, default help and the
//! explanation belong to the code. The sink keeps the texts of the run, so that a report can quote them.

mod code;
mod grouped;
mod render;
mod show;

pub(crate) use crate::pointer::step;
pub use crate::pointer::{Pointer, Trail};
pub use code::{Code, Severity};
pub use grouped::Grouped;
pub use render::{Colour, render, render_json};
pub use show::{escape, show};

use crate::source::{FileId, Sources, Span};

/// Which text at a pointer a report underlines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// The key under which the value stands.
    Key,
    /// The value.
    Value,
    /// These bytes of the file, whatever the pointer: for texts that are not a tree (yet).
    Text(Span),
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The value in it.
    pub pointer: Pointer,
    /// What of it is meant.
    pub part: Part,
}

impl Place {
    /// The value at a pointer.
    #[must_use]
    pub fn value(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            pointer,
            part: Part::Value,
        }
    }

    /// The key under which the value at a pointer stands.
    #[must_use]
    pub fn key(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            pointer,
            part: Part::Key,
        }
    }

    /// Bytes of a file.
    #[must_use]
    pub fn text(file: FileId, span: Span) -> Self {
        Self {
            file,
            pointer: Pointer::root(),
            part: Part::Text(span),
        }
    }

    /// The same place, but its key.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.part = Part::Key;
        self
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    severity: Severity,
    place: Place,
    message: String,
    help: Vec<String>,
    also: Vec<(Place, String)>,
    mendable: bool,
}

impl Diagnostic {
    fn new(code: Code, severity: Severity, place: &Place, message: String) -> Self {
        Self {
            code,
            severity,
            place: place.clone(),
            message,
            help: Vec::new(),
            also: Vec::new(),
            mendable: false,
        }
    }

    /// Adds advice in place of the code's own.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help.push(help.into());
        self
    }

    /// Points at a second place with a label: the first of two that collide, the limit that is exceeded.
    pub fn also(&mut self, place: &Place, label: impl Into<String>) -> &mut Self {
        self.also.push((place.clone(), label.into()));
        self
    }

    /// Notes that there is a repair, which takes the caller's leave.
    pub(crate) fn mendable(&mut self) -> &mut Self {
        self.mendable = true;
        self
    }

    /// Whether mending ([`Strictness::Mending`](crate::load::Strictness::Mending)) makes this error a warning.
    #[must_use]
    pub fn is_mendable(&self) -> bool {
        self.mendable
    }

    /// What kind of problem this is.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// How much it matters here: what the code says, or less where the fault was repaired or left out with its operation.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What exactly is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it: this report's own advice, or else the code's.
    pub fn advice(&self) -> impl Iterator<Item = &str> {
        let general = self
            .help
            .is_empty()
            .then(|| self.code.help())
            .filter(|help| !help.is_empty());
        self.help.iter().map(String::as_str).chain(general)
    }

    /// The further places, each with its label.
    #[must_use]
    pub fn related(&self) -> &[(Place, String)] {
        &self.also
    }
}

/// The sink: collects, drops exact repetitions, and keeps at most so many of each severity; what was left out is listed whole.
#[derive(Debug)]
pub struct Diagnostics {
    sources: Sources,
    kept: Vec<Diagnostic>,
    limit: usize,
    seen: Tally,
    /// Every error, whether kept or not.
    faults: Vec<(Code, Place)>,
    spare: Option<Diagnostic>,
}

/// How many of each severity were reported, whether kept or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Problems that stop the run.
    pub errors: usize,
    /// Problems that do not.
    pub warnings: usize,
    /// Remarks.
    pub notes: usize,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self::new()
    }
}

impl Diagnostics {
    /// How many reports of one severity are kept unless told otherwise.
    pub const LIMIT: usize = 100;

    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(Self::LIMIT)
    }

    /// An empty sink that keeps so many reports of each severity and counts the others.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        Self {
            sources: Sources::default(),
            kept: Vec::new(),
            limit,
            seen: Tally::default(),
            faults: Vec::new(),
            spare: None,
        }
    }

    /// Reports a problem. The same code, place and message a second time is not reported again.
    pub fn report(
        &mut self,
        code: Code,
        at: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report_as(code.severity(), code, at, message)
    }

    /// Reports a problem that matters more or less than its code says: an error that is repaired is a warning.
    pub(crate) fn report_as(
        &mut self,
        severity: Severity,
        code: Code,
        at: &Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let fresh = Diagnostic::new(code, severity, at, message.into());
        let same = |kept: &Diagnostic| {
            kept.code == code && kept.place == *at && kept.message == fresh.message
        };
        if self.kept.iter().any(same) {
            return self.spare.insert(fresh);
        }
        if severity == Severity::Error {
            self.faults.push((code, at.clone()));
        }
        let count = self.seen.of(severity);
        *count += 1;
        if *count > self.limit && code != Code::LeftOut {
            return self.spare.insert(fresh);
        }
        self.kept.push(fresh);
        match self.kept.last_mut() {
            Some(kept) => kept,
            None => self
                .spare
                .get_or_insert_with(|| Diagnostic::new(code, severity, at, String::new())),
        }
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

    /// The code and place of every error, of those beyond the limit too.
    #[must_use]
    pub fn faults(&self) -> &[(Code, Place)] {
        &self.faults
    }

    /// How many operations were left out.
    #[must_use]
    pub fn left_out(&self) -> usize {
        let left_out = |diagnostic: &&Diagnostic| diagnostic.code == Code::LeftOut;
        self.kept.iter().filter(left_out).count()
    }

    /// Turns every error into a warning: what it is about was left out of the output.
    pub fn excuse(&mut self) {
        for diagnostic in &mut self.kept {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning);
        }
        self.seen.warnings += std::mem::take(&mut self.seen.errors);
        self.faults.clear();
    }

    /// How many were reported in all.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.seen
    }

    /// How many were reported beyond the limit and are not kept.
    #[must_use]
    pub fn dropped(&self) -> usize {
        (self.seen.errors + self.seen.warnings + self.seen.notes).saturating_sub(self.kept.len())
    }

    /// The texts that the reports point into.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The texts, to add one.
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
