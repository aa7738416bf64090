//! Large documents, and features for tags: which files there are, and what they say.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A document with this many operations under two tags in turn; each responds with its own type.
fn document(operations: usize) -> String {
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n");
    for index in 0..operations {
        let tag = ["cats", "dogs & more"][index % 2];
        let schema = "{type: object, properties: {name: {type: string}, mood: {$ref: '#/components/schemas/Mood'}}}";
        writeln!(
            text,
            "  /pets{index}:\n    get: {{operationId: getPet{index}, tags: [{tag}], responses: {{'200': {{description: A \
             pet., content: {{application/json: {{schema: {schema}}}}}}}}}}}"
        )
        .unwrap();
    }
    text + "components: {schemas: {Mood: {type: string, enum: [good, bad]}}}\n"
}

/// Generates `document` into `out`, and lists the modules there.
fn generate(folder: &Path, document: &str, more: &[&str]) -> (Output, BTreeSet<String>) {
    fs::write(folder.join("pets.yaml"), document).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .args(["generate", "pets.yaml", "--output", "out"])
        .args(more)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let mut found = BTreeSet::new();
    list(&folder.join("out"), "", &mut found);
    (run, found)
}

fn list(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{name}/"), found);
        } else if !name.starts_with("runtime/") {
            found.insert(name);
        }
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const WHOLE: [&str; 8] = [
    "api.rs",
    "blocking.rs",
    "client.rs",
    "mod.rs",
    "openapi.json.gz",
    "server.rs",
    "types.rs",
    "wire.rs",
];

const DIVIDED: [&str; 23] = [
    "api.rs",
    "api/cats.rs",
    "api/dogs_more.rs",
    "blocking.rs",
    "blocking/cats.rs",
    "blocking/dogs_more.rs",
    "client.rs",
    "client/cats.rs",
    "client/dogs_more.rs",
    "codec.rs",
    "codec/cats.rs",
    "codec/dogs_more.rs",
    "codec/shared.rs",
    "mod.rs",
    "openapi.json.gz",
    "server.rs",
    "types.rs",
    "types/cats.rs",
    "types/dogs_more.rs",
    "types/shared.rs",
    "wire.rs",
    "wire/cats.rs",
    "wire/dogs_more.rs",
];

#[test]
fn modules_are_divided_beyond_a_hundred_operations_and_whole_again_below() {
    let folder = tempfile::tempdir().unwrap();
    for (operations, files) in [(100, set(&WHOLE)), (101, set(&DIVIDED)), (100, set(&WHOLE))] {
        let (_, found) = generate(folder.path(), &document(operations), &["--modules"]);
        assert_eq!(found, files);
    }
    assert!(!folder.path().join("out/types").exists());
}

#[test]
fn a_crate_is_divided_below_its_sources() {
    let folder = tempfile::tempdir().unwrap();
    let (_, found) = generate(folder.path(), &document(101), &[]);
    assert!(found.contains("src/types/cats.rs"), "{found:?}");
    let (_, found) = generate(folder.path(), &document(2), &[]);
    assert!(!found.contains("src/types/cats.rs"), "{found:?}");
}

/// A large document with types that no operation uses, one of which uses one that operations use.
fn document_with_unused() -> String {
    let unused = "Moon: {type: object, properties: {mood: {$ref: '#/components/schemas/Mood'}, phase: {$ref: \
                  '#/components/schemas/Phase'}}}, Phase: {type: string, enum: [new, full]}, Mood:";
    document(101).replace("Mood:", unused)
}

#[test]
fn unused_types_have_a_feature() {
    let folder = tempfile::tempdir().unwrap();
    let (_, found) = generate(folder.path(), &document_with_unused(), &[]);
    assert!(found.contains("src/codec/unused.rs"), "{found:?}");
    let text = |file: &str| fs::read_to_string(folder.path().join("out").join(file)).unwrap();
    let unused = text("src/types/unused.rs");
    assert!(unused.contains("pub struct Moon") && unused.contains("pub enum Phase"));
    assert!(!unused.contains("pub enum Mood"));
    let head = text("src/types.rs");
    let gate = "#[cfg(feature = \"schemas\")]\n";
    assert!(head.contains(&format!("{gate}mod unused;")), "{head}");
    assert!(head.contains(&format!("{gate}pub use self::unused::*;")));
    assert!(text("src/codec.rs").contains(&format!("{gate}mod unused;")));
    assert!(text("Cargo.toml").contains("\nschemas = []\n"));
    assert!(text("README.md").contains("the feature `schemas`"));
    assert!(text("src/lib.rs").contains("The feature `schemas` adds"));
}

#[test]
fn unused_types_enable_the_features_of_types_inside_them() {
    let cat = "{type: object, properties: {name: {type: string}}}";
    let unused = format!(
        "Cat: {cat}, Moon: {{type: object, properties: {{cat: {{$ref: '#/components/schemas/Cat'}}}}}}, Mood:"
    );
    let document = document(101).replace("Mood:", &unused).replacen(
        "$ref: '#/components/schemas/Mood'",
        "$ref: '#/components/schemas/Cat'",
        1,
    );
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), &document, &["--features-per-tag"]);
    let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    assert!(manifest.contains("\nschemas = [\"cats\"]\n"), "{manifest}");
}

#[test]
fn a_document_without_operations_keeps_its_types() {
    let folder = tempfile::tempdir().unwrap();
    let types = (0..301).map(|index| format!("T{index}: {{type: string, enum: [a, b]}}"));
    let types = types.collect::<Vec<_>>().join(", ");
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Types, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{{types}}}}}\n"
    );
    let (_, found) = generate(folder.path(), &document, &[]);
    assert!(
        !found.iter().any(|file| file.contains("unused")),
        "{found:?}"
    );
    let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    assert!(!manifest.contains("schemas"), "{manifest}");
}

#[test]
fn features_are_declared_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let (_, found) = generate(folder.path(), &document(2), &["--features-per-tag"]);
    assert!(found.contains("src/api/dogs_more.rs"), "{found:?}");
    let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    let features = "[features]\ndefault = [\n    \"client\",\n    \"rustls\",\n    \"cats\",\n    \"dogs-more\",\n]\n";
    assert!(manifest.contains(features), "{manifest}");
    assert!(
        manifest.contains("\ncats = []\ndogs-more = []\n"),
        "{manifest}"
    );
    let readme = fs::read_to_string(folder.path().join("out/README.md")).unwrap();
    assert!(
        readme.contains("| `dogs-more` | `dogs & more` |"),
        "{readme}"
    );
}

#[test]
fn features_of_modules_are_listed_for_the_crate_around_them() {
    let folder = tempfile::tempdir().unwrap();
    let (run, _) = generate(
        folder.path(),
        &document(2),
        &["--modules", "--features-per-tag"],
    );
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        said.contains("[features]") && said.contains("dogs-more = []"),
        "{said}"
    );
}

#[test]
fn a_document_without_tags_has_no_features() {
    let folder = tempfile::tempdir().unwrap();
    let document = document(2)
        .replace("tags: [cats], ", "")
        .replace("tags: [dogs & more], ", "");
    let (run, found) = generate(
        folder.path(),
        &document,
        &["--modules", "--features-per-tag"],
    );
    assert_eq!(found, set(&WHOLE));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("BW0610"), "{said}");
}
