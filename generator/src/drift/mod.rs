//! Drift: where pages of documentation and a document differ.
//!
//! ```text
//! PageFacts ──match──► operation ──document──► its fields ──compare──► findings ──decided──► DriftReport ──report──► text
//! ```
//!
//! | module | does |
//! | --- | --- |
//! | `matching` | finds the operation that a page describes |
//! | `schema` | reads the fields and types of the document, with the place of each fact |
//! | `compare`, `parameters`, `levels`, `values` | compare fact by fact; a name that is new on one side and gone on the other is one finding |
//! | `recorded` | compares the actions and the date that `x-docs` records |
//! | `proposal`, `proposing` | what would remove a difference, as data |
//! | `build`, `additions`, `typed` | facts of a page as new parts of a document |
//! | `decided` | leaves out differences that the document records in `x-docs`, and reports records that leave out nothing |
//! | `position` | lines and columns of places |
//! | `report` | prints findings: for people, as JSON, Markdown or SARIF |
//!
//! What a page does not say is no drift: a limit of the document is compared only if the page has one, and a field of the document is
//! missed only if the page has a table of its neighbours.

mod additions;
mod build;
mod compare;
mod comparer;
mod decided;
mod fields;
mod finding;
mod levels;
mod matching;
mod parameters;
mod position;
mod proposal;
mod proposing;
mod recorded;
mod report;
mod schema;
mod typed;
mod values;

pub use finding::{DriftKind, DriftReport, Finding};
pub(crate) use proposal::Proposal;
pub use report::{DriftFormat, render_drift};

use crate::diagnostic::Diagnostics;
use crate::facts::PageFacts;
use crate::load::Document;
use crate::pointer::Pointer;

/// Compares a document with the facts of pages.
#[must_use]
pub fn drift(document: &Document, diagnostics: &Diagnostics, pages: &[PageFacts]) -> DriftReport {
    let mut report = DriftReport::default();
    let mut decisions = decided::Decisions::of(document);
    let matched = matching::matching(document, pages, &mut report);
    for matched in &matched {
        let findings = compare::compare(document, matched, &decisions);
        report.findings.extend(
            findings
                .into_iter()
                .filter(|finding| !decisions.use_for(finding)),
        );
        report.agreed += matched.page.fields.len();
    }
    // What operations share is compared as a whole only if all of them have pages.
    let is_complete = report.operations_without_page.is_empty();
    let is_compared = |at: &Pointer| {
        let mut operations = matched.iter().map(|matched| &matched.operation.pointer);
        is_complete || operations.any(|operation| at.starts_with(operation))
    };
    report.findings.extend(decisions.unused(&is_compared));
    position::locate_all(document, diagnostics, &mut report.findings);
    report
}
