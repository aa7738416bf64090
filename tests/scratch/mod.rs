//! The scratch crate: every case's output as one of its modules, below `target/`, in a workspace of its own, with the
//! dependencies that this repository has locked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use bindwright::DateTimes;
use bindwright::emit::Root;

use crate::support::{case_name, cases, generate_with, root};

/// Writes what differs, and says where the crate is.
pub fn scratch() -> PathBuf {
    static WRITING: Mutex<()> = Mutex::new(());
    let _writing = WRITING.lock();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let mut lib = String::from("//! Every case.\n\n");
    let cases = cases().into_iter().map(|case| {
        let name = case_name(&case);
        (case, name, DateTimes::default())
    });
    let formats = |name: &str, date_times| {
        let case = PathBuf::from("tests/cases/schema/formats.yaml");
        (case, format!("schema_formats_{name}"), date_times)
    };
    let choices = [
        formats("chrono", DateTimes::Chrono),
        formats("time", DateTimes::Time),
        formats("string", DateTimes::String),
    ];
    let mut modules: Vec<_> = cases.chain(choices).collect();
    modules.sort_by(|one, other| one.1.cmp(&other.1));
    for (case, name, date_times) in modules {
        lib.push_str(&format!("pub mod {name};\n"));
        let (files, _) = generate_with(&case, Root::Module, date_times);
        for file in files {
            write(&folder.join("src").join(&name).join(&file.path), &file.text);
        }
    }
    write(&folder.join("src/lib.rs"), &lib);
    write(&folder.join("Cargo.toml"), &manifest());
    let locked = fs::read_to_string(root().join("Cargo.lock")).expect("a lock file");
    if !folder.join("Cargo.lock").exists() {
        write(&folder.join("Cargo.lock"), &locked);
    }
    folder
}

fn manifest() -> String {
    let runtime = root().join("generator/runtime");
    let tests = root().join("tests/behaviour/all.rs");
    format!(
        r#"[workspace]

[package]
name = "cases"
edition = "2024"
rust-version = "1.89"

[features]
client = ["bindwright-runtime/client"]
server = ["bindwright-runtime/server"]
serde = ["bindwright-runtime/serde"]

[dependencies]
bindwright-runtime = {{ path = {runtime:?}, features = ["chrono", "jiff", "pattern", "time", "uuid"] }}

[dev-dependencies]
axum = {{ version = "0.8", default-features = false }}
futures-util = {{ version = "0.3", default-features = false }}
http-body-util = "0.1"
serde_json = "1"
tokio = {{ version = "1", features = ["io-util", "macros", "net", "rt", "time"] }}
tower = "0.5"

[lib]
doctest = false

[[test]]
name = "behaviour"
path = {tests:?}
required-features = ["client", "server", "serde"]

[profile.dev]
debug = "line-tables-only"

[lints.rust]
missing_docs = "deny"
unused = "deny"
warnings = "deny"
"#
    )
}

fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// Runs cargo on the scratch crate, with a target folder that these runs share.
pub fn cargo(scratch: &Path, arguments: &[&str], variables: &[(&str, &str)]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("cases");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .envs(variables.iter().copied())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo {}\n{}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
