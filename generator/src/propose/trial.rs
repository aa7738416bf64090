//! What a document is with a proposed overlay: whether it is still sound, and which differences are left.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::drift::{DriftReport, drift};
use crate::facts::PageFacts;
use crate::load::{Document, Input, PROPOSED, load};
use crate::lower;
use crate::pipeline::Pipeline;

/// A document with a proposed overlay, beside the pages.
pub(super) struct OverlayTrial {
    pub(super) document: Document,
    pub(super) report: DriftReport,
    pub(super) errors: Vec<TrialError>,
}

/// An error that the document has with the overlay.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct TrialError {
    pub(super) code: Code,
    pub(super) message: String,
    /// The action that it is about, if its place is in the overlay.
    pub(super) action: Option<usize>,
}

/// Reads the document with an overlay, checks it as `bindwright check` does, and compares it with the pages.
///
/// # Errors
/// The document cannot be read.
pub(super) fn trial(
    pipeline: &Pipeline,
    overlay: Option<String>,
    pages: &[PageFacts],
) -> Result<OverlayTrial, Vec<TrialError>> {
    let input = Input {
        proposed: overlay,
        ..pipeline.input.clone()
    };
    let mut diagnostics = Diagnostics::with_limit(pipeline.load_options.limits.reports);
    let document = load(&input, &pipeline.load_options, &mut diagnostics);
    let Some(document) = document else {
        return Err(errors(&diagnostics));
    };
    // Only what it reports counts.
    _ = lower::lower(&document, &pipeline.lower_options, &mut diagnostics);
    Ok(OverlayTrial {
        report: drift(&document, &diagnostics, pages),
        errors: errors(&diagnostics),
        document,
    })
}

fn errors(diagnostics: &Diagnostics) -> Vec<TrialError> {
    let errors = diagnostics.iter();
    let errors = errors.filter(|report| report.severity() == Severity::Error);
    let errors = errors.map(|report| {
        let place = report.place();
        let source = diagnostics.sources().get(place.file);
        let is_proposed = source.is_some_and(|source| source.name() == PROPOSED);
        let mut segments = place.pointer.segments();
        let action = segments.nth(1).and_then(|index| index.parse().ok());
        TrialError {
            code: report.code(),
            message: report.message().to_owned(),
            action: action.filter(|_| is_proposed),
        }
    });
    errors.collect()
}

/// The errors that a document did not have before.
pub(super) fn new_errors<'e>(
    errors: &'e [TrialError],
    known: &HashSet<(Code, String)>,
) -> Vec<&'e TrialError> {
    let is_new = |error: &&TrialError| !known.contains(&(error.code, error.message.clone()));
    errors.iter().filter(is_new).collect()
}
