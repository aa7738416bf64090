//! A crate below `target/` with both versions of each case, which says what compiled servers and clients do with counterexamples.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindwright::diff::{Between, Counterexample};
use bindwright::ir::{Api, RustName as _};

use super::case::Case;

/// What both sides say about a counterexample.
#[derive(Debug)]
pub struct Answers {
    /// The side that sends it: `501` of a server without operations, or `read` of a client.
    pub sender: String,
    /// The side that rejects it.
    pub receiver: String,
}

/// Compiles all of them, and asks.
pub fn ask(found: &[(&Case, Counterexample)]) -> Vec<Answers> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counterexamples");
    let (mut modules, mut calls) = (String::new(), String::new());
    for (index, (case, found)) in found.iter().enumerate() {
        for (side, files) in ["old", "new"].iter().zip(&case.files) {
            let name = format!("c{index}_{side}");
            for (path, text) in files {
                save(&folder.join("src").join(&name).join(path), text);
            }
            writeln!(modules, "mod {name};").expect("text");
            if found.between == Between::OldClientNewServer {
                writeln!(modules, "impl {name}::CaseApi for Nothing {{}}").expect("text");
            }
        }
        let sides = match found.between {
            Between::OldClientNewServer | Between::OldServerNewClient => ["old", "new"],
            Between::NewServerOldClient => ["new", "old"],
        };
        for side in sides {
            let api = if side == "old" { &case.old } else { &case.new };
            let call = call(&format!("c{index}_{side}"), api, found);
            writeln!(calls, "    answers.push({call});").expect("text");
        }
    }
    let main = include_str!("main.rs.txt")
        .replace("// MODULES", &modules)
        .replace("    // CALLS", &calls);
    save(&folder.join("src/main.rs"), &main);
    save(&folder.join("Cargo.toml"), &manifest());
    let locked = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    save(
        &folder.join("Cargo.lock"),
        &fs::read_to_string(locked).expect("a lock file"),
    );
    let answers = run(&folder);
    let pairs = answers.chunks(2).map(|pair| Answers {
        sender: pair[0].clone(),
        receiver: pair[1].clone(),
    });
    pairs.collect()
}

/// The expression that asks one side.
fn call(module: &str, api: &Api, found: &Counterexample) -> String {
    let message = format!("{:?}", found.message);
    let operation = api.operations.first().expect("an operation");
    if found.between == Between::OldClientNewServer {
        let guard = if api.schemes.is_empty() {
            ""
        } else {
            ", Everybody"
        };
        return format!("ask({module}::router(Nothing{guard}), {message}).await");
    }
    let (method, request) = (operation.name.as_str(), operation.request.as_str());
    let client =
        format!("{module}::Client::builder().endpoint(&serving({message}).await).build().unwrap()");
    let result = format!("{client}.{method}({module}::{request}::new()).await");
    match header(api, found) {
        None => format!("said({result})"),
        Some(constant) => format!(
            "match {result} {{ Ok(response) => match response.header({module}::{constant}) {{ Ok(_) => \"read\".to_owned(), \
             Err(error) => format!(\"the header does not decode: {{error}}\") }}, Err(error) => error.to_string() }}"
        ),
    }
}

/// The constant of the header that a rejection is about.
fn header(api: &Api, found: &Counterexample) -> Option<String> {
    found
        .rejection
        .strip_prefix("the header does not decode: ")?;
    let header = api.headers.first()?;
    Some(header.name.as_str().to_uppercase())
}

fn manifest() -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime");
    format!(
        r#"[workspace]

[package]
name = "counterexamples"
edition = "2024"

[features]
default = ["client", "rustls", "server", "builders"]
client = []
rustls = []
server = []
blocking = []
builders = []
serde = []

[dependencies]
bindwright-runtime = {{ path = {runtime:?}, features = ["chrono", "jiff", "pattern", "rustls", "server", "signing", "time", "unicode-pattern", "uuid"] }}
serde_json = "1"
tokio = {{ version = "1", features = ["io-util", "macros", "net", "rt"] }}

[profile.dev]
debug = false
incremental = false

[lints.rust]
warnings = "allow"
"#
    )
}

fn run(folder: &Path) -> Vec<String> {
    let target: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("cases");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).expect("answers as JSON")
}

fn save(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}
