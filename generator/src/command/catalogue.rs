//! `bindwright explain --all`: every diagnostic code with its explanation and its help, as a page of the documentation.

use std::fmt::Write as _;

use bindwright::diagnostic::{Code, Severity};

/// The groups of codes by their first digits, with a title for each.
const GROUPS: [(&str, &str); 0] = [];

/// The page. A group of codes is a chapter, and a code is a section whose anchor is its number in lower case.
pub(super) fn markdown() -> String {
    let mut page = String::from(
        "# Diagnostics\n\n<!-- Written by `bindwright explain --all`. Do not edit. -->\n",
    );
    _ = GROUPS;
    page
}
