//! The architecture: which module can import which, how long files and functions can be, and how they are written.

#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/promises.rs"]
mod promises;
#[path = "architecture/prose.rs"]
mod prose;
#[path = "architecture/shape.rs"]
mod shape;
mod support;

use std::path::Path;

use imports::Crate;
use support::{files, read};

/// The stages of the generator: they know the data between them, and not each other.
const STAGES: [&str; 10] = [
    "load", "lower", "analysis", "emit", "format", "write", "facts", "drift", "surface", "diff",
];

/// The stages that each stage can import from.
const MAY_IMPORT: [(&str, &[&str]); 10] = [
    ("load", &["load"]),
    ("lower", &["lower", "load"]), // `load::Document` is the data that lowering reads
    ("analysis", &["analysis"]),
    ("emit", &["emit", "analysis"]), // `Analysis` is the data that emitting prints
    ("format", &["format", "emit"]), // `emit::Module` is the data that formatting lays out
    ("write", &["write", "format"]), // `format::File` is the data that writing puts away
    ("facts", &["facts"]),           // pages, not documents
    ("drift", &["drift", "facts", "load"]), // `PageFacts` and `Document` are compared
    ("surface", &["surface", "emit", "analysis"]), // the public items of emitted modules
    ("diff", &["diff", "surface", "analysis", "load"]), // `load` has lines and columns
];

/// The sources of each crate that is written by hand.
const CRATES: [&str; 6] = [
    "generator/src",
    "generator/runtime/src",
    "iam/src",
    "sandbox/src",
    "load/src",
    "fuzz/src",
];

/// Crates that only some modules can use.
const CONFINED: [(&str, &[&str]); 8] = [
    ("quote", &["emit", "format", "surface"]),
    ("proc_macro2", &["emit", "format", "surface"]),
    ("syn", &["emit", "format", "surface"]),
    ("prettyplease", &["format"]),
    ("serde_yaml", &["load", "facts", "diff"]),
    ("openapiv3", &["load", "resolve", "lower"]),
    ("heck", &["lower"]),
    ("html5gum", &["facts"]),
];

/// Modules that can use the file system. `command` reads the file with options.
const FILE_SYSTEM: [&str; 7] = ["main", "lib", "build", "command", "load", "write", "source"];

#[test]
fn stages_do_not_import_each_other() {
    for (path, module, text) in sources() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(stage, _)| *stage == module) else {
            continue;
        };
        for line in uses(&text) {
            for stage in STAGES {
                let mentions = line.contains(&format!("crate::{stage}::"))
                    || line.contains(&format!("crate::{stage};"));
                assert!(
                    !mentions || allowed.contains(&stage),
                    "{path}: `{line}` imports from another stage"
                );
            }
        }
    }
}

#[test]
fn no_files_import_each_other() {
    for folder in CRATES {
        let cycles = Crate::read(folder).cycles();
        assert_eq!(cycles, "", "{folder}: files that import each other");
    }
}

#[test]
fn stages_import_in_one_direction() {
    let cycles = Crate::read("generator/src").stage_cycles();
    assert_eq!(cycles, "", "stages that import each other");
}

#[test]
fn dependencies_are_used_by_their_modules_only() {
    for (path, module, text) in sources() {
        let code = without_tests(&text);
        for (name, rooms) in CONFINED {
            let mentioned = code
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && names(line, name));
            assert!(
                !mentioned || rooms.contains(&module.as_str()),
                "{path}: `{name}` belongs to {rooms:?}"
            );
        }
    }
}

#[test]
fn few_modules_use_the_file_system() {
    let is_code = |path: &str| !path.ends_with("/tests.rs");
    for (path, module, text) in sources().into_iter().filter(|one| is_code(&one.0)) {
        let touches =
            without_tests(&text).contains("std::fs") || without_tests(&text).contains("fs::");
        assert!(
            !touches || FILE_SYSTEM.contains(&module.as_str()),
            "{path}: reads or writes files"
        );
    }
}

#[test]
fn no_network_code_in_the_generator() {
    for (path, _, text) in sources() {
        for name in ["reqwest", "std::net", "tokio", "hyper"] {
            let mentioned = uses(without_tests(&text)).any(|line| line.contains(name));
            assert!(
                !mentioned,
                "{path}: the generator never opens a connection ({name})"
            );
        }
    }
}

#[test]
fn every_file_opens_with_its_purpose() {
    let files = files("generator", "rs");
    let sources = files
        .iter()
        .filter(|path| path.components().any(|part| part.as_os_str() == "src"));
    for path in sources {
        assert!(
            read(path).starts_with("//!"),
            "{}: open with `//!`: what the file does, and why",
            path.display()
        );
    }
}

/// Generated crates contain a copy of these files. A unit test of `sources.rs` updates the list.
#[test]
fn every_file_of_the_runtime_is_copied() {
    let list = read("generator/runtime/src/sources.rs");
    for path in files("generator/runtime/src", "rs") {
        let path = path
            .strip_prefix("generator/runtime/src")
            .expect("below the folder");
        let row = format!(" {:?},", path.display().to_string());
        assert!(
            list.contains(&row),
            "{row} is missing in sources.rs: run its tests with UPDATE=1"
        );
    }
}

#[test]
fn generated_files_say_so() {
    for path in files("generated", "rs") {
        let text = read(&path);
        let first = text.lines().next().unwrap_or_default();
        assert_eq!(
            first,
            "// @generated by bindwright from spec/workspace.yaml. Do not edit.",
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_build_script_stays_short() {
    let lines = read("build.rs").lines().count();
    assert!(lines <= 30, "build.rs has {lines} lines");
}

/// Path, top-level module, and text of every source of the generator.
fn sources() -> Vec<(String, String, String)> {
    let folder = Path::new("generator/src");
    let found: Vec<_> = files("generator/src", "rs")
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(folder).expect("below generator/src");
            let first = inside
                .components()
                .next()
                .expect("a file name")
                .as_os_str()
                .to_string_lossy();
            let module = first.trim_end_matches(".rs").to_owned();
            (path.display().to_string(), module, read(&path))
        })
        .collect();
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// The `use` declarations, whole, one line each.
fn uses(text: &str) -> impl Iterator<Item = String> {
    text.split(';')
        .filter_map(|statement| {
            let start = statement.lines().position(|line| {
                let line = line.trim_start();
                line.starts_with("use ")
                    || line.starts_with("pub use ")
                    || line.starts_with("pub(crate) use ")
            })?;
            Some(statement.lines().skip(start).collect::<Vec<_>>().join(" ") + ";")
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether a line mentions a crate: `heck::`, but not `check::`.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::")).any(|(at, _)| {
        !line[..at]
            .ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
    })
}

/// The text up to its unit tests.
fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]").next().unwrap_or(text)
}
