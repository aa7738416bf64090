//! A proposed overlay removes what the run found: with it, no difference is left but what is listed, and the document is sound.

use std::path::{Path, PathBuf};
use std::process::Command;

use bindwright::Generator;
use bindwright::drift::{DriftReport, drift};
use bindwright::facts::PageFacts;
use bindwright::propose::ProposedOverlay;
use serde_json::{Map, Value, json};

use crate::drift::{document, edits, named};
use crate::facts;
use crate::model::{Doc, doc, field};
use crate::render::{LAYOUTS, Layout, page};

/// What a document is with overlays.
fn with(spec: &Path, overlays: &[&Path]) -> Generator {
    let overlays = overlays.iter();
    overlays.fold(Generator::new(spec), |generator, overlay| {
        generator.overlay(*overlay)
    })
}

fn report(generator: &Generator, pages: &[PageFacts]) -> DriftReport {
    let (diagnostics, document) = generator.document();
    drift(&document.expect("a document"), &diagnostics, pages)
}

/// Proposes, applies, and compares again: what is left is what was listed, the document passes the check, and a second run
/// proposes nothing.
pub(crate) fn prove(
    spec: &Path,
    others: &[&Path],
    pages: &[PageFacts],
    what: &str,
) -> ProposedOverlay {
    let before = with(spec, others);
    assert!(
        before.check().1.is_some(),
        "{what}: the document is sound before"
    );
    let proposed = before.propose(pages).expect("a document");
    let Some(text) = &proposed.text else {
        return proposed;
    };
    let overlay = spec.with_file_name("proposed.yaml");
    std::fs::write(&overlay, text).expect("a file");
    let after = with(spec, &[others, &[overlay.as_path()]].concat());
    let (diagnostics, api) = after.check();
    let reports: Vec<_> = diagnostics
        .iter()
        .map(|one| one.message().to_owned())
        .collect();
    assert!(api.is_some(), "{what}: {reports:?}\n{text}");
    let unselected = reports.iter().any(|one| one.contains("selects nothing"));
    assert!(!unselected, "{what}: {reports:?}\n{text}");
    let left = report(&after, pages);
    assert_eq!(
        left.findings.len() + left.pages_without_operation.len(),
        proposed.left.len(),
        "{what}: {:#?}\n{:#?}\n{text}",
        left.findings,
        proposed.left
    );
    let second = after.propose(pages).expect("a document");
    assert_eq!(second.text, None, "{what}\n{text}");
    assert_eq!(second.left, proposed.left, "{what}\n{text}");
    proposed
}

/// A file with the document, in JSON or YAML.
fn written(folder: &Path, document: &Value, is_yaml: bool) -> PathBuf {
    let (name, text) = match is_yaml {
        true => (
            "garden.yaml",
            serde_yaml::to_string(document).expect("YAML"),
        ),
        false => (
            "garden.json",
            serde_json::to_string_pretty(document).expect("JSON"),
        ),
    };
    std::fs::write(folder.join(name), text).expect("a file");
    folder.join(name)
}

fn edited(edit: fn(&mut Doc)) -> Doc {
    let mut edited = doc();
    edit(&mut edited);
    edited
}

/// What no overlay can do: the table of a page says something else about the path than its request line.
const CONTRADICTIONS: [&str; 2] = ["rename a path parameter", "move a parameter"];

#[test]
fn a_proposal_removes_what_an_edit_brought() {
    let mut proposals = 0;
    for (number, (name, edit, _, about, _)) in edits().into_iter().enumerate() {
        for (index, (version, document)) in versions().into_iter().enumerate() {
            let layouts = LAYOUTS.iter().cycle().skip(number + index * 2);
            let is_shown =
                |layout: &&Layout| !(layout.loses_required() && about.ends_with(": required"));
            let layout = *layouts.into_iter().find(is_shown).expect("a layout");
            let folder = tempfile::tempdir().expect("a folder");
            let spec = written(folder.path(), &document, number % 2 == 0);
            let page = facts(&named(layout), &page(&edited(edit), layout));
            let what = format!("{version} {layout:?}: {name}");
            let proposed = prove(&spec, &[], &[page], &what);
            let mut left = proposed.left.iter();
            let left = left.find(|left| left.0.ends_with(about));
            assert_eq!(
                left.is_some(),
                CONTRADICTIONS.contains(&name),
                "{what}: {left:?}"
            );
            proposals += usize::from(proposed.text.is_some());
        }
    }
    assert!(proposals > 60, "{proposals}");
}

