//! Texts about an API for files that are not Rust: the `README.md` of a generated crate.

use super::docs::{Prose, escape, example};
use crate::analysis;
use crate::ir::{Api, Operation};

/// The title and the description, safe and wrapped.
#[must_use]
pub fn about(api: &Api) -> Vec<String> {
    Prose::item()
        .docs(&api.docs, &format!("{}.", escape(&api.title)))
        .lines()
}

/// How to call an operation, as on the front page of the docs, for a crate of this name.
#[must_use]
pub fn call(api: &Api, crate_name: &str) -> Vec<String> {
    example::lines(api, analysis::example(api).as_ref(), crate_name)
}

/// The places in which a client looks for credentials, in order; empty if the document names none.
#[must_use]
pub fn credential_places(api: &Api) -> Vec<String> {
    let schemes: Vec<_> = api.schemes.iter().collect();
    super::client::credential_places(&schemes)
}

/// Text of the document as a span of code on one line.
#[must_use]
pub fn code(text: &str) -> String {
    super::docs::code(text)
}

/// ``GET /pets`, `listPets``: how the operation is known outside Rust.
#[must_use]
pub fn operation_id(operation: &Operation) -> String {
    super::docs::operation_id(operation)
}
