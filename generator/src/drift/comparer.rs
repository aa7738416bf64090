//! A page beside its operation, and the findings so far.

use super::decided::Decisions;
use super::finding::{DriftKind, Finding};
use super::matching::MatchedPage;
use super::proposal::Proposal;
use crate::facts::Fact;
use crate::load::Document;
use crate::pointer::Pointer;

/// Compares a page with its operation.
pub(super) struct Comparer<'c> {
    pub(super) document: &'c Document,
    pub(super) matched: &'c MatchedPage<'c>,
    pub(super) decisions: &'c Decisions,
    pub(super) findings: Vec<Finding>,
}

impl Comparer<'_> {
    /// Adds a finding. `about` names the fact, values are those of page and document, and the proposal
    /// would remove the difference.
    pub(super) fn add(
        &mut self,
        kind: DriftKind,
        about: String,
        page: (usize, Option<String>),
        document: (Pointer, Option<String>),
        proposal: Proposal,
    ) {
        let fix = match kind {
            DriftKind::Differs => "change the document, or record the difference in `x-docs`",
            DriftKind::OnlyOnPage => "add it to the document, or record the difference in `x-docs`",
            DriftKind::OnlyInDocument => {
                "remove it from the document, or record the difference in `x-docs`"
            }
            DriftKind::Unreadable | DriftKind::Unplaced => {
                "look at the page, or save it in another format"
            }
            DriftKind::UnusedDecision => "remove the decision",
        };
        let place = (self.matched.page.page.clone(), page.0);
        self.findings.push(Finding {
            kind,
            operation: self.matched.operation.name(),
            about,
            page: Some(place),
            page_value: page.1,
            pointer: Some(document.0),
            position: None,
            document_value: document.1,
            fix: fix.to_owned(),
            operation_pointer: Some(self.matched.operation.pointer.clone()),
            proposal,
        });
    }

    pub(super) fn differs(
        &mut self,
        about: &str,
        page: &Fact<String>,
        document: (Pointer, String),
        proposal: Proposal,
    ) {
        self.add(
            DriftKind::Differs,
            about.to_owned(),
            (page.line, Some(page.value.clone())),
            (document.0, Some(document.1)),
            proposal,
        );
    }
}