/// All edits of one page that fit together.
#[test]
fn a_proposal_removes_many_differences_at_once() {
    for (number, layout) in LAYOUTS.into_iter().enumerate() {
        let mut edited = doc();
        for (name, edit, ..) in edits() {
            let shifts = [
                "add a row",
                "remove a row",
                "remove a field of a response",
                "remove a status",
                "add a status",
            ];
            if !CONTRADICTIONS.contains(&name) && !shifts.contains(&name) {
                edit(&mut edited);
            }
        }
        for (version, document) in versions().into_iter().skip(number % 3).take(1) {
            let folder = tempfile::tempdir().expect("a folder");
            let spec = written(folder.path(), &document, true);
            let page = facts(&named(layout), &page(&edited, layout));
            let what = format!("{version} {layout:?}");
            let proposed = prove(&spec, &[], &[page], &what);
            assert!(proposed.removed > 12, "{what}: {proposed:#?}");
            let readable = |left: &&(String, String)| !left.1.contains("does not say");
            let left: Vec<_> = proposed.left.iter().filter(readable).collect();
            assert!(left.is_empty(), "{what}: {left:#?}");
        }
    }
}

#[test]
fn proposals_read_as_a_person_would_write_them() {
    let mut all = String::new();
    // The method is the path again.
    for (name, edit, ..) in edits()
        .into_iter()
        .filter(|edit| edit.0 != "change the method")
    {
        let folder = tempfile::tempdir().expect("a folder");
        let spec = written(folder.path(), &document(&doc()), false);
        let page = facts("PlantGarden.html", &page(&edited(edit), Layout::Html));
        let proposed = prove(&spec, &[], &[page], name);
        let text = proposed
            .text
            .unwrap_or_else(|| format!("{:#?}\n", proposed.left));
        let actions = text
            .split_once("actions:\n")
            .map_or(text.as_str(), |(_, actions)| actions);
        all.push_str(&format!("# {name}\n{actions}\n"));
    }
    insta::assert_snapshot!(all);
}

/// The document in Swagger 2.0.
fn swagger(document: &Value) -> Value {
    let mut operation = document["paths"][&doc().path]["put"].clone();
    let parameters = operation["parameters"].as_array_mut().expect("a list");
    for parameter in parameters.iter_mut() {
        let parameter = parameter.as_object_mut().expect("a parameter");
        let schema = parameter.remove("schema").expect("a schema");
        parameter.extend(schema.as_object().expect("a schema").clone());
    }
    let schema = |content: &Value| content["application/json"]["schema"].clone();
    let body = json!({"name": "garden", "in": "body", "required": true, "schema": {"$ref": "#/definitions/Planting"}});
    parameters.insert(2, body);
    let planting = schema(&operation["requestBody"]["content"]);
    operation
        .as_object_mut()
        .expect("an operation")
        .remove("requestBody");
    for (_, response) in operation["responses"].as_object_mut().expect("responses") {
        let response = response.as_object_mut().expect("a response");
        let content = response.remove("content");
        response.extend(content.map(|content| ("schema".to_owned(), schema(&content))));
    }
    json!({
        "swagger": "2.0",
        "info": document["info"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {doc().path: {"put": operation}},
        "definitions": {"Planting": planting},
    })
}

/// The document in OpenAPI 3.1, with components, `allOf` and parameters of the path.
fn regrouped(document: &Value) -> Value {
    let mut operation = document["paths"][&doc().path]["put"].clone();
    let parameters = operation["parameters"].as_array().expect("a list");
    let shared: Vec<Value> = parameters[..2].to_vec();
    let mut components = Map::new();
    let mut own = Vec::new();
    for parameter in &parameters[2..] {
        let name = parameter["name"].as_str().expect("a name");
        components.insert(name.to_owned(), parameter.clone());
        own.push(json!({"$ref": format!("#/components/parameters/{name}")}));
    }
    operation["parameters"] = Value::Array(own);
    let body = &mut operation["requestBody"]["content"]["application/json"]["schema"];
    let planting = std::mem::replace(body, json!({"$ref": "#/components/schemas/Planting"}));
    let answer = &mut operation["responses"]["200"]["content"]["application/json"]["schema"];
    let mut rest = answer.clone();
    let beds = rest["properties"]
        .as_object_mut()
        .expect("properties")
        .remove("beds");
    rest["properties"]["planted_at"]["type"] = json!(["integer", "null"]);
    let part = json!({"type": "object", "properties": {"beds": beds}});
    *answer = json!({"allOf": [{"$ref": "#/components/schemas/Beds"}, rest]});
    json!({
        "openapi": "3.1.0",
        "info": document["info"],
        "paths": {doc().path: {"parameters": shared, "put": operation}},
        "components": {"parameters": components, "schemas": {"Planting": planting, "Beds": part}},
    })
}

/// The document in each version.
fn versions() -> [(&'static str, Value); 3] {
    let document = document(&doc());
    [
        ("2.0", swagger(&document)),
        ("3.1", regrouped(&document)),
        ("3.0", document),
    ]
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindwright"));
    let output = command
        .arg("drift")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// The blocks of a section of the reference.
fn example() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/reference/drift.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, section) = page.split_once("## Propose a correction").unwrap();
    let blocks = section.split("```").skip(1).step_by(2);
    blocks
        .map(|block| block.split_once('\n').unwrap().1.to_owned())
        .collect()
}

/// A folder with the document and the page of the reference.
fn doors() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let blocks = example();
    std::fs::write(folder.path().join("doors.yaml"), &blocks[0]).unwrap();
    std::fs::write(folder.path().join("listDoors.md"), &blocks[1]).unwrap();
    folder
}

