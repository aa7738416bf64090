//! Findings for programs: JSON, and SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::drift::finding::{DriftReport, Finding};
use crate::escape;

/// One object with all findings.
pub(super) fn json(report: &DriftReport) -> String {
    let findings: Vec<Value> = report.findings.iter().map(finding).collect();
    let pages = report.pages_without_operation.iter();
    let pages: Vec<Value> = pages
        .map(|(page, request)| json!({"page": page, "request": request}))
        .collect();
    let object = json!({
        "drift": report.has_drift(),
        "findings": findings,
        "pages_without_operation": pages,
        "operations_without_page": report.operations_without_page,
    });
    format!("{}\n", escape::json(&object))
}

fn finding(finding: &Finding) -> Value {
    let page = finding.page.as_ref();
    let page =
        page.map(|(page, line)| json!({"file": page, "line": line, "value": finding.page_value}));
    let position = finding.position.as_ref();
    let document = position.map(|at| {
        json!({"file": at.file, "line": at.line, "column": at.column, "value": finding.document_value})
    });
    json!({
        "kind": finding.kind.title(),
        "operation": finding.operation,
        "about": finding.about,
        "page": page,
        "document": document,
        "pointer": finding.pointer.as_ref().map(|pointer| pointer.as_str()),
        "fix": finding.fix,
    })
}

/// A log of SARIF with one run.
pub(super) fn sarif(report: &DriftReport) -> String {
    let results: Vec<Value> = report.findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "bindwright", "version": env!("CARGO_PKG_VERSION")}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{}\n", escape::json(&log))
}

fn result(finding: &Finding) -> Value {
    let values = match (&finding.page_value, &finding.document_value) {
        (Some(page), Some(document)) => {
            format!(": the page has {page}, the document has {document}")
        }
        (Some(value), None) | (None, Some(value)) => format!(": {value}"),
        (None, None) => String::new(),
    };
    let text = format!(
        "{} {} {}{values}",
        finding.operation,
        finding.about,
        finding.kind.title()
    );
    let document = finding.position.iter().map(|at| {
        json!({"physicalLocation": {
            "artifactLocation": {"uri": uri(&at.file)},
            "region": {"startLine": at.line, "startColumn": at.column},
        }})
    });
    let page = finding.page.iter().map(|(page, line)| {
        json!({"id": 1, "physicalLocation": {
            "artifactLocation": {"uri": uri(page)},
            "region": {"startLine": (*line).max(1)},
        }})
    });
    json!({
        "ruleId": finding.kind.title().replace(' ', "-"),
        "level": if finding.kind.is_drift() { "warning" } else { "note" },
        "message": {"text": unlinked(text.trim())},
        "locations": document.collect::<Vec<_>>(),
        "relatedLocations": page.collect::<Vec<_>>(),
    })
}

/// The path of a file as a reference: what a URI cannot have is percent-encoded (<https://www.rfc-editor.org/rfc/rfc3986#section-2.1>).
fn uri(path: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}

/// A message that has no link, which `[text](target)` would be (SARIF section 3.11.6).
fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}
