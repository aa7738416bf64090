//! Generates a crate in `target/` with one module per document, and asks its servers about values: each operation returns
//! the body that it receives. So a value is accepted if the schema of the body accepts it, and the response shows what the
//! type keeps of it.

pub mod equal;
pub mod interpreted;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindwright::diagnostic::{Diagnostics, Severity};
use bindwright::diff::counterexample::Interpreter;
use bindwright::emit::Root;
use bindwright::load::{LoadOptions, Strictness};
use bindwright::write::Change;
use bindwright::{Generator, OutputKind, RunOutcome};
use serde_json::{Value, json};

/// A document, and the values to send to its operations.
#[derive(Debug)]
pub struct Questions {
    /// Each operation is a `post` whose request and response have one schema.
    pub document: Value,
    /// The path of an operation, and the value.
    pub requests: Vec<(String, Value)>,
}

/// What was reported about the document of a group.
#[derive(Debug, Default)]
pub struct Reports {
    /// Errors: nothing was generated.
    pub errors: Vec<String>,
    /// Warnings: parts that have no effect.
    pub warnings: Vec<String>,
    /// The API, to run it without compiling it.
    pub interpreter: Option<Interpreter>,
}

/// Writes the crate into a folder of this name, and returns what was reported about each document.
pub fn write(name: &str, all: &[Questions]) -> (PathBuf, Vec<Reports>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (mut modules, mut arms) = (String::new(), String::new());
    let mut requests = BTreeMap::new();
    let mut reported = Vec::new();
    for (index, questions) in all.iter().enumerate() {
        let (name, run) = (format!("g{index}"), generate(&folder, &questions.document));
        reported.push(reports(&run.diagnostics));
        let Some(generated) = run.generated else {
            continue;
        };
        if let Some(last) = reported.last_mut() {
            last.interpreter = Some(Interpreter::new(&generated.api));
        }
        for Change { path, text } in generated.plan.create {
            let text = if path == "api.rs" {
                with_echo(&text)
            } else {
                text
            };
            save(&folder.join("src").join(&name).join(path), &text);
        }
        writeln!(modules, "mod {name};").expect("text");
        let router = format!("{name}::server::router({name}::api::Echoes)");
        writeln!(arms, "        {index} => {router},").expect("text");
        // As texts: what is parsed and written again is not always the same.
        let texts = questions.requests.iter();
        let texts: Vec<_> = texts
            .map(|(path, value)| (path, value.to_string()))
            .collect();
        requests.insert(index.to_string(), json!(texts));
    }
    let main = include_str!("main.rs.txt")
        .replace("// MODULES", &modules)
        .replace("        // ROUTERS", &arms);
    save(&folder.join("src/main.rs"), &main);
    save(&folder.join("requests.json"), &json!(requests).to_string());
    save(&folder.join("Cargo.toml"), &manifest());
    let locked = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    save(
        &folder.join("Cargo.lock"),
        &fs::read_to_string(locked).expect("a lock file"),
    );
    (folder, reported)
}

fn generate(folder: &Path, document: &Value) -> RunOutcome {
    let spec = folder.join("case.json");
    save(&spec, &document.to_string());
    let options = LoadOptions {
        strictness: Strictness::Lenient,
        ..LoadOptions::default()
    };
    Generator::new(spec)
        .reading(options)
        .plan(&folder.join("nowhere"), &OutputKind::Modules(Root::Module))
}

fn reports(diagnostics: &Diagnostics) -> Reports {
    let mut reports = Reports::default();
    for report in diagnostics.iter() {
        let text = format!("{} {}", report.code().number(), report.message());
        match report.severity() {
            Severity::Error => reports.errors.push(text),
            Severity::Warning => reports.warnings.push(text),
            Severity::Note => {}
        }
    }
    reports
}

/// The trait, and an implementation that returns what it receives.
fn with_echo(api: &str) -> String {
    let flat: String = api.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, body) = flat.split_once("pub trait CaseApi").expect("a trait");
    let methods = body.split(" fn ").skip(1).filter_map(|method| {
        let (name, rest) = method.split_once("( &self, request: Request<")?;
        let (request, rest) = rest.split_once(">")?;
        let (_, rest) = rest.split_once("Output = Result<Response<")?;
        let (response, _) = rest.split_once(">, Error>>")?;
        Some(format!(
            "    async fn {name}(&self, request: Request<{request}>) -> Result<Response<{response}>, Error> {{\n        \
             Ok(Response::new(request.into_inner().body))\n    }}\n"
        ))
    });
    let methods: String = methods.collect();
    format!("{api}\npub struct Echoes;\n\nimpl CaseApi for Echoes {{\n{methods}}}\n")
}

fn manifest() -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime");
    format!(
        r#"[workspace]

[package]
name = "schemas"
edition = "2024"

[features]
default = ["server"]
client = []
server = []
serde = []

[dependencies]
axum = {{ version = "0.8", default-features = false }}
bindwright-runtime = {{ path = {runtime:?}, features = ["client", "server", "chrono", "jiff", "pattern", "signing", "time", "unicode-pattern", "uuid"] }}
http-body-util = "0.1"
serde_json = "1"
tokio = {{ version = "1", features = ["macros", "rt"] }}
tower = "0.5"

[profile.dev]
debug = false
incremental = false

[lints.rust]
warnings = "allow"
"#
    )
}

/// The status and the body of each response, by the index of the document.
pub fn run(folder: &Path) -> BTreeMap<usize, Vec<Value>> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("cases");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let responses: BTreeMap<String, Vec<Value>> =
        serde_json::from_slice(&output.stdout).expect("responses as JSON");
    responses
        .into_iter()
        .map(|(index, responses)| (index.parse().expect("an index"), responses))
        .collect()
}

fn save(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be created");
    fs::write(path, text).expect("a file can be written");
}
