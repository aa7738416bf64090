//! Which document generated code embeds: the one that it was generated from, in one piece, and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs;
use std::io::Read as _;
use std::path::Path;

use bindwright::emit::Root;
use bindwright::{Generator, OutputKind};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

/// The document that a run embeds for these files. The first is the document. A second run changes nothing.
fn embedded(files: &[(&str, Value)], options: impl Fn(Generator, &Path) -> Generator) -> Value {
    let folder = tempfile::tempdir().unwrap();
    for (name, value) in files {
        fs::write(folder.path().join(name), value.to_string()).unwrap();
    }
    let document = folder.path().join(files[0].0);
    let generator = options(Generator::new(document), folder.path());
    let out = folder.path().join("out");
    let run = || {
        let run = generator.plan(&out, &OutputKind::Modules(Root::Crate));
        let reports: Vec<_> = run.diagnostics.iter().map(|one| one.message()).collect();
        run.generated.unwrap_or_else(|| panic!("{reports:?}")).plan
    };
    let plan = run();
    let [data] = plan.data.as_slice() else {
        panic!("{:?}", plan.data);
    };
    assert_eq!(data.file.path, "openapi.json.gz");
    bindwright::write::apply(&plan).unwrap();
    assert!(run().is_fresh());
    let mut text = String::new();
    let mut decoder = GzDecoder::new(data.file.bytes.as_slice());
    decoder.read_to_string(&mut text).unwrap();
    text.parse().unwrap()
}

fn as_it_is(generator: Generator, _: &Path) -> Generator {
    generator
}

/// A document with these paths and more members.
fn document(version: &str, paths: Value, more: Value) -> Value {
    let mut document = json!({
        "openapi": version,
        "info": {"title": "Pets", "version": "1", "x-note": {"big": 9_007_199_254_740_993_u64}},
        "paths": paths,
    });
    let members = document.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    document
}

fn operation(schema: Value) -> Value {
    let content = json!({"application/json": {"schema": schema}});
    json!({"responses": {"200": {"description": "ok", "content": content}}})
}

#[test]
fn a_document_in_one_file_is_embedded_as_it_is() {
    let text = json!({"type": ["string", "null"], "examples": ["a"], "const": "a"});
    let hooks = json!({"webhooks": {"sold": {"post": operation(json!({"type": "string"}))}}});
    let new = document("3.1.0", json!({"/pets": {"get": operation(text)}}), hooks);
    assert_eq!(embedded(&[("api.json", new.clone())], as_it_is), new);
    let old = json!({
        "swagger": "2.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets": {"get": {
            "produces": ["application/json"],
            "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Pet"}}},
        }}},
        "definitions": {"Pet": {"type": "object", "properties": {"id": {"type": "integer"}}}},
    });
    assert_eq!(embedded(&[("api.json", old.clone())], as_it_is), old);
}

#[test]
fn overlays_are_applied() {
    let pets = document(
        "3.0.3",
        json!({"/pets": {"get": operation(json!({"type": "string"}))}}),
        json!({"x-internal": "not for everybody"}),
    );
    let overlay = json!({
        "overlay": "1.1.0",
        "info": {"title": "Public", "version": "1"},
        "actions": [
            {"target": "$['x-internal']", "remove": true},
            {"target": "$.info", "update": {"title": "Public pets"}},
        ],
    });
    let mut expected = pets.clone();
    expected.as_object_mut().unwrap().remove("x-internal");
    expected["info"]["title"] = json!("Public pets");
    let files = [("api.json", pets), ("overlay.json", overlay)];
    let found = embedded(&files, |generator, folder| {
        generator.overlay(folder.join("overlay.json"))
    });
    assert_eq!(found, expected);
}

#[test]
fn several_documents_and_their_files_become_one() {
    let pets = document(
        "3.0.3",
        json!({"/pets": {"get": operation(json!({"$ref": "pet.json"}))}, "/cats": {"$ref": "cats.json"}}),
        json!({}),
    );
    let owners = document(
        "3.0.3",
        json!({"/owners": {"get": operation(json!({"type": "string"}))}}),
        json!({}),
    );
    let cats = json!({"get": operation(json!({"$ref": "pet.json"})), "summary": "Cats"});
    let pet = json!({"type": "object", "properties": {"id": {"type": "integer"}}});
    let found = embedded(
        &[
            ("api.json", pets),
            ("owners.json", owners),
            ("cats.json", cats),
            ("pet.json", pet.clone()),
        ],
        |generator, folder| generator.and_document(folder.join("owners.json")),
    );
    let reference = json!({"$ref": "#/components/schemas/pet"});
    let expected = document(
        "3.0.3",
        json!({
            "/pets": {"get": operation(reference.clone())},
            "/cats": {"get": operation(reference), "summary": "Cats"},
            "/owners": {"get": operation(json!({"type": "string"}))},
        }),
        json!({"components": {"schemas": {"pet": pet}}}),
    );
    assert_eq!(found, expected);
}

#[test]
fn a_path_item_that_contains_itself_ends() {
    let hooks = json!({"onSold": {"{$request.query.url}": {"$ref": "item.json"}}});
    let mut post = operation(json!({"type": "string"}));
    post["callbacks"] = hooks;
    let api = document("3.0.3", json!({"/pets": {"$ref": "item.json"}}), json!({}));
    let found = embedded(
        &[("api.json", api), ("item.json", json!({"post": post}))],
        |generator, _| generator.skip_unsupported(),
    );
    let callback = &found["paths"]["/pets"]["post"]["callbacks"]["onSold"];
    assert_eq!(*callback, json!({"{$request.query.url}": {}}));
}

#[test]
fn operations_that_are_left_out_are_not_in_it() {
    let broken = operation(json!({"$ref": "#/components/schemas/Absent"}));
    let paths = json!({"/pets": {"get": operation(json!({"type": "string"})), "post": broken}});
    let found = embedded(
        &[("api.json", document("3.0.3", paths, json!({})))],
        |generator, _| generator.skip_unsupported(),
    );
    let pets = found["paths"]["/pets"].as_object().unwrap();
    assert_eq!(pets.keys().collect::<Vec<_>>(), ["get"]);
}
