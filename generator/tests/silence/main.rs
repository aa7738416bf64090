//! Nothing in a document is dropped silently: a document with every key of a version of the standard is read
//! without each of its members in turn, and every time the code or the reports are others. The snapshots list the members
//! without which everything is the same: what describes and is not printed (`contact`, `example`), what other members imply
//! (`type: object` beside `properties`), and what is inside of something that is reported as a whole (`callbacks`).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bindwright::diagnostic::Pointer;
use bindwright::emit::Root;
use bindwright::load::{Dialect, KeyEffect, LoadOptions, Strictness, keys};
use bindwright::{Generator, OutputKind};
use serde_json::Value;

/// What a document comes to.
#[derive(PartialEq, Eq)]
struct Output {
    files: Vec<(String, String)>,
    reports: Vec<String>,
}

/// Reads a document of this text and generates from it.
fn generate(folder: &Path, document: &Value) -> Output {
    let path = folder.join("api.json");
    fs::write(&path, document.to_string()).unwrap();
    let run = reader(&path).plan(&folder.join("out"), &OutputKind::Modules(Root::Module));
    let reports = run.diagnostics.iter();
    let reports = reports.map(|r| {
        format!(
            "{} {} {}",
            r.code().number(),
            r.place().pointer,
            r.message()
        )
    });
    let files = run
        .generated
        .map(|generated| generated.plan.create)
        .unwrap_or_default();
    Output {
        files: files
            .into_iter()
            .map(|file| (file.path, file.text))
            .collect(),
        reports: reports.collect(),
    }
}

fn reader(path: &Path) -> Generator {
    Generator::new(path).reading(LoadOptions {
        strictness: Strictness::Lenient,
        ..LoadOptions::default()
    })
}

/// Every member of every object, innermost last.
fn members(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let at = at.child(key);
                found.push(at.clone());
                members(value, &at, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                members(item, &at.index(index), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn without(document: &Value, at: &Pointer) -> Value {
    let mut document = document.clone();
    let parent = document.pointer_mut(at.parent().unwrap().as_str()).unwrap();
    parent
        .as_object_mut()
        .unwrap()
        .shift_remove(at.last().unwrap().as_ref());
    document
}

/// The members without which a document comes to the same.
fn silent(text: &str) -> String {
    let document: Value = serde_yaml::from_str(text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let whole = generate(folder.path(), &document);
    assert!(!whole.files.is_empty(), "{:#?}", whole.reports);
    let mut all = Vec::new();
    members(&document, &Pointer::root(), &mut all);
    all.retain(|at| generate(folder.path(), &without(&document, at)) == whole);
    let all: Vec<_> = all.iter().map(ToString::to_string).collect();
    all.join("\n")
}

/// The keys that a version defines and a document lacks.
fn lacking(dialect: Dialect, text: &str) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    fs::write(&path, text).unwrap();
    let (_, document) = reader(&path).document();
    let met: BTreeSet<_> = document
        .unwrap()
        .explanation()
        .keys
        .iter()
        .map(|key| (key.object, key.key))
        .collect();
    let defined = keys(dialect).keys.into_iter();
    let standard =
        defined.filter(|key| !key.key.starts_with("x-") && key.object.ends_with("Object"));
    let lacking = standard.filter(|key| !met.contains(&(key.object, key.key)));
    lacking
        .map(|key| format!("{}: {}", key.object, key.key))
        .collect()
}

#[test]
fn every_key_of_the_standards_is_tried() {
    let (v3_0, v3_1) = (
        include_str!("openapi-3.0.yaml"),
        include_str!("openapi-3.1.yaml"),
    );
    assert_eq!(
        lacking(Dialect::V2, include_str!("swagger-2.0.yaml")),
        BTreeSet::new()
    );
    assert_eq!(lacking(Dialect::V3_0, v3_0), BTreeSet::new());
    let old = keys(Dialect::V3_0).keys;
    let old: BTreeSet<_> = old
        .iter()
        .map(|key| format!("{}: {}", key.object, key.key))
        .collect();
    let lacking: Vec<_> = lacking(Dialect::V3_1, v3_1)
        .into_iter()
        .filter(|key| !old.contains(key))
        .collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}

#[test]
fn no_key_of_swagger_2_0_is_dropped_silently() {
    insta::assert_snapshot!("swagger-2.0", silent(include_str!("swagger-2.0.yaml")));
}

#[test]
fn no_key_of_openapi_3_0_is_dropped_silently() {
    insta::assert_snapshot!("openapi-3.0", silent(include_str!("openapi-3.0.yaml")));
}

#[test]
fn no_key_of_openapi_3_1_is_dropped_silently() {
    insta::assert_snapshot!("openapi-3.1", silent(include_str!("openapi-3.1.yaml")));
}

#[test]
fn keys_without_effect_are_explained() {
    for dialect in [Dialect::V2, Dialect::V3_0, Dialect::V3_1, Dialect::V3_2] {
        for key in keys(dialect).keys {
            if let KeyEffect::Ignored(reason) = key.outcome {
                assert!(!reason.is_empty(), "{} {}", key.object, key.key);
            }
        }
    }
}
