//! Two versions of a document, read at the same time, into the report of their differences.

use std::num::NonZeroUsize;

use semver::Version;

use crate::diagnostic::Diagnostics;
use crate::diff::{
    Acceptances, DiffReport, DocumentPlace, FoundChanges, RustVersion, compare_rust,
    proven_wire_changes,
};
use crate::emit::{EmitOptions, Output};
use crate::generator::Generator;
use crate::ir::Api;
use crate::load::Document;
use crate::pointer::Pointer;
use crate::{analysis, diff, package, parallel, surface};

/// A version of a document.
#[derive(Debug)]
pub struct ReadVersion {
    /// What was reported about it.
    pub diagnostics: Diagnostics,
    accepted: Option<AcceptedVersion>,
}

/// A version without errors.
#[derive(Debug)]
struct AcceptedVersion {
    document: Document,
    api: Api,
}

/// Both versions.
#[derive(Debug)]
pub struct ReadVersions {
    /// The old one.
    pub old: ReadVersion,
    /// The new one.
    pub new: ReadVersion,
}

/// Reads both versions at the same time.
#[must_use]
pub fn read_versions(old: &Generator, new: &Generator) -> ReadVersions {
    let threads = NonZeroUsize::MIN.saturating_add(1);
    let sides = parallel::map(threads, &[old, new], |generator| {
        let (diagnostics, lowered) = generator.lowered();
        let accepted = lowered.map(|(document, api)| AcceptedVersion { document, api });
        ReadVersion {
            diagnostics,
            accepted,
        }
    });
    let mut sides = sides.into_iter();
    let mut next = || {
        sides.next().unwrap_or(ReadVersion {
            diagnostics: Diagnostics::new(),
            accepted: None,
        })
    };
    ReadVersions {
        old: next(),
        new: next(),
    }
}

/// Two versions without errors.
#[derive(Debug)]
pub struct Comparison<'s> {
    versions: &'s ReadVersions,
    old: &'s AcceptedVersion,
    new: &'s AcceptedVersion,
}

impl<'s> Comparison<'s> {
    /// `None` if a version has errors.
    #[must_use]
    pub fn of(versions: &'s ReadVersions) -> Option<Self> {
        Some(Self {
            versions,
            old: versions.old.accepted.as_ref()?,
            new: versions.new.accepted.as_ref()?,
        })
    }

    /// The new document.
    #[must_use]
    pub fn new_document(&self) -> &'s Document {
        &self.new.document
    }

    /// The differences. `names` is what the report calls the documents, `current` the version of the crate if that of the document
    /// is another one.
    #[must_use]
    pub fn report(
        &self,
        names: (&str, &str),
        current: Option<Version>,
        accepted: &Acceptances,
    ) -> DiffReport {
        let is_own = current.is_some();
        let current = current.or_else(|| package::semantic(&self.old.api.version));
        let new_version = package::semantic(&self.new.api.version).filter(|_| !is_own);
        let apis = (&self.old.api, &self.new.api);
        let found = found(apis);
        let mut report = diff::report(apis, found, names, (current, new_version), accepted);
        self.locate(&mut report);
        report
    }

    /// Sets the lines and columns of every place.
    fn locate(&self, report: &mut DiffReport) {
        let (old, new) = (&self.versions.old, &self.versions.new);
        fill(report.old_places(), &self.old.document, &old.diagnostics);
        fill(report.new_places(), &self.new.document, &new.diagnostics);
    }
}

/// Both comparisons, at the same time.
fn found((old, new): (&Api, &Api)) -> FoundChanges {
    let items = || {
        let output = |api| Output::new(analysis::analyze(api), EmitOptions::default());
        let (before, after) = surface::differing(&output(old), &output(new));
        let version = |surface, api| RustVersion { surface, api };
        compare_rust(version(&before, old), version(&after, new))
    };
    let (wire, rust) = parallel::both(|| proven_wire_changes(old, new), items);
    FoundChanges { wire, rust }
}

fn fill(places: Vec<&mut DocumentPlace>, document: &Document, diagnostics: &Diagnostics) {
    let pointers: Vec<Pointer> = places.iter().map(|place| place.pointer.clone()).collect();
    let located = document.positions(diagnostics, &pointers);
    for (place, found) in places.into_iter().zip(located) {
        place.position = found;
    }
}
