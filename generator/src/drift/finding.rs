//! What was found: one difference, with both places and both values.

use super::proposal::Proposal;
use crate::load::TextPosition;
use crate::pointer::Pointer;

/// What a page and the document say about one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftKind {
    /// Both say something, and it is not the same.
    Differs,
    /// Only the page says it.
    OnlyOnPage,
    /// The page has a list without it.
    OnlyInDocument,
    /// The saved page does not show it, or not in words that can be read.
    Unreadable,
    /// A table of the page that no rule of the profile places.
    Unplaced,
    /// A recorded decision that leaves out no difference.
    UnusedDecision,
}

impl DriftKind {
    /// The kind in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::OnlyOnPage => "only on the page",
            Self::OnlyInDocument => "only in the document",
            Self::Unreadable => "unreadable",
            Self::Unplaced => "table without a rule",
            Self::UnusedDecision => "decision without a difference",
        }
    }

    /// Whether it is a difference, and not something that could not be compared.
    #[must_use]
    pub fn is_drift(self) -> bool {
        !matches!(self, Self::Unreadable | Self::Unplaced)
    }
}

/// A difference between a page and the document.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What kind of difference it is.
    pub kind: DriftKind,
    /// The operation, by its identifier or by method and path.
    pub operation: String,
    /// What it is about, as in `query limit: default`. `x-docs` names it so.
    pub about: String,
    /// The page, and the line in it.
    pub page: Option<(String, usize)>,
    /// What the page says.
    pub page_value: Option<String>,
    /// Where it is in the document, or where it would be.
    pub pointer: Option<Pointer>,
    /// File, line and column of that place.
    pub position: Option<TextPosition>,
    /// What the document says.
    pub document_value: Option<String>,
    /// What to do.
    pub fix: String,
    /// Where the operation is in the document.
    pub(crate) operation_pointer: Option<Pointer>,
    /// What would remove the difference.
    pub(crate) proposal: Proposal,
}

/// All findings, and what could not be compared.
#[derive(Debug, Clone, Default)]
pub struct DriftReport {
    /// The differences, in the order of the pages.
    pub findings: Vec<Finding>,
    /// Pages that describe no operation of the document, each with the request that it shows.
    pub pages_without_operation: Vec<(String, String)>,
    /// Operations that no page describes.
    pub operations_without_page: Vec<String>,
    /// How many fields were compared.
    pub agreed: usize,
}

impl DriftReport {
    /// Whether page and document differ.
    #[must_use]
    pub fn has_drift(&self) -> bool {
        self.findings.iter().any(|finding| finding.kind.is_drift())
            || !self.pages_without_operation.is_empty()
    }
}
