//! Hostile characters in every string and every key of a document, and in the name of its file: no output has them as they are,
//! and none can end the comment or the string that they are in.

use std::fs;

use bindwright::diagnostic::{Colour, render, render_json};
use bindwright::package::Runtime;
use bindwright::{Generator, OutputKind};
use serde_json::{Value, json};

use crate::run::is_control;

/// What is added to a string.
const HOSTILE: [&str; 4] = [
    "\u{202e}",
    "\u{7f}\u{1b}[2J\u{9b}\u{2028}\u{2067}\u{61c}\u{feff}",
    "-->\n//! x\r\"\"\" */ --!> `x` [x](y) <b>",
    "\u{200e}\u{206a}\u{fffb}\u{e0041}",
];

/// A document with a string in every place that reaches an output.
fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Pets", "version": "1.0.0", "description": "All pets.", "contact": {"name": "Ann"}},
        "servers": [{"url": "https://{place}.example.com", "description": "Main", "x-endpoint-variable": "PETS_URL_{place}", "variables": {"place": {"default": "a", "enum": ["a", "b"]}}}],
        "tags": [{"name": "pets", "description": "About pets.", "externalDocs": {"url": "https://example.com", "description": "More"}}],
        "security": [{"key": []}],
        "paths": {
            "/pets/{id}": {
                "post": {
                    "operationId": "savePet", "summary": "Saves a pet.", "description": "It is kept.", "tags": ["pets"],
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^[a-z]+$"}, "example": "a"},
                        {"name": "X-Kind", "in": "header", "description": "The kind.", "schema": {"type": "string", "enum": ["cat", "dog"]}},
                        {"name": "q", "in": "query", "schema": {"type": "string", "default": "all"}, "deprecated": true}
                    ],
                    "requestBody": {"description": "The pet.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}, "example": {"name": "Rex"}}}},
                    "responses": {
                        "200": {"description": "Saved.", "headers": {"X-Left": {"description": "How many.", "schema": {"type": "integer"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Any"}}}},
                        "default": {"description": "Failed.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
                    },
                    "externalDocs": {"url": "https://example.com/save", "description": "More"},
                    "x-docs": {"page": "save.html", "authorization": {"pets:save": "Write"}},
                    "x-rules": [{"together": ["q", "X-Kind"], "presumed": "a test"}],
                    "x-rust-name": "save"
                }
            }
        },
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "The key.",
                "x-credentials": {"environment": {"token": "PETS_TOKEN"}, "file": {"path": "~/.pets", "variable": "PETS_FILE", "section": "basic", "keys": {"token": "key"}}}}},
            "schemas": {
                "Pet": {"type": "object", "title": "Pet", "description": "A pet.", "required": ["name"], "properties": {
                    "name": {"type": "string", "description": "Its name.", "default": "Rex", "example": "Tom", "x-unknown": "y", "x-time": "iso-8601", "x-presumed": {"maxLength": 9, "source": "another test"}},
                    "kind": {"type": "string", "enum": ["cat", "dog"], "default": "cat"},
                    "only": {"type": "string", "enum": ["one"]}
                }, "additionalProperties": {"type": "string", "description": "Others."}},
                "Fish": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}, "fins": {"type": "integer"}}},
                "Any": {"oneOf": [{"$ref": "#/components/schemas/Fish"}], "discriminator": {"propertyName": "type", "mapping": {"fish": "#/components/schemas/Fish"}}},
                "Problem": {"type": "object", "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}
            }
        }
    })
}

/// Every document in which one string or one key has the hostile characters behind it.
fn variants(value: &Value, hostile: &str) -> Vec<Value> {
    match value {
        Value::String(text) => vec![json!(format!("{text}{hostile}"))],
        Value::Array(items) => {
            let of = |at: usize| {
                let changed = |with| {
                    let mut items = items.clone();
                    items[at] = with;
                    Value::Array(items)
                };
                variants(&items[at], hostile)
                    .into_iter()
                    .map(changed)
                    .collect::<Vec<_>>()
            };
            (0..items.len()).flat_map(of).collect()
        }
        Value::Object(members) => {
            let mut all = Vec::new();
            for (key, value) in members {
                let inside = variants(value, hostile)
                    .into_iter()
                    .map(|with| (key.clone(), with));
                for (name, with) in inside.chain([(format!("{key}{hostile}"), value.clone())]) {
                    let mut members = members.clone();
                    members.remove(key);
                    members.insert(name, with);
                    all.push(Value::Object(members));
                }
            }
            all
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// What is wrong with the outputs of a document in a file of this name.
fn faults(document: &Value, name: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join(name);
    fs::write(&spec, document.to_string()).unwrap();
    let package = OutputKind::Package {
        name: Some("pets".to_owned()),
        runtime: Runtime::Version(semver::VersionReq::STAR),
    };
    let run = Generator::new(spec)
        .relative_to(folder.path())
        .plan(&folder.path().join("out"), &package);
    let mut outputs = vec![
        ("report".to_owned(), render(&run.diagnostics, Colour::Never)),
        ("report as JSON".to_owned(), render_json(&run.diagnostics)),
    ];
    let plan = run.generated.map(|generated| generated.plan);
    let changes = plan.into_iter().flat_map(|plan| plan.create);
    outputs.extend(
        changes
            .filter(|file| !file.path.starts_with("runtime/"))
            .map(|file| (file.path, file.text)),
    );
    let mut faults = Vec::new();
    for (path, text) in &outputs {
        let fault = text
            .chars()
            .find(|c| is_control(*c))
            .map(|c| format!("U+{:04X}", u32::from(c)));
        faults.extend(
            fault
                .or_else(|| malformed(path, text))
                .map(|fault| format!("{path}: {fault}")),
        );
    }
    faults
}

/// Why an output is not what its reader expects.
fn malformed(path: &str, text: &str) -> Option<String> {
    let first = text.lines().next().unwrap_or_default();
    if path.ends_with(".rs") {
        return syn::parse_file(text).err().map(|error| error.to_string());
    }
    if path.ends_with(".toml") {
        return text
            .parse::<toml_edit::DocumentMut>()
            .err()
            .map(|error| error.to_string());
    }
    if path.ends_with(".md") {
        let whole = first.starts_with("<!--") && first.ends_with("-->");
        return (!whole || first.matches("-->").count() != 1 || first.contains("--!>"))
            .then(|| first.to_owned());
    }
    if path == "report as JSON" {
        return text
            .lines()
            .find_map(|line| serde_json::from_str::<Value>(line).err())
            .map(|error| error.to_string());
    }
    None
}

#[test]
fn no_string_of_a_document_controls_an_output() {
    let document = document();
    assert_eq!(faults(&document, "pets.json"), [""; 0]);
    let mut found = Vec::new();
    for hostile in HOSTILE {
        for variant in variants(&document, hostile) {
            found.extend(
                faults(&variant, "pets.json")
                    .into_iter()
                    .map(|fault| format!("{fault} of {hostile:?}")),
            );
        }
    }
    found.sort();
    found.dedup();
    assert_eq!(found, [""; 0]);
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_controls_an_output() {
    for hostile in HOSTILE {
        let name = format!("pets{}.json", hostile.replace('/', ""));
        assert_eq!(faults(&document(), &name), [""; 0], "{hostile:?}");
        assert_eq!(
            faults(&json!({"openapi": "3.0.3"}), &name),
            [""; 0],
            "{hostile:?}"
        );
    }
}
