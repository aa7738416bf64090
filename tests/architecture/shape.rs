//! Sizes and names: files and functions are short, and a type name has one meaning per crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{files, read};

/// The crates, by the folders of their sources.
const CRATES: [&str; 2] = ["generator/src", "generator/runtime/src"];

/// Lines of a file, without its unit tests.
const FILE: usize = 300;

/// Lines of a function.
const FUNCTION: usize = 60;

/// Files over the limit. The list only gets shorter.
const LONG_FILES: [&str; 5] = [
    "generator/src/emit/record.rs",
    "generator/src/load/keywords/conditional.rs",
    "generator/src/load/keywords/walk.rs",
    "generator/runtime/src/codec/union.rs",
    "generator/runtime/src/param/read.rs",
];

/// Functions over the limit, with their files. The list only gets shorter.
const LONG_FUNCTIONS: [(&str, &str); 1] =
    [("generator/src/load/keywords/references.rs", "reference")];

/// Type names with several meanings, each with the reason why that confuses nobody. The list only gets shorter.
const SHARED_NAMES: [(&str, &str); 3] = [
    (
        "Content",
        "generator: of a struct and of a response, each inside its emitter",
    ),
    (
        "Imports",
        "generator: the `use` lines of the output, and the files that a document refers to",
    ),
    (
        "Link",
        "generator: OpenAPI's Link Object, and a link of a chain of calls",
    ),
];

#[test]
fn files_and_functions_are_short() {
    let mut long = Vec::new();
    let mut counted = 0;
    for (path, code) in sources() {
        let lines = code.lines().count();
        let limit = if LONG_FILES.contains(&path.as_str()) {
            FILE + 50
        } else {
            FILE
        };
        if lines > limit {
            long.push(format!("{path}: {lines} lines; a file has at most {limit}"));
        }
        for (name, lines) in functions(&code) {
            counted += 1;
            let known = LONG_FUNCTIONS.contains(&(path.as_str(), name.as_str()));
            if lines > FUNCTION && !known {
                long.push(format!(
                    "{path}: `{name}` has {lines} lines; a function has at most {FUNCTION}"
                ));
            }
        }
    }
    assert!(counted > 1_000, "the functions were not found");
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn a_type_name_has_one_meaning_per_crate() {
    for folder in CRATES {
        let mut meanings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (path, code) in sources()
            .into_iter()
            .filter(|(path, _)| path.starts_with(folder))
        {
            for name in types(&code) {
                meanings.entry(name).or_default().insert(path.clone());
            }
        }
        assert!(meanings.len() > 50, "the types were not found");
        meanings.retain(|name, files| {
            files.len() > 1 && !SHARED_NAMES.iter().any(|(shared, _)| shared == name)
        });
        assert!(meanings.is_empty(), "{meanings:#?}");
    }
}

/// The sources of both crates: path, and code without unit tests.
fn sources() -> Vec<(String, String)> {
    let paths = CRATES.iter().flat_map(|folder| files(folder, "rs"));
    let code = paths.map(|path| {
        let text = read(&path);
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        (path.display().to_string(), code.to_owned())
    });
    code.filter(|(path, _)| !path.contains("/tests") && !path.ends_with("_test.rs"))
        .collect()
}

/// The types that other files can use.
fn types(code: &str) -> Vec<String> {
    let declarations = code.lines().filter(|line| line.starts_with("pub"));
    let names = declarations.filter_map(|line| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        words
            .find(|word| {
                matches!(
                    *word,
                    "struct"
                        | "enum"
                        | "trait"
                        | "type"
                        | "union"
                        | "fn"
                        | "mod"
                        | "use"
                        | "const"
                        | "static"
                )
            })
            .filter(|word| matches!(*word, "struct" | "enum" | "trait" | "type" | "union"))?;
        words.next()
    });
    names.map(str::to_owned).collect()
}

/// The functions with their lengths: formatted code closes each at the column of its first word.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let declared = code.split("fn ").next().unwrap_or(code);
        let is_function = code.contains("fn ")
            && declared.split_whitespace().all(|word| {
                word.starts_with("pub")
                    || matches!(word, "const" | "async" | "unsafe" | "in")
                    || word.ends_with(')')
            });
        if !is_function || line.ends_with('}') || line.ends_with(';') {
            continue;
        }
        let indent = line.len() - code.len();
        let close = format!("{}}}", " ".repeat(indent));
        let length = lines[start..].iter().position(|line| *line == close);
        let name = code[declared.len() + 3..]
            .split(['(', '<'])
            .next()
            .unwrap_or_default();
        found.extend(length.map(|length| (name.to_owned(), length + 1)));
    }
    found
}
