//! Findings for people: lines for a terminal, and a table for a comment.

use std::fmt::Write as _;

use crate::diagnostic::escape;
use crate::drift::finding::{DriftReport, Finding};
use crate::escape::{cell_span, code_span};

/// The findings for a terminal.
pub(super) fn human(report: &DriftReport) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let operation = escape(&finding.operation);
        let about = escape(&finding.about);
        let separator = if operation.is_empty() { "" } else { ": " };
        _ = writeln!(
            out,
            "{}: {operation}{separator}{about}",
            finding.kind.title()
        );
        if let Some((page, line)) = &finding.page {
            let value = shown(finding.page_value.as_deref());
            _ = writeln!(out, "  page      {}:{line}{value}", escape(page));
        }
        if let Some(position) = &finding.position {
            let value = shown(finding.document_value.as_deref());
            _ = writeln!(out, "  document  {}{value}", escape(&position.to_string()));
        }
        _ = writeln!(out, "  fix       {}\n", escape(&finding.fix));
    }
    for (page, request) in &report.pages_without_operation {
        _ = writeln!(
            out,
            "page without an operation: {} ({})",
            escape(page),
            escape(request)
        );
    }
    for operation in &report.operations_without_page {
        _ = writeln!(out, "operation without a page: {}", escape(operation));
    }
    _ = writeln!(out, "{}", summary(report));
    out
}

fn shown(value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!("  {}", escape(value)))
}

/// How many differences there are.
fn summary(report: &DriftReport) -> String {
    let drift = report
        .findings
        .iter()
        .filter(|finding| finding.kind.is_drift())
        .count();
    let other = report.findings.len() - drift;
    let words = match drift {
        0 => "no differences".to_owned(),
        1 => "1 difference".to_owned(),
        count => format!("{count} differences"),
    };
    match other {
        0 => words,
        count => format!("{words}, {count} not readable"),
    }
}

/// The findings as a table of Markdown.
pub(super) fn markdown(report: &DriftReport) -> String {
    let mut out = format!("**Documentation: {}**\n", summary(report));
    if !report.findings.is_empty() {
        out.push_str("\n| operation | fact | | page | document | place |\n| --- | --- | --- | --- | --- | --- |\n");
    }
    for finding in &report.findings {
        let cell = |text: &str| cell_span(&escape(text));
        let cells = [
            cell(&finding.operation),
            cell(&finding.about),
            finding.kind.title().to_owned(),
            cell(finding.page_value.as_deref().unwrap_or_default()),
            cell(finding.document_value.as_deref().unwrap_or_default()),
            cell(&places(finding)),
        ];
        _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    let lists = [
        (
            "Pages without an operation",
            report
                .pages_without_operation
                .iter()
                .map(|(page, request)| format!("{page} ({request})"))
                .collect(),
        ),
        (
            "Operations without a page",
            report.operations_without_page.clone(),
        ),
    ];
    for (title, items) in lists {
        let items: Vec<String> = items;
        if !items.is_empty() {
            let items: Vec<String> = items.iter().map(|item| code_span(&escape(item))).collect();
            _ = writeln!(out, "\n{title}: {}", items.join(", "));
        }
    }
    out
}

/// Both places of a finding.
fn places(finding: &Finding) -> String {
    let page = finding
        .page
        .iter()
        .map(|(page, line)| format!("{page}:{line}"));
    let document = finding
        .position
        .iter()
        .map(|at| format!("{}:{}", at.file, at.line));
    page.chain(document).collect::<Vec<_>>().join(", ")
}
