//! Prints a comparison: for people, as Markdown, as JSON, or as a comment on a pull request.

mod github;
mod human;
mod json;
mod markdown;
mod words;

use super::report::DiffReport;

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffFormat {
    /// For a terminal.
    Human,
    /// A table and the messages that break.
    Markdown,
    /// One object.
    Json,
    /// A comment on a pull request: the verdict first, details folded.
    Github,
}

/// The comparison as text. `drift` is what the documentation says otherwise, as Markdown, for a comment.
#[must_use]
pub fn render_diff(report: &DiffReport, format: DiffFormat, drift: Option<&str>) -> String {
    match format {
        DiffFormat::Human => human::human(report),
        DiffFormat::Markdown => markdown::markdown(report),
        DiffFormat::Json => json::json(report),
        DiffFormat::Github => github::github(report, drift),
    }
}