#[test]
fn the_example_of_the_reference_is_what_the_command_writes() {
    let folder = doors();
    let blocks = example();
    let arguments: Vec<&str> = blocks[2].split_whitespace().skip(2).collect();
    let (status, shown, said) = run(folder.path(), &arguments);
    assert_eq!(status, Some(1), "{shown}{said}");
    assert!(shown.ends_with("3 differences\n"), "{shown}");
    assert_eq!(
        said,
        "corrections.yaml would remove 3 differences: pass it with --overlay\n"
    );
    let written = std::fs::read_to_string(folder.path().join("corrections.yaml")).unwrap();
    assert_eq!(written, blocks[3]);
    let arguments = [
        "doors.yaml",
        "listDoors.md",
        "--overlay",
        "corrections.yaml",
        "--propose",
        "more.yaml",
    ];
    let (status, shown, said) = run(folder.path(), &arguments);
    assert_eq!((status, shown.as_str()), (Some(0), "no differences\n"));
    assert_eq!(
        said,
        "there is nothing to correct: more.yaml was not written\n"
    );
    assert!(!folder.path().join("more.yaml").exists());
}

#[test]
fn proposals_are_replaced_and_no_other_files() {
    let folder = doors();
    let file = folder.path().join("corrections.yaml");
    let arguments = [
        "doors.yaml",
        "listDoors.md",
        "--format",
        "json",
        "--propose",
        "corrections.yaml",
    ];
    for mine in [&b"overlay: 1.0.0\n"[..], b"\xff\xfe"] {
        std::fs::write(&file, mine).unwrap();
        let (status, shown, said) = run(folder.path(), &arguments);
        assert_eq!(status, Some(1));
        assert!(
            said.contains("corrections.yaml: error: this file was not written by `--propose`"),
            "{said}"
        );
        assert_eq!(std::fs::read(&file).unwrap(), mine);
        serde_json::from_str::<Value>(&shown).unwrap();
    }
    std::fs::remove_file(&file).unwrap();
    run(folder.path(), &arguments);
    let first = std::fs::read_to_string(&file).unwrap();
    let page = folder.path().join("listDoors.md");
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(
        &page,
        text.replace("Default value: 20", "Default value: 30"),
    )
    .unwrap();
    run(folder.path(), &arguments);
    let second = std::fs::read_to_string(&file).unwrap();
    assert_eq!(second, first.replace("default: 20", "default: 30"));
    let again = [&arguments[..], &["--overlay", "corrections.yaml"]].concat();
    std::fs::write(&page, text).unwrap();
    let (status, _, said) = run(folder.path(), &again);
    assert_eq!(status, Some(1));
    assert!(
        said.contains("this run applies it with `--overlay`"),
        "{said}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), second);
}

/// A second type of errors would be another error for the callers of the operation.
#[test]
fn a_new_error_has_the_schema_of_the_others_if_it_says_the_same() {
    let mut shared = document(&doc());
    let responses = &mut shared["paths"][&doc().path]["put"]["responses"];
    let schema = responses["400"]["content"]["application/json"]["schema"].clone();
    for status in ["400", "503"] {
        responses[status]["content"]["application/json"]["schema"] =
            json!({"$ref": "#/components/schemas/Problem"});
    }
    let mut old: Value = swagger(&shared);
    old["definitions"]["Problem"] = schema.clone();
    let old = old.to_string().replace("components/schemas", "definitions");
    shared["components"] = json!({"schemas": {"Problem": schema}});
    let versions = [
        ("components/schemas", shared),
        ("definitions", serde_json::from_str(&old).expect("JSON")),
    ];
    for (section, document) in versions {
        for is_same in [true, false] {
            let mut page_doc = doc();
            let mut new = page_doc.responses[2].clone();
            new.status = "409".to_owned();
            if !is_same {
                new.body[0].fields.push(field("since", false, "String"));
            }
            page_doc.responses.push(new);
            let folder = tempfile::tempdir().expect("a folder");
            let spec = written(folder.path(), &document, true);
            let page = facts("PlantGarden.html", &page(&page_doc, Layout::Html));
            let proposed = prove(&spec, &[], &[page], section);
            let text = proposed.text.expect("a proposal");
            let reference = format!("$ref: '#/{section}/Problem'");
            assert_eq!(text.contains(&reference), is_same, "{text}");
        }
    }
}
