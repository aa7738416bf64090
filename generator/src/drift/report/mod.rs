//! Prints findings: for people, as JSON, as Markdown, or as SARIF.

mod human;
mod machine;

use super::finding::DriftReport;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriftFormat {
    /// For a terminal.
    Human,
    /// One object.
    Json,
    /// A table for a comment.
    Markdown,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// The findings as text.
#[must_use]
pub fn render_drift(report: &DriftReport, format: DriftFormat) -> String {
    match format {
        DriftFormat::Human => human::human(report),
        DriftFormat::Markdown => human::markdown(report),
        DriftFormat::Json => machine::json(report),
        DriftFormat::Sarif => machine::sarif(report),
    }
}
