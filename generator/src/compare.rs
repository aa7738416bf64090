//! Two versions of a document, read at the same time, into the report of their differences.

use semver::Version;

use crate::diagnostic::Diagnostics;
use crate::diff::{
    Acceptances, ComparedChanges, DiffReport, DocumentPlace, DocumentationChange, RustVersion,
    compare_rust, documentation_changes, proven_wire_changes,
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
    kept: NewDocument,
}

/// What is kept of the new document: a large one does not fit into memory four times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewDocument {
    /// All of it, to compare it with pages.
    Whole,
    /// Where its values are in the source text.
    Places,
}

/// Reads both versions at the same time.
#[must_use]
pub fn read_versions(old: &Generator, new: &Generator, kept: NewDocument) -> ReadVersions {
    let read = |generator: &Generator, kept: NewDocument| {
        let (diagnostics, lowered) = generator.lowered();
        let accepted = lowered.map(|(mut document, api)| {
            if kept == NewDocument::Places {
                // Now, on the thread that made it: another thread that frees it cannot use the memory again.
                document.keep_only_places();
            }
            AcceptedVersion { document, api }
        });
        ReadVersion {
            diagnostics,
            accepted,
        }
    };
    let (old, new) = parallel::both(|| read(old, NewDocument::Places), || read(new, kept));
    ReadVersions { old, new, kept }
}

impl ReadVersions {
    /// The new document, if it has no errors and is kept whole.
    #[must_use]
    pub fn new_document(&self) -> Option<&Document> {
        let accepted = self.new.accepted.as_ref();
        accepted
            .filter(|_| self.kept == NewDocument::Whole)
            .map(|version| &version.document)
    }

    /// The differences; `None` if a version has errors. `names` is what the report calls the documents, `current` the version of the
    /// crate if that of the document is another one.
    #[must_use]
    pub fn compare(
        self,
        names: (&str, &str),
        current: Option<Version>,
        accepted: &Acceptances,
    ) -> Option<DiffReport> {
        let Self { old, new, kept: _ } = self;
        let (old_diagnostics, new_diagnostics) = (old.diagnostics, new.diagnostics);
        let (mut old, mut new) = (old.accepted?, new.accepted?);
        let texts = documentation_changes(&old.api, &new.api);
        parallel::both(|| old.keep_what_code_needs(), || new.keep_what_code_needs());
        let is_own = current.is_some();
        let current = current.or_else(|| package::semantic(&old.api.version));
        let written = package::semantic(&new.api.version).filter(|_| !is_own);
        let found = found((&old.api, &new.api), texts);
        let apis = (&old.api, &new.api);
        let mut report = diff::report(apis, found, names, (current, written), accepted);
        let (old_places, new_places) = report.places();
        parallel::both(
            || fill(old_places, old, &old_diagnostics),
            || fill(new_places, new, &new_diagnostics),
        );
        Some(report)
    }
}

impl AcceptedVersion {
    /// Frees what no code comes from.
    fn keep_what_code_needs(&mut self) {
        self.document.keep_only_places();
        self.api.remove_prose();
    }
}

/// Both comparisons, at the same time.
fn found((old, new): (&Api, &Api), texts: Vec<DocumentationChange>) -> ComparedChanges {
    let items = || {
        let output = |api| Output::new(analysis::analyze(api), EmitOptions::default());
        let (before, after) = surface::differing(&output(old), &output(new));
        let version = |surface, api| RustVersion { surface, api };
        compare_rust(version(&before, old), version(&after, new))
    };
    let (wire, rust) = parallel::both(|| proven_wire_changes(old, new), items);
    ComparedChanges { wire, rust, texts }
}

/// Sets lines and columns, and frees the version.
fn fill(places: Vec<&mut DocumentPlace>, version: AcceptedVersion, diagnostics: &Diagnostics) {
    let pointers: Vec<Pointer> = places.iter().map(|place| place.pointer.clone()).collect();
    let located = version.document.positions(diagnostics, &pointers);
    for (place, found) in places.into_iter().zip(located) {
        place.position = found;
    }
}
