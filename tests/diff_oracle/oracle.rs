//! What rustc says: programs about the old versions, compiled against the new ones, many in one crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use bindwright::ir::COMMON_FEATURES;
use bindwright::surface::Surface;
use serde_json::Value;

use super::consumer::Consumer;
use super::pairs::Version;
use crate::support::root;

/// A program: who writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    Caller,
    Implementor,
    CompleteImplementor,
    /// The generator: the crate itself does not compile.
    Generator,
}

const AUTHORS: [(Author, &str); 3] = [
    (Author::Caller, "caller"),
    (Author::Implementor, "implementor"),
    (Author::CompleteImplementor, "complete"),
];

/// The features that all programs of a run turn on, besides those that come from the document.
const SIDES: [&[&str]; 2] = [
    &["client"],
    &["client", "rustls", "builders", "server", "dyn", "serde"],
];

/// Which programs do not compile, with the first error of each.
pub type Failures = BTreeMap<(usize, Author), String>;

/// One program with the version that it is compiled against.
struct Program<'a> {
    pair: usize,
    old: &'a Surface,
    new: &'a Version,
    /// The features of the document that are on in the old version.
    features: Vec<String>,
}

/// Cargo gives the crates of all tests the same place below the shared target folder: their workspaces have the same layout.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Compiles the programs of the old version of each pair against the new one.
pub fn compile(folder: &Path, pairs: &[(&Version, &Version)]) -> Failures {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut failures = Failures::new();
    for sides in SIDES {
        let mut programs = Vec::new();
        for (index, (old, new)) in pairs.iter().enumerate() {
            let own = document_features(&old.surface);
            let single = own.iter().filter(|_| own.len() > 1 && sides.len() == 1);
            let selections = single.map(|one| vec![one.clone()]).chain([own.clone()]);
            for features in selections {
                programs.push(Program {
                    pair: index,
                    old: &old.surface,
                    new,
                    features,
                });
            }
        }
        run(folder, sides, &programs, &mut failures);
    }
    failures
}

/// The features that come from the document.
fn document_features(surface: &Surface) -> Vec<String> {
    let is_common = |name: &str| COMMON_FEATURES.iter().any(|(common, _)| *common == name);
    let names = surface.features.keys();
    names.filter(|name| !is_common(name)).cloned().collect()
}

