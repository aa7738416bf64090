//! Small documents -> assertions on the IR, printed in a compact form ([`print`]).

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod assertions;
mod constants;
mod invariants;
mod listings;
mod merging;
mod operations;
#[cfg(feature = "cli")]
mod parts;
mod print;
mod rejections;
mod sent;
mod shapes;
mod unions;

use crate::diagnostic::{Code, Diagnostics};
use crate::ir::Api;
use crate::load::{LoadOptions, load_text};

/// A document with this text after `info`, lowered; the codes of what was reported, each with the
/// place.
pub(super) fn lowered(rest: &str) -> (Api, Vec<(Code, String)>) {
    lowered_as("3.0.3", rest)
}

fn lowered_as(version: &str, rest: &str) -> (Api, Vec<(Code, String)>) {
    let text = format!("openapi: {version}\ninfo: {{title: Test, version: '1'}}\n{rest}");
    let mut diagnostics = Diagnostics::new();
    let document = load_text(
        "test.yaml",
        text.as_bytes(),
        &LoadOptions::default(),
        &mut diagnostics,
    )
    .unwrap();
    let api = super::lower(&document, &super::LowerOptions::default(), &mut diagnostics);
    let reports = diagnostics
        .iter()
        .map(|one| (one.code(), one.place().pointer.as_str().to_owned()))
        .collect();
    (api, reports)
}

/// The printed types of a document that has these component schemas and reports nothing.
fn types(schemas: &str) -> Vec<String> {
    let (types, reports) = types_and_reports(schemas);
    assert_eq!(reports, []);
    types
}

/// The printed types of a document that has these component schemas, and what was reported.
fn types_and_reports(schemas: &str) -> (Vec<String>, Vec<(Code, String)>) {
    let indented = schemas.replace('\n', "\n    ");
    let (api, reports) = lowered(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n    {indented}\n"
    ));
    (print::types(&api), reports)
}
