//! Plain English: phrases that no engineer uses are not in guides, generated docs, messages and comments.

use crate::support::{files, read};

/// A phrase, and what to write in its place.
const PHRASES: [(&str, &str); 15] = [
    ("whoever", "name who it is: the caller, the user"),
    ("stands for", "is, means"),
    ("stand for", "are, mean"),
    ("one's own", "your own, its own"),
    (" of ours", "generated, our"),
    ("held against", "checked against, compared with"),
    ("the last word", "decides"),
    (" heals", "overwrites"),
    (" bears", "allows, supports"),
    ("in silence", "silently"),
    ("speaks of", "mentions"),
    (" upon ", "on"),
    ("had better", "should"),
    ("a repair", "a fix"),
    ("refused", "rejected"),
];

/// The sources whose comments are checked, too.
const SOURCES: [&str; 12] = [
    "analysis",
    "command",
    "diagnostic",
    "diff",
    "drift",
    "emit",
    "facts",
    "format",
    "ir",
    "lower",
    "package",
    "write",
];

#[test]
fn no_text_uses_old_fashioned_phrases() {
    let mut found = Vec::new();
    for folder in ["docs", "generated", "spec", ".github"] {
        for extension in ["md", "rs", "yaml", "yml"] {
            for path in files(folder, extension) {
                let text = read(&path);
                found.extend(phrases(&text, &path.display().to_string()));
            }
        }
    }
    for file in [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "SECURITY.md",
        "RELEASING.md",
    ] {
        found.extend(phrases(&read(file), file));
    }
    for path in files("generator/src", "rs") {
        let text = read(&path);
        let name = path.display().to_string();
        let whole = SOURCES
            .iter()
            .any(|one| name.starts_with(&format!("generator/src/{one}/")));
        let text = if whole { text } else { strings(&text) };
        found.extend(phrases(&text, &name));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The phrases in a text, with the numbers of their lines.
fn phrases(text: &str, name: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(index, line)| {
            let line = line.to_lowercase();
            let found = PHRASES
                .iter()
                .filter(move |(phrase, _)| line.contains(phrase));
            found.map(move |(phrase, plain)| {
                format!("{name}:{}: `{phrase}`; write: {plain}", index + 1)
            })
        })
        .collect()
}

/// The lines with string literals; the others are blank.
fn strings(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let code = !line.trim_start().starts_with("//") && line.contains('"');
        if code { line } else { "" }
    });
    lines.collect::<Vec<_>>().join("\n")
}
