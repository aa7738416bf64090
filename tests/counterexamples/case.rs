//! Reads cases: two documents, and both of them as they are generated.

use std::path::Path;

use bindwright::emit::Root;
use bindwright::ir::Api;
use bindwright::{Generator, OutputKind};
use serde_json::{Map, Value, json};

/// Two documents.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub old: Api,
    pub new: Api,
    /// The generated modules of both, by their paths.
    pub files: [Vec<(String, String)>; 2],
    /// Whether there is a counterexample.
    pub found: bool,
}

/// The cases of a file below `tests`.
pub fn read(file: &Path) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).expect("a file of cases");
    let cases: Vec<Value> = serde_yaml::from_str(&text).expect("a list of cases");
    cases.iter().map(case).collect()
}

fn case(row: &Value) -> Case {
    let name = row["name"].as_str().expect("a name").to_owned();
    let [(old, old_files), (new, new_files)] =
        [0, 1].map(|side| generated(&name, &document(row, side)));
    Case {
        name,
        old,
        new,
        files: [old_files, new_files],
        found: row["found"].as_bool().unwrap_or(true),
    }
}

fn document(row: &Value, side: usize) -> Value {
    let ok = json!({"description": "It."});
    let paths = match (&row["body"], &row["reply"]) {
        (Value::Array(schemas), _) => {
            let content = json!({"application/json": {"schema": schemas[side]}});
            let body = json!({"required": true, "content": content});
            json!({"/it": {"post": {"requestBody": body, "responses": {"200": ok}}}})
        }
        (_, Value::Array(schemas)) => {
            let content = json!({"application/json": {"schema": schemas[side]}});
            let reply = json!({"description": "It.", "content": content});
            json!({"/it": {"get": {"responses": {"200": reply}}}})
        }
        _ => row["operations"][side].clone(),
    };
    let mut components = Map::new();
    let schemas = row["components"][side].as_object().cloned();
    components.insert("schemas".to_owned(), json!(schemas.unwrap_or_default()));
    if let Some(schemes) = row["security"].as_object() {
        components.insert("securitySchemes".to_owned(), json!(schemes));
    }
    json!({
        "openapi": row["openapi"].as_str().unwrap_or("3.0.3"),
        "info": {"title": "Case", "version": "1"},
        "paths": paths,
        "components": components,
    })
}

fn generated(name: &str, document: &Value) -> (Api, Vec<(String, String)>) {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("case.json");
    std::fs::write(&spec, document.to_string()).expect("a file");
    let nowhere = folder.path().join("nowhere");
    let run = Generator::new(&spec).plan(&nowhere, &OutputKind::Modules(Root::Module));
    let reports = run.diagnostics.iter().map(|one| one.message().to_owned());
    let reports: Vec<_> = reports.collect();
    let generated = run
        .generated
        .unwrap_or_else(|| panic!("{name}: {reports:?}"));
    let files = generated.plan.create.into_iter();
    let files = files.map(|change| (change.path, change.text)).collect();
    (generated.api, files)
}
