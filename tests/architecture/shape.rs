//! Sizes and names: files and functions are short, and a type name has one meaning per crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::{files, read, root};

/// The crates, by the folders of their sources.
const CRATES: [&str; 2] = ["generator/src", "generator/runtime/src"];

/// Type names that several files of a crate may declare, each with its reason in a comment. There are none.
const SHARED_NAMES: [&str; 0] = [];

/// Lines of a file, without its unit tests.
const FILE: usize = 300;

/// Lines of a function.
const FUNCTION: usize = 60;

#[test]
fn files_and_functions_are_short() {
    let mut long = Vec::new();
    let mut counted = 0;
    for (path, code) in sources() {
        let lines = code.lines().count();
        if lines > FILE {
            long.push(format!("{path}: {lines} lines; a file has at most {FILE}"));
        }
        for (name, lines) in functions(&code) {
            counted += 1;
            if lines > FUNCTION {
                long.push(format!(
                    "{path}: `{name}` has {lines} lines; a function has at most {FUNCTION}"
                ));
            }
        }
    }
    assert!(counted > 1_000, "the functions were not found");
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// An emitter of a file takes the context and returns what is before the items; an emitter inside a file takes the context and
/// what it is about, and returns items. Each has its own file.
#[test]
fn emitters_have_one_signature() {
    let (mut modules, mut items) = (0, 0);
    for (path, code) in sources() {
        if !path.starts_with("generator/src/emit/") {
            continue;
        }
        let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
        let code = code.replace("( ", "(").replace(", )", ")");
        for (name, result) in [
            ("fn emit(cx", "-> ModuleHead {"),
            ("fn items(", "-> Vec<Item> {"),
        ] {
            let starts: Vec<_> = code.match_indices(name).collect();
            assert!(starts.len() < 2, "{path}: two emitters in one file");
            for (start, _) in starts {
                let signature = &code[start..];
                let signature = &signature[..=signature.find('{').expect("a body")];
                assert!(
                    signature.contains("ModuleContext<'_>"),
                    "{path}: {signature}"
                );
                assert!(signature.ends_with(result), "{path}: {signature}");
                *if name == "fn items(" {
                    &mut items
                } else {
                    &mut modules
                } += 1;
            }
        }
    }
    assert!(
        modules == 9 && items > 15,
        "{modules} modules, {items} items"
    );
}

/// The table of emitters names a snapshot for each.
#[test]
fn examples_of_emitters_exist() {
    let text = read("generator/src/emit/mod.rs");
    let names = text.split('`').filter(|word| word.ends_with(".snap"));
    let names: Vec<_> = names.collect();
    assert!(names.len() > 20, "the examples were not found");
    for name in names {
        let path = Path::new("tests/snapshots/output").join(name);
        assert!(root().join(&path).exists(), "{name}");
    }
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
        assert!(meanings.len() > 250, "the types were not found");
        meanings.retain(|name, files| files.len() > 1 && !SHARED_NAMES.contains(&name.as_str()));
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

/// The types that a file declares, private ones and those inside functions and macros included; associated types of
/// traits and implementations are not types of their own.
fn types(code: &str) -> Vec<String> {
    let names = code.lines().filter_map(|line| {
        let declaration = line.trim_start();
        let is_inside = declaration.len() < line.len();
        let declaration = match declaration.strip_prefix("pub") {
            Some(rest) => rest
                .trim_start_matches(|c| c != ')' && c != ' ')
                .trim_start_matches([')', ' ']),
            None if is_inside && declaration.starts_with("type ") => return None,
            None => declaration,
        };
        let (keyword, rest) = declaration.split_once(' ')?;
        let name = rest
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()?;
        let is_type = matches!(keyword, "struct" | "enum" | "trait" | "type" | "union");
        (is_type && !name.is_empty()).then(|| name.to_owned())
    });
    names.collect()
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
