//! The reference: every extension and every limit is described, and the catalogue of diagnostics is what the code says.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bindwright::diagnostic::{Code, Severity};
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
fn the_catalogue_of_diagnostics_is_what_the_code_says() {
    let _lock = markdown::lock();
    let path = root().join("docs/src/reference/diagnostics.md");
    let text = read(&path);
    let (head, _) = text.split_once("## BW01").expect("the first section");
    let expected = format!("{head}{}", catalogue());
    if let Err(outdated) = markdown::compare(&path, &expected) {
        panic!("{outdated}");
    }
}

/// The title of each group of codes, by the digits that they share.
const GROUPS: [(&str, &str); 6] = [
    ("BW01", "the file"),
    ("BW02", "keys and values"),
    ("BW03", "contradictions in the document"),
    ("BW04", "references"),
    ("BW05", "generated code"),
    ("BW06", "the output"),
];

fn catalogue() -> String {
    let mut text = String::new();
    let mut listed = 0;
    for (prefix, title) in GROUPS {
        _ = writeln!(text, "## {prefix}: {title}\n");
        let codes = Code::ALL
            .iter()
            .filter(|code| code.number().starts_with(prefix));
        for code in codes {
            listed += 1;
            let severity = match code.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            _ = writeln!(
                text,
                "### {}\n\n**{severity}: {}**\n\n{}\n",
                code.number(),
                code.title(),
                code.explanation()
            );
            if !code.help().is_empty() {
                _ = writeln!(text, "Help: {}\n", code.help());
            }
        }
    }
    assert_eq!(listed, Code::ALL.len(), "a group is missing");
    text.truncate(text.trim_end().len());
    text + "\n"
}
