//! Helpers that several test files share: paths, cases, and a check for unused snapshots.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bindwright::diagnostic::{Colour, render};
use bindwright::emit::Root;
use bindwright::format::File;
use bindwright::write::Change;
use bindwright::{DateTimes, Generator, OutputKind, RunOutcome};

/// The root of the repository.
pub fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// Makes the root of the repository the current folder, as reports and generated files name documents relative to it.
/// Tests start in the folder of their package.
pub fn enter_root() {
    std::env::set_current_dir(root()).expect("the root of the repository");
}

/// Every file below a folder of the repository with this extension, relative to the root, sorted.
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&root().join(folder), extension, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                collect(&path, extension, found);
            }
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(
                path.strip_prefix(root())
                    .expect("below the root")
                    .to_owned(),
            );
        }
    }
}

/// The content of a file of the repository.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Fails if there are snapshots of this test file that none of its assertions uses.
pub fn assert_no_orphans(test_file: &str, expected: impl IntoIterator<Item = String>) {
    let prefix = format!("{test_file}__");
    let expected: BTreeSet<String> = expected
        .into_iter()
        .map(|name| format!("{prefix}{name}.snap"))
        .collect();
    let folder = root().join("tests/snapshots");
    let orphans: Vec<String> = fs::read_dir(&folder)
        .map(|entries| entries.filter_map(Result::ok).collect::<Vec<_>>())
        .unwrap_or_default()
        .into_iter()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(&prefix) && name.ends_with(".snap"))
        .filter(|name| !expected.contains(name))
        .collect();
    assert!(
        orphans.is_empty(),
        "snapshots without a test, delete them: {orphans:#?}"
    );
}

/// The small documents that generate something, relative to the root, sorted.
pub fn cases() -> Vec<PathBuf> {
    let mut cases = files("tests/cases", "yaml");
    cases.retain(|case| !case.starts_with("tests/cases/error"));
    cases
}

/// Name of a case as one word: `schema_all_of`.
pub fn case_name(case: &Path) -> String {
    let inside = case
        .strip_prefix("tests/cases")
        .expect("below tests/cases")
        .with_extension("");
    let parts = inside.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("_")
}

/// What a document generates, and the rendered reports about it. Nothing is written. The line `# Options: …` of a case sets
/// options.
pub fn generate(case: &Path, root: Root) -> (Vec<File>, String) {
    generate_with(case, root, DateTimes::default())
}

/// The same with the types of a given crate for dates and times.
pub fn generate_with(case: &Path, root: Root, date_times: DateTimes) -> (Vec<File>, String) {
    enter_root();
    let text = read(case);
    let options = text
        .lines()
        .find_map(|line| line.strip_prefix("# Options: "));
    let generator = Generator::new(case)
        .date_times(date_times)
        .crate_name("my_sdk");
    let generator = match options {
        None => generator,
        Some("features-per-tag") => generator.features_per_tag(),
        Some("check-responses") => generator.check_responses(),
        Some(other) => panic!("{}: no option is called {other}", case.display()),
    };
    let run = generator.plan(Path::new("tests/nowhere"), &OutputKind::Modules(root));
    let RunOutcome {
        diagnostics,
        generated,
    } = run;
    let report = if diagnostics.iter().next().is_some() {
        render(&diagnostics, Colour::Never)
    } else {
        String::new()
    };
    let generated = generated.unwrap_or_else(|| panic!("{} generates:\n{report}", case.display()));
    let file = |Change { path, text }| File { path, text };
    (
        generated.plan.create.into_iter().map(file).collect(),
        report,
    )
}

/// A document so large that its modules are divided: operations with two tags and without one, and types that are used by
/// one tag, by both or by none.
pub fn large() -> PathBuf {
    let mut text = String::from(LARGE);
    for index in 0..120 {
        let (tag, ty) = match index % 3 {
            0 => ("tags: [Pets & more], ", format!("Pet{}", index % 7)),
            1 => ("tags: [orders], ", format!("Order{}", index % 7)),
            _ => ("", "Money".to_owned()),
        };
        writeln!(
            text,
            "  /things{index}/{{id}}:\n    post: {{operationId: doThing{index}, {tag}parameters: [{{name: id, in: path, \
             required: true, schema: {{type: integer, minimum: 1}}}}], requestBody: {{content: {{application/json: {{schema: \
             {{$ref: '#/components/schemas/{ty}'}}}}}}}}, responses: {{'200': {{description: ok, content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/{ty}'}}}}}}}}, '404': {{description: none, content: {{application/json: \
             {{schema: {{type: object, properties: {{code: {{type: string}}}}}}}}}}}}}}}}"
        )
        .expect("a string takes everything");
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large.yaml");
    fs::create_dir_all(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be created");
    text.push_str("components:\n  schemas:\n    Money: {type: object, properties: {cents: {type: integer, minimum: 0}}}\n");
    for index in 0..7 {
        let properties =
            "{name: {type: string, minLength: 1}, price: {$ref: '#/components/schemas/Money'}}";
        for kind in ["Pet", "Order"] {
            writeln!(
                text,
                "    {kind}{index}: {{type: object, properties: {properties}}}"
            )
            .expect("a string takes everything");
        }
    }
    fs::write(&path, text).expect("a file can be written");
    path
}

/// The start of a large document.
const LARGE: &str = "openapi: 3.0.3\ninfo: {title: Large, version: '1'}\nsecurity: []\npaths:\n";