/// Compiles until the rest has no errors.
fn run(folder: &Path, sides: &[&str], programs: &[Program<'_>], failures: &mut Failures) {
    let mut left = BTreeSet::new();
    let mut modules = BTreeSet::new();
    _ = fs::remove_dir_all(folder.join("generated/src"));
    _ = fs::remove_dir_all(folder.join("callers/src"));
    for (index, program) in programs.iter().enumerate() {
        let missing = program
            .features
            .iter()
            .find(|one| !program.new.surface.features.contains_key(*one));
        if let Some(missing) = missing {
            failures.insert(
                (program.pair, Author::Caller),
                format!("no feature {missing}"),
            );
            failures.insert(
                (program.pair, Author::Implementor),
                format!("no feature {missing}"),
            );
            failures.insert(
                (program.pair, Author::CompleteImplementor),
                format!("no feature {missing}"),
            );
            continue;
        }
        let all: Vec<&str> = sides
            .iter()
            .copied()
            .chain(program.features.iter().map(String::as_str))
            .collect();
        let on = Consumer::new(&program.new.surface, &all).features().clone();
        for file in &program.new.files {
            let text = decided(&file.text, &program.new.surface, &on);
            write(
                &folder.join(format!("generated/src/p{index}/{}", file.path)),
                &text,
            );
        }
        modules.insert(index);
        let consumer = Consumer::new(program.old, &all);
        for (author, name) in AUTHORS {
            let text = match author {
                Author::Caller => consumer.caller(),
                Author::Implementor => consumer.implementor(true),
                Author::CompleteImplementor | Author::Generator => consumer.implementor(false),
            };
            write(
                &folder.join(format!("callers/src/p{index}/{name}.rs")),
                &text,
            );
            left.insert((index, author));
        }
    }
    write(
        &folder.join("Cargo.toml"),
        "[workspace]\nmembers = [\"generated\", \"callers\"]\nresolver = \"3\"\n[profile.dev]\ndebug = false\nincremental = false\n",
    );
    write(&folder.join("generated/Cargo.toml"), &generated_manifest());
    write(&folder.join("callers/Cargo.toml"), CALLERS);
    if !folder.join("Cargo.lock").exists() {
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    }
    loop {
        let lib = library(&left);
        write(&folder.join("generated/src/lib.rs"), &crates(&modules));
        write(&folder.join("callers/src/lib.rs"), &lib);
        let errors = check(folder, sides);
        if errors.is_empty() {
            return;
        }
        for (file, message) in errors {
            let place = place(&file).unwrap_or_else(|| panic!("{file}: {message}"));
            left.remove(&place);
            if place.1 == Author::Generator {
                modules.remove(&place.0);
                left.retain(|(index, _)| *index != place.0);
            }
            failures
                .entry((programs[place.0].pair, place.1))
                .or_insert(message);
        }
    }
}

/// The crate of all generated crates.
fn crates(modules: &BTreeSet<usize>) -> String {
    let mut lib = String::from("#![allow(warnings)]\n#![recursion_limit = \"4096\"]\n");
    for index in modules {
        lib.push_str(&format!("pub mod p{index};\n"));
    }
    lib
}

/// The crate of all programs that are left.
fn library(left: &BTreeSet<(usize, Author)>) -> String {
    let mut lib = String::from("#![allow(warnings)]\n");
    let pairs: BTreeSet<usize> = left.iter().map(|(index, _)| *index).collect();
    for index in pairs {
        let mine = AUTHORS
            .iter()
            .filter(|(author, _)| left.contains(&(index, *author)));
        let mine: String = mine.map(|(_, name)| format!(" pub mod {name};")).collect();
        lib.push_str(&format!(
            "pub mod p{index} {{ pub use generated::p{index} as g;{mine} }}\n"
        ));
    }
    lib
}

/// `callers/src/p17/caller.rs` is the caller of the program 17.
fn place(file: &str) -> Option<(usize, Author)> {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    if let ["generated", "src", program, ..] = parts.as_slice() {
        return Some((program.strip_prefix('p')?.parse().ok()?, Author::Generator));
    }
    let [.., "callers", "src", program, name] = parts.as_slice() else {
        return None;
    };
    let author = AUTHORS
        .iter()
        .find(|(_, one)| name.strip_suffix(".rs") == Some(one))?
        .0;
    Some((program.strip_prefix('p')?.parse().ok()?, author))
}

/// The code with the features of its document decided, since Cargo knows those of all documents together.
pub fn decided(text: &str, surface: &Surface, on: &BTreeSet<String>) -> String {
    let mut text = text.to_owned();
    for name in document_features(surface) {
        let decision = if on.contains(&name) { "all()" } else { "any()" };
        text = text.replace(&format!("feature = \"{name}\""), decision);
    }
    text
}

/// The errors by file.
fn check(folder: &Path, sides: &[&str]) -> Vec<(String, String)> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("cases");
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "-q",
            "--offline",
            "-p",
            "callers",
            "--message-format",
            "json",
            "--features",
            &sides.join(","),
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .stderr(Stdio::piped())
        .output()
        .expect("cargo runs");
    let mut errors = Vec::new();
    let mut others = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).unwrap_or_default();
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        let text = message["rendered"].as_str().unwrap_or_default().to_owned();
        let spans = message["spans"].as_array().cloned().unwrap_or_default();
        let files = spans.iter().filter_map(|span| span["file_name"].as_str());
        let mut files: Vec<&str> = files.filter(|file| place(file).is_some()).collect();
        files.dedup();
        // An error in a program may point at the crate as well.
        files.sort_by_key(|file| place(file).map(|(_, author)| author));
        // An error inside a macro of the runtime names the call in its text only.
        let printed = text
            .split_whitespace()
            .filter_map(|word| word.split(".rs:").next());
        let printed = printed.map(|word| format!("{word}.rs"));
        let mut printed = printed.filter(|file| place(file).is_some());
        match files
            .first()
            .map(|file| (*file).to_owned())
            .or_else(|| printed.next())
        {
            Some(file) => errors.push((file, text)),
            None => others.push(text),
        }
    }
    let failed = !output.status.success();
    assert!(
        !failed || !errors.is_empty(),
        "{}\n{}",
        others.join("\n"),
        String::from_utf8_lossy(&output.stderr)
    );
    errors
}

pub fn generated_manifest() -> String {
    let runtime: PathBuf = root().join("generator/runtime");
    format!(
        r#"[package]
name = "generated"
edition = "2024"

[features]
client = ["bindwright-runtime/client"]
rustls = ["client", "bindwright-runtime/rustls"]
blocking = ["client", "bindwright-runtime/blocking"]
credentials = ["client", "bindwright-runtime/credentials"]
builders = ["bindwright-runtime/builders"]
server = ["builders", "bindwright-runtime/server"]
dyn = ["bindwright-runtime/dyn"]
serde = ["bindwright-runtime/serde"]

[dependencies]
bindwright-runtime = {{ path = {runtime:?}, features = ["chrono", "jiff", "pattern", "signing", "time", "unicode-pattern", "uuid"] }}
"#
    )
}

const CALLERS: &str = r#"[package]
name = "callers"
edition = "2024"

[features]
client = ["generated/client"]
rustls = ["generated/rustls"]
builders = ["generated/builders"]
server = ["generated/server"]
dyn = ["generated/dyn"]
serde = ["generated/serde"]

[dependencies]
generated = { path = "../generated" }
serde = "1"
"#;

pub fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}
