//! The generator's loading stage from outside: what is read, what is rejected, and how reports look.
#![allow(clippy::panic, reason = "tests may fail loudly")]

mod broken;
mod files;
mod keywords;
mod lenient;
mod normalize;
mod position;
mod reference;
mod rejected_files;
mod relations;
mod robust;
mod syntax;

use bindwright::diagnostic::{Colour, Diagnostics, render};
use bindwright::load::{Document, LoadOptions, Strictness, load_text};

/// Loads a text and renders every report.
pub(crate) fn report(text: &str) -> String {
    report_as(text, Strictness::Strict).1
}

/// Loads a text so strictly and renders every report.
pub(crate) fn report_as(text: &str, strictness: Strictness) -> (Option<Document>, String) {
    let mut diagnostics = Diagnostics::new();
    let options = LoadOptions {
        strictness,
        ..LoadOptions::default()
    };
    let document = load_text("api.yaml", text.as_bytes(), &options, &mut diagnostics);
    (document, render(&diagnostics, Colour::Never))
}

/// The codes and pointers of every report, one a line: for cases where the wording is not the point.
pub(crate) fn codes(text: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    load_text(
        "api.yaml",
        text.as_bytes(),
        &LoadOptions::default(),
        &mut diagnostics,
    );
    let line = |d: &bindwright::diagnostic::Diagnostic| {
        format!("{} {}", d.code().number(), d.place().pointer)
    };
    diagnostics.iter().map(line).collect()
}

/// A document with these paths and components around it.
pub(crate) fn document(rest: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n{rest}")
}
