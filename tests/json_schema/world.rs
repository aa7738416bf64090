//! Generates a crate in `target/` with one module per group, and asks its servers about the values.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindwright::diagnostic::{Diagnostics, Severity};
use bindwright::emit::Root;
use bindwright::load::{LoadOptions, Strictness};
use bindwright::write::Change;
use bindwright::{Generator, OutputKind, RunOutcome};
use serde_json::{Value, json};

use super::suite::{Dialect, Group};

/// What was reported about the document of a group.
#[derive(Debug, Default)]
pub struct Reports {
    /// Errors: nothing was generated.
    pub errors: Vec<String>,
    /// Warnings: parts that have no effect.
    pub warnings: Vec<String>,
}

/// Writes the crate, and returns what was reported about each group.
pub fn write(dialect: Dialect, groups: &[Group]) -> (PathBuf, Vec<Reports>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(dialect.folder());
    let (mut modules, mut arms) = (String::new(), String::new());
    let mut requests = BTreeMap::new();
    let mut all = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let (name, run) = (format!("g{index}"), generate(&folder, group));
        all.push(reports(&run.diagnostics));
        let Some(generated) = run.generated else {
            continue;
        };
        for Change { path, text } in generated.plan.create {
            let text = if path == "api.rs" {
                with_echo(&text)
            } else {
                text
            };
            save(&folder.join("src").join(&name).join(path), &text);
        }
        writeln!(modules, "mod {name};").expect("text");
        writeln!(
            arms,
            "        {index} => {name}::server::router({name}::api::Echoes),"
        )
        .expect("text");
        let values: Vec<_> = group.tests.iter().map(|(_, value, _)| value).collect();
        requests.insert(index.to_string(), json!(values));
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
    (folder, all)
}

fn generate(folder: &Path, group: &Group) -> RunOutcome {
    let spec = folder.join("case.json");
    save(&spec, &group.document.to_string());
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
    let after = flat
        .split("Output = Result<Response<")
        .nth(1)
        .expect("an answer");
    let answer = after.split(">, Error>>").next().expect("an error");
    format!(
        "{api}\npub struct Echoes;\n\nimpl CaseApi for Echoes {{\n    async fn echo(&self, request: Request<Echo>) -> Result<Response<{answer}>, Error> {{\n        Ok(Response::new(request.into_inner().body))\n    }}\n}}\n"
    )
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

/// The response of each server to each value: its JSON, or `None` if the server rejects the value.
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
