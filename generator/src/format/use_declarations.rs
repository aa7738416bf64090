//! `use` declarations in the order of rustfmt: sorted by path, groups for `std`, for other crates
//! and for this one.
//!
//! ```text
//! use std::time::Duration;
//!
//! use bindwright_runtime::{Error, Request};
//!
//! use super::types::Pet;
//! ```

use crate::emit::{Use, UseDeclarations, Visibility};

use super::WIDTH;
use super::brackets::width;

/// The declarations in up to three groups, each as its lines.
pub(super) fn groups(imports: &UseDeclarations) -> Vec<String> {
    let (mut standard, mut external, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for import in imports.uses() {
        match import.path.split("::").next() {
            Some("std") => standard.push(import),
            Some("crate" | "super" | "self") => own.push(import),
            _ => external.push(import),
        }
    }
    [standard, external, own]
        .iter()
        .filter(|group| !group.is_empty())
        .map(|group| group.iter().map(declaration).collect())
        .collect()
}

/// The declarations as one group.
pub(super) fn group(imports: &UseDeclarations) -> String {
    imports.uses().iter().map(declaration).collect()
}

/// One declaration, with the feature that gates it.
fn declaration(import: &Use) -> String {
    let cfg = import.feature.as_ref().map_or_else(String::new, |feature| {
        format!("#[cfg(feature = \"{feature}\")]\n")
    });
    let start = match import.visibility {
        Visibility::Private => format!("{cfg}use {}", import.path),
        Visibility::Public => format!("{cfg}pub use {}", import.path),
    };
    match import.names.as_slice() {
        [] => format!("{start};\n"),
        [name] => format!("{start}::{name};\n"),
        names => list(&start, names),
    }
}

/// `path::{A, B}`: on one line, or on lines filled up to the width.
fn list(start: &str, names: &[String]) -> String {
    let flat = format!("{start}::{{{}}};", names.join(", "));
    let last = flat.lines().last().map_or(0, width);
    // rustfmt leaves two columns free.
    if last + 2 <= WIDTH {
        return flat + "\n";
    }
    let mut text = format!("{start}::{{\n   ");
    let mut column = 3;
    for name in names {
        let columns = width(name) + 2;
        if column + columns >= WIDTH {
            text.push_str("\n   ");
            column = 3;
        }
        text.push(' ');
        text.push_str(name);
        text.push(',');
        column += columns;
    }
    text.push_str("\n};\n");
    text
}
