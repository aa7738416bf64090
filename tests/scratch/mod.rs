//! The scratch crate: every case's output as one of its modules, below `target/`, in a workspace of its own, with the
//! dependencies that this repository has locked.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use bindwright::DateTimes;
use bindwright::emit::Root;
use bindwright::format::File;

use crate::support::{case_name, cases, generate_with, large, root};

/// Writes what differs, and says where the crate is.
pub fn scratch() -> PathBuf {
    static WRITING: Mutex<()> = Mutex::new(());
    let _writing = WRITING.lock();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let mut lib = String::from("//! Every case.\n\n");
    for (name, files) in modules() {
        lib.push_str(&format!("pub mod {name};\n"));
        for file in files {
            let text = compiled_example(&name, &file.text);
            write(&folder.join("src").join(&name).join(&file.path), &text);
        }
    }
    write(&folder.join("src/lib.rs"), &lib);
    write(&folder.join("Cargo.toml"), &manifest(&features()));
    let locked = fs::read_to_string(root().join("Cargo.lock")).expect("a lock file");
    if !folder.join("Cargo.lock").exists() {
        write(&folder.join("Cargo.lock"), &locked);
    }
    folder
}

/// The file with its example as a doctest: here the path of the module is known.
fn compiled_example(module: &str, text: &str) -> String {
    let text = text.replace(
        "//! ```ignore (the path of this module is not known)",
        "//! ```no_run\n//! # #[allow(deprecated)]\n//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {",
    );
    let text = text.replace("//! use crate::", &format!("//! use cases::{module}::"));
    // The line that ends the example is the first of its kind below it.
    let Some((before, example)) = text.split_once("//! # async fn example()") else {
        return text;
    };
    let example = example.replacen("//! ```\n", "//! # Ok(())\n//! # }\n//! ```\n", 1);
    format!("{before}//! # async fn example(){example}")
}

/// The cases by name, with the files of each.
fn modules() -> Vec<(String, Vec<File>)> {
    let cases = cases();
    let cases = cases
        .iter()
        .map(|case| (case_name(case), case.clone(), DateTimes::default()));
    let formats = |name: &str, date_times| {
        let case = PathBuf::from("tests/cases/schema/formats.yaml");
        (format!("schema_formats_{name}"), case, date_times)
    };
    let others = [
        ("large".to_owned(), large(), DateTimes::default()),
        (
            "guides_pets".to_owned(),
            PathBuf::from("docs/src/tutorials/pets.yaml"),
            DateTimes::default(),
        ),
        formats("chrono", DateTimes::Chrono),
        formats("time", DateTimes::Time),
        formats("string", DateTimes::String),
    ];
    let mut all: Vec<_> = cases.chain(others).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all.into_iter()
        .map(|(name, case, date_times)| (name, generate_with(&case, Root::Module, date_times).0))
        .collect()
}

/// The features of every crate.
const SIDES: [&str; 10] = [
    "client",
    "blocking",
    "credentials",
    "rustls",
    "native-tls",
    "builders",
    "dyn",
    "server",
    "server-docs",
    "serde",
];

/// The features that tags have in the cases, each with those that it enables.
pub fn features() -> BTreeSet<String> {
    let mut features = BTreeSet::new();
    for (_, files) in modules() {
        let texts = files
            .iter()
            .flat_map(|file| file.text.split("cfg(feature = \"").skip(1));
        features.extend(texts.filter_map(|text| text.split('"').next().map(str::to_owned)));
    }
    features.retain(|name| !SIDES.contains(&name.as_str()));
    features
}

/// All features but `native-tls`, which wants the headers of OpenSSL, and `server-docs`, which wants the document beside each module
/// of a server: `tests/embedded_document.rs` has it.
pub fn everything() -> String {
    let tags = features().into_iter();
    let left_out = ["native-tls", "server-docs"];
    let sides = SIDES.into_iter().filter(|name| !left_out.contains(name));
    sides
        .map(str::to_owned)
        .chain(tags)
        .collect::<Vec<_>>()
        .join(",")
}

fn manifest(features: &BTreeSet<String>) -> String {
    let runtime = root().join("generator/runtime");
    let tests = root().join("tests/behaviour/all.rs");
    let features: String = features
        .iter()
        .filter(|name| *name != "exports")
        .map(|name| format!("{name} = []\n"))
        .collect();
    format!(
        r#"[workspace]

[package]
name = "cases"
edition = "2024"
rust-version = "1.89"

[features]
client = ["bindwright-runtime/client"]
blocking = ["client", "bindwright-runtime/blocking"]
credentials = ["client", "bindwright-runtime/credentials"]
rustls = ["client", "bindwright-runtime/rustls"]
native-tls = ["client", "bindwright-runtime/native-tls"]
builders = ["bindwright-runtime/builders"]
server = ["builders", "bindwright-runtime/server"]
server-docs = []
dyn = ["bindwright-runtime/dyn"]
serde = ["bindwright-runtime/serde"]
exports = ["tasks"] # as the docs of its case say
{features}
[dependencies]
bindwright-runtime = {{ path = {runtime:?}, features = ["chrono", "jiff", "pattern", "signing", "time", "unicode-pattern", "uuid"] }}

[dev-dependencies]
axum = {{ version = "0.8", default-features = false }}
futures-util = {{ version = "0.3", default-features = false }}
http-body-util = "0.1"
serde_json = "1"
tokio = {{ version = "1", features = ["io-util", "macros", "net", "rt", "test-util", "time"] }}
tower = "0.5"

[[test]]
name = "behaviour"
path = {tests:?}
required-features = ["rustls", "server", "serde"]

[profile.dev]
debug = false
incremental = false

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

/// Checks a program that uses the cases and has errors, and returns what the compiler prints.
pub fn check_fails(name: &str, program: &str) -> String {
    let source = scratch().join("examples").join(name).with_extension("rs");
    write(&source, program);
    let features = everything();
    let arguments = ["check", "--example", name, "--features", &features];
    let (succeeded, printed) = run(&scratch(), &arguments, &[]);
    // Other runs compile all targets.
    fs::remove_file(&source).expect("a file can be removed");
    assert!(!succeeded, "{printed}");
    printed
}

/// Runs cargo in a folder, with a target folder that these runs share, and returns what it prints.
pub fn cargo(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let (succeeded, printed) = run(folder, arguments, variables);
    assert!(succeeded, "cargo {}\n{printed}", arguments.join(" "));
    printed
}

/// Whether cargo succeeded, and what it printed.
fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (bool, String) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("cases");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .envs(variables.iter().copied())
        .output()
        .expect("cargo runs");
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    (output.status.success(), printed)
}
