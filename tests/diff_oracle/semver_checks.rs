//! What cargo-semver-checks says about pairs of crates, by the JSON that rustdoc writes about each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindwright::diff::SemverLevel;

use super::consumer::Consumer;
use super::oracle::{decided, generated_manifest, write};
use super::pairs::Version;
use crate::support::root;

/// All features that are the same in every crate.
const FEATURES: &str = "client,rustls,builders,server,serde";

/// A verdict, with the names of the lints that led to it.
pub struct LintVerdict {
    pub level: SemverLevel,
    pub lints: BTreeSet<String>,
}

/// Compares the crates of two versions.
pub fn semver_checks(folder: &Path, old: &Version, new: &Version) -> LintVerdict {
    let [baseline, current] = [(old, "old"), (new, "new")].map(|(version, name)| {
        let json = rustdoc(folder, version);
        let kept = folder.join(format!("{name}.json"));
        fs::copy(json, &kept).expect("rustdoc has written JSON");
        kept
    });
    for (release, level) in [("minor", SemverLevel::Major), ("patch", SemverLevel::Minor)] {
        let output = lint(&baseline, &current, release);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        // `--- failure struct_missing: pub struct removed or renamed ---`
        let failures = text.lines().filter_map(|line| {
            let (name, _) = line.strip_prefix("--- failure ")?.split_once(':')?;
            Some(name.to_owned())
        });
        let lints: BTreeSet<String> = failures.collect();
        let is_consistent = output.status.success() == lints.is_empty();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(is_consistent, "{text}{errors}");
        if !lints.is_empty() {
            return LintVerdict { level, lints };
        }
    }
    LintVerdict {
        level: SemverLevel::Patch,
        lints: BTreeSet::new(),
    }
}

fn lint(baseline: &Path, current: &Path, release: &str) -> Output {
    let output = Command::new(env!("CARGO"))
        .args([
            "semver-checks",
            "--color",
            "never",
            "--release-type",
            release,
        ])
        .arg("--baseline-rustdoc")
        .arg(baseline)
        .arg("--current-rustdoc")
        .arg(current)
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        !errors.contains("no such command"),
        "install it: cargo install cargo-semver-checks --locked"
    );
    output
}

/// The JSON about the crate of a version. It is written by an option of rustdoc that is not stable.
fn rustdoc(folder: &Path, version: &Version) -> PathBuf {
    let source = folder.join("generated/src");
    _ = fs::remove_dir_all(&source);
    let all: Vec<&str> = FEATURES.split(',').collect();
    let own = version.surface.features.keys().map(String::as_str);
    // What it adds has the document beside it, which is not written here.
    let own = own.filter(|name| *name != "server-docs");
    let all: Vec<&str> = all.into_iter().chain(own).collect();
    let on = Consumer::new(&version.surface, &all).features().clone();
    for file in &version.files {
        let text = decided(&file.text, &version.surface, &on);
        write(&source.join("api").join(&file.path), &text);
    }
    write(
        &source.join("lib.rs"),
        "#![allow(warnings)]\n#![recursion_limit = \"4096\"]\npub mod api;\n",
    );
    let manifest = format!("{}\n[workspace]\n", generated_manifest());
    write(&folder.join("generated/Cargo.toml"), &manifest);
    let lock = folder.join("generated/Cargo.lock");
    if !lock.exists() {
        fs::copy(root().join("Cargo.lock"), lock).expect("a lock file");
    }
    let target = folder.join("target");
    let output = Command::new(env!("CARGO"))
        .args(["rustdoc", "-q", "--offline", "--features", FEATURES, "--"])
        .args(["-Z", "unstable-options", "--output-format", "json"])
        .current_dir(folder.join("generated"))
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    target.join("doc/generated.json")
}
