//! A comparison as Markdown: a table of changes, and the messages that break.

use std::fmt::Write as _;

use super::words;
use crate::diagnostic::escape;
use crate::diff::change::{DocumentChange, Evidence};
use crate::diff::model::SemverLevel;
use crate::diff::report::DiffReport;
use crate::escape::{cell_span, code_span, fence};

/// The comparison as a page.
pub(super) fn markdown(report: &DiffReport) -> String {
    let mut out = format!("{}\n", headline(report));
    let changes: Vec<&DocumentChange> = report.changes.iter().collect();
    out.push_str(&table(&changes));
    out.push_str(&examples(&changes));
    let api = api_lines(report);
    if !api.is_empty() {
        _ = write!(out, "\n### Public API\n\n{}", block("diff", &api));
    }
    let texts = texts(report);
    if !texts.is_empty() {
        _ = write!(out, "\n### Documentation\n\n{texts}");
    }
    out.push_str(&unused(report));
    out
}

/// The verdict and the version.
pub(super) fn headline(report: &DiffReport) -> String {
    if report.is_empty() {
        return "**No change** · no new version is needed".to_owned();
    }
    let version = words::next_version(&report.version);
    let summary = words::summary(report);
    let level = match report.changes.is_empty() {
        true => "Documentation only",
        false => match report.version.level {
            SemverLevel::Major => "Major",
            SemverLevel::Minor => "Minor",
            SemverLevel::Patch => "Patch",
        },
    };
    format!("**{level}** · {version} · {summary}")
}

/// A table with a row per change.
pub(super) fn table(changes: &[&DocumentChange]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "\n| change | wire | callers | implementors | place |\n| --- | --- | --- | --- | --- |\n",
    );
    for change in changes {
        let values = words::values(change);
        let values = values.map_or_else(String::new, |values| format!(" ({})", cell(&values)));
        let accepted = change.accepted.as_ref();
        let accepted = accepted.map_or_else(String::new, |reason| {
            format!(", accepted: {}", cell(reason))
        });
        let items = change.items.len();
        let cells = [
            format!(
                "{}: {}{values}{accepted}",
                cell(&change.subject),
                change.words()
            ),
            words::wire(change),
            words::level(change.callers, items).to_owned(),
            words::level(change.implementors, items).to_owned(),
            place(change).map_or_else(String::new, |place| cell(&place)),
        ];
        _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// File and line: in the new document, or in the old one for what is gone.
fn place(change: &DocumentChange) -> Option<String> {
    let (place, side) = match (&change.new, &change.old) {
        (Some(new), _) => (new, ""),
        (None, Some(old)) => (old, " (old)"),
        (None, None) => return None,
    };
    let position = place.position.as_ref()?;
    Some(format!("{}:{}{side}", position.file, position.line))
}

/// The messages that were fine before and are not any more.
pub(super) fn examples(changes: &[&DocumentChange]) -> String {
    let mut out = String::new();
    for change in changes {
        let Evidence::Found(example) = &change.evidence else {
            continue;
        };
        if out.is_empty() {
            out.push_str("\n### Messages that break\n");
        }
        let title = format!("{}: {}", code(&change.subject), change.words());
        let sides = words::between(example.between);
        let message = block("http", &example.message);
        let rejection = code(&example.rejection);
        _ = write!(out, "\n{title} ({sides})\n\n{message}\n{rejection}\n");
    }
    out
}

/// The public items that differ, as the lines of a patch.
pub(super) fn api_lines(report: &DiffReport) -> String {
    let mut out = String::new();
    for item in report.changes.iter().flat_map(|change| &change.items) {
        for (sign, signature) in [('-', &item.before), ('+', &item.after)] {
            if let Some(signature) = signature {
                _ = writeln!(out, "{sign} {}", words::item(item, signature));
            }
        }
    }
    out
}

/// A list of the texts that differ.
pub(super) fn texts(report: &DiffReport) -> String {
    let mut out = String::new();
    for change in &report.documentation {
        let place = change.new.as_ref().or(change.old.as_ref());
        let place = place.and_then(|place| place.position.as_ref());
        let place = place.map_or_else(String::new, |at| code(&format!("{}:{}", at.file, at.line)));
        _ = writeln!(out, "- {} {place}", code(&change.subject));
    }
    out
}

/// Accepted changes that there are not.
pub(super) fn unused(report: &DiffReport) -> String {
    let mut out = String::new();
    for entry in &report.unused {
        _ = writeln!(
            out,
            "\nAccepted, but there is no such change: {}",
            code(&entry.change)
        );
    }
    out
}

/// A code block.
pub(super) fn block(language: &str, content: &str) -> String {
    let lines: Vec<String> = content.trim_end().lines().map(escape).collect();
    let content = lines.join("\n");
    let fence = fence(&content);
    format!("{fence}{language}\n{content}\n{fence}\n")
}

/// A string of the document: in a code span, so that it neither formats nor mentions anybody.
fn code(content: &str) -> String {
    code_span(&escape(content))
}

/// The same in a cell of a table.
fn cell(content: &str) -> String {
    cell_span(&escape(content))
}
