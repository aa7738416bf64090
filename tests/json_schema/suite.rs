//! Reads the files of the suite: groups of a schema, converted to OpenAPI, and values that are valid or not.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::echo_server::Questions;

/// Formats that have a type in Rust; others are annotations, as they are by default in JSON Schema.
const TYPED: [&str; 5] = ["/date-time", "/date", "/uuid", "/ipv4", "/ipv6"];

/// A dialect of JSON Schema, and the version of OpenAPI that is nearest to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The dialect of OpenAPI 3.1.
    Draft2020,
    /// Close to the dialect of OpenAPI 3.0.
    Draft4,
}

impl Dialect {
    /// The name of its folder in the suite.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Draft2020 => "draft2020-12",
            Self::Draft4 => "draft4",
        }
    }

    fn version(self) -> &'static str {
        match self {
            Self::Draft2020 => "3.1.0",
            Self::Draft4 => "3.0.3",
        }
    }
}

/// Values that are checked against one schema.
#[derive(Debug)]
pub struct Group {
    /// File, group.
    pub name: String,
    /// The document that has the schema as a body.
    pub document: Value,
    /// Description, value, whether it is valid.
    pub tests: Vec<(String, Value, bool)>,
}

impl Group {
    /// The values as requests.
    pub fn questions(&self) -> Questions {
        let values = self.tests.iter();
        Questions {
            document: self.document.clone(),
            requests: values
                .map(|(_, value, _)| ("/echo".to_owned(), value.clone()))
                .collect(),
        }
    }
}

/// Every group of a dialect, in the order of the names of files.
pub fn read(folder: &Path, dialect: Dialect) -> Vec<Group> {
    let mut files = Vec::new();
    collect(&folder.join(dialect.folder()), &mut files);
    files.sort();
    let mut groups = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file of the suite");
        let Ok(Value::Array(found)) = serde_json::from_str(&text) else {
            continue; // a number that no `f64` can represent
        };
        let name = file
            .strip_prefix(folder.join(dialect.folder()))
            .expect("below the folder");
        let name = name.with_extension("").display().to_string();
        if name.starts_with("optional/format") && !TYPED.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        groups.extend(found.iter().map(|group| read_group(&name, group, dialect)));
    }
    groups
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the suite") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn read_group(file: &str, group: &Value, dialect: Dialect) -> Group {
    let text = |value: &Value| value["description"].as_str().unwrap_or_default().to_owned();
    let mut schema = group["schema"].clone();
    let mut tests: Vec<&Value> = group["tests"].as_array().into_iter().flatten().collect();
    if file.starts_with("optional/format") {
        // A format belongs to a type in OpenAPI.
        schema["type"] = json!("string");
        tests.retain(|test| test["data"].is_string());
    }
    Group {
        name: format!("{file}: {}", text(group)),
        document: document(schema, dialect),
        tests: tests
            .into_iter()
            .map(|test| {
                (
                    text(test),
                    test["data"].clone(),
                    test["valid"] == json!(true),
                )
            })
            .collect(),
    }
}

/// A document with one operation, whose request and response have the schema.
fn document(mut schema: Value, dialect: Dialect) -> Value {
    if let Value::Object(members) = &mut schema {
        members.remove("$schema");
    }
    rebase(&mut schema);
    let body = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Case"}}});
    json!({
        "openapi": dialect.version(),
        "info": {"title": "Case", "version": "1"},
        "paths": {"/echo": {"post": {
            "operationId": "echo",
            "requestBody": {"required": true, "content": body},
            "responses": {"200": {"description": "The same.", "content": body}},
        }}},
        "components": {"schemas": {"Case": schema}},
    })
}

/// Turns pointers into the schema into pointers into the document. Below an `$id` they keep their base.
fn rebase(value: &mut Value) {
    match value {
        Value::Object(members) if members.contains_key("$id") => {}
        Value::Object(members) => rebase_members(members),
        Value::Array(items) => items.iter_mut().for_each(rebase),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn rebase_members(members: &mut Map<String, Value>) {
    for (key, value) in members {
        match (key.as_str(), &mut *value) {
            ("$ref", Value::String(target)) if target == "#" || target.starts_with("#/") => {
                let rest = target.split_off(1);
                *target = format!("#/components/schemas/Case{rest}");
            }
            ("enum" | "const" | "default" | "examples", _) => {}
            _ => rebase(value),
        }
    }
}
