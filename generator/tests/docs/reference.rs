//! The reference: every extension and every limit is described, and the catalogue of diagnostics is what the code says.

use std::collections::BTreeSet;

use bindwright::diagnostic::catalogue_page;
use bindwright::diff::wire_kinds;
use bindwright::load::{Dialect, Limit, keys};

use crate::{markdown, read, root};

#[test]
fn every_extension_has_a_section() {
    let text = read(&root().join("docs/src/reference/extensions.md"));
    let dialects = [Dialect::V2, Dialect::V3_0, Dialect::V3_1];
    let read: BTreeSet<_> = dialects
        .into_iter()
        .flat_map(|dialect| keys(dialect).keys)
        .map(|key| key.key)
        .filter(|key| key.starts_with("x-"))
        .collect();
    assert!(read.len() > 15, "{read:?}");
    for key in read {
        let described = text
            .lines()
            .any(|line| line.starts_with('#') && line.contains(&format!("`{key}`")));
        assert!(described, "extensions.md has no heading for `{key}`");
    }
}

#[test]
fn every_limit_is_described() {
    let text = read(&root().join("docs/src/explanation/security.md"));
    for limit in Limit::ALL {
        let row = format!("| `{}` |", limit.name());
        assert!(text.contains(&row), "security.md has no row {row}");
    }
}

#[test]
fn the_catalogue_of_diagnostics_matches_the_code() {
    let _lock = markdown::lock();
    let path = root().join("docs/src/reference/diagnostics.md");
    if let Err(outdated) = markdown::compare(&path, &catalogue_page()) {
        panic!("{outdated}");
    }
}

/// The tables of all kinds of changes of the wire, one per group.
fn kinds_of_changes() -> String {
    let mut text = String::new();
    let mut group = "";
    for kind in wire_kinds() {
        if kind.group != group {
            group = kind.group;
            text.push_str(&format!(
                "\n#### {group}\n\n| kind | what has happened |\n| --- | --- |\n"
            ));
        }
        text.push_str(&format!("| `{}` | {} |\n", kind.id, kind.sentence));
    }
    text
}

#[test]
fn the_kinds_of_changes_match_the_code() {
    let _lock = markdown::lock();
    let path = root().join("docs/src/reference/diff.md");
    let page = read(&path);
    let (start, rest) = page.split_once("<!-- kinds -->\n").unwrap();
    let (_, end) = rest.split_once("<!-- end of kinds -->\n").unwrap();
    let kinds = kinds_of_changes();
    let expected = format!("{start}<!-- kinds -->\n{kinds}\n<!-- end of kinds -->\n{end}");
    if let Err(outdated) = markdown::compare(&path, &expected) {
        panic!("{outdated}");
    }
}
