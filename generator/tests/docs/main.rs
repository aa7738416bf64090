//! The guides: every command runs and prints what the page shows, every YAML document generates, every listing is part of
//! a file that compiles, every link resolves, and the reference is complete.
//!
//! `UPDATE_DOCS=1 cargo test -p bindwright --test docs` updates listings, output and the catalogue in the pages. The files
//! that contain the listings are `tests/behaviour/guides.rs` and `tests/workspace/guides/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod links;
mod markdown;
mod reference;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use markdown::Block;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Commands of the guides that this test does not run, each run by something else.
const ELSEWHERE: &[(&str, &str)] = &[
    ("cargo test --workspace", ".ci/run"),
    ("cargo build", ".ci/run"),
    ("cargo test", ".ci/run"),
    (".ci/run", "CI"),
    (
        "cargo run --example quickstart --features server",
        "`cargo test` builds it",
    ),
    ("cargo run --manifest-path sandbox/Cargo.toml", ".ci/report"),
    (
        "HUAWEICLOUD_TOKEN=sandbox-token-that-protects-nothing HUAWEICLOUD_SDK_PROJECT_ID=2b31ed520a1b4c3d8e9f00112233aabb cargo run --example workspace-export -- --endpoint http://127.0.0.1:8080 connections --output report.xlsx",
        ".ci/report",
    ),
    ("cargo run", "tests/behaviour/guides.rs runs the program"),
    ("cargo check", "tests/compile.rs checks what is generated"),
    ("cargo test -p bindwright --test docs", "this test"),
    ("cargo test --test output", "tests/output.rs"),
    ("cargo test --test diagnostics", "tests/diagnostics.rs"),
    ("cargo test --test review", "tests/review.rs"),
    (
        "UPDATE_DOCS=1 cargo test -p bindwright --test docs",
        "this test",
    ),
    // Tools that a reader installs, and Git.
    ("cargo install --path generator", "a reader"),
    ("cargo install cargo-insta", "a reader"),
    ("cargo insta test --review --test review", "a reader"),
    ("cargo new shop", "a reader"),
    ("cargo new reports", "a reader"),
    ("git diff generated", "a reader"),
    ("git add spec generated tests", "a reader"),
    ("spec/lint.sh", "a reader: it needs Node.js"),
];

/// A folder in which the commands of one page run.
struct Bench(TempDir);

impl Bench {
    /// With the documents of the tutorials, and the Workspace document.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(root().join("docs/src/tutorials")).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml" || extension == "html")
            {
                fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
            }
        }
        let facts = folder.path().join("spec/facts");
        fs::create_dir_all(&facts).unwrap();
        for name in ["workspace.yaml", "facts/ListExportTasks.yaml"] {
            let name = Path::new("spec").join(name);
            fs::copy(root().join(&name), folder.path().join(&name)).unwrap();
        }
        let bench = Self(folder);
        bench.git(&["init", "--quiet"]);
        bench.git(&["add", "."]);
        bench.git(&["commit", "--quiet", "--message", "As it was"]);
        bench
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        let mut command = Command::new("git");
        let command = command.args(who).args(arguments);
        let output = command.current_dir(self.0.path()).output().unwrap();
        assert!(output.status.success(), "{arguments:?} {output:?}");
    }

    /// Applies a change that the page shows, as a reader does.
    fn apply(&self, change: &str) {
        fs::write(self.0.path().join("change.patch"), change).unwrap();
        self.git(&["apply", "change.patch"]);
    }

    /// What a command prints; `None` if another test runs it.
    fn run(&self, command: &str) -> Option<String> {
        let line = command.split("  #").next().unwrap().trim();
        let line = line.replace("cargo run -p bindwright -- ", "bindwright ");
        let Some(arguments) = line.strip_prefix("bindwright ") else {
            let known = ELSEWHERE.iter().any(|(known, _)| *known == line);
            assert!(known || line.starts_with("cd "), "nothing runs `{line}`");
            return None;
        };
        let arguments = arguments.replace("/tmp/", "");
        let output = Command::new(env!("CARGO_BIN_EXE_bindwright"))
            .args(arguments.split(' '))
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let printed = text(&output.stderr) + &text(&output.stdout);
        let compares = line.starts_with("bindwright drift ") && !line.ends_with("--help");
        let differs = compares && !printed.contains("no differences");
        let failed = printed.contains("error[") || differs;
        assert_eq!(
            output.status.success(),
            !failed,
            "`{line}` prints\n{printed}"
        );
        Some(printed)
    }

    /// The block with what its commands print. A command without output in the page stays so.
    fn transcript(&self, block: &Block) -> String {
        let mut lines = block.text.lines().peekable();
        let mut text = String::new();
        while let Some(line) = lines.next() {
            let command = line
                .strip_prefix("$ ")
                .unwrap_or_else(|| panic!("`{line}` follows no command"));
            _ = writeln!(text, "{line}");
            let mut shown = String::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                _ = writeln!(shown, "{line}");
            }
            match self.run(command).filter(|_| !shown.is_empty()) {
                // How many files the runtime has is of no interest here.
                Some(printed) if without_counts(&printed) != without_counts(&shown) => {
                    text.push_str(&printed);
                }
                _ => text.push_str(&shown),
            }
        }
        text.lines()
            .map(|line| format!("{}\n", line.trim_end()))
            .collect()
    }
}

/// The text without numbers before `files`, and without blanks at the ends of lines.
fn without_counts(text: &str) -> String {
    let words = text.lines().map(|line| {
        let words: Vec<&str> = line.trim_end().split(' ').collect();
        let kept = words.iter().enumerate().map(|(index, word)| {
            let counts = words.get(index + 1) == Some(&"files");
            if counts {
                word.trim_end_matches(|c: char| c.is_ascii_digit())
            } else {
                word
            }
        });
        kept.collect::<Vec<_>>().join(" ")
    });
    words.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[test]
fn every_command_prints_what_the_page_shows() {
    let _lock = markdown::lock();
    let mut outdated = Vec::new();
    for path in markdown::pages(&root()) {
        let text = fs::read_to_string(&path).unwrap();
        let bench = Bench::new();
        let expected = markdown::with_blocks(&text, |block| match block.language.as_str() {
            "console" => Some(bench.transcript(block)),
            "patch" => {
                bench.apply(&block.text);
                None
            }
            _ => None,
        });
        outdated.extend(markdown::compare(&path, &expected).err());
    }
    assert!(outdated.is_empty(), "{}", outdated.join("\n"));
}

/// A part of a document with what every document needs.
fn completed(yaml: &str) -> String {
    if yaml.starts_with("openapi:") || yaml.starts_with("swagger:") {
        return yaml.to_owned();
    }
    let paths = yaml.lines().any(|line| line == "paths:");
    let paths = if paths { "" } else { "paths: {}\n" };
    format!("openapi: 3.1.0\ninfo: {{title: Example, version: 1.0.0}}\n{paths}{yaml}")
}

#[test]
fn every_yaml_block_generates() {
    let folder = tempfile::tempdir().unwrap();
    for path in markdown::pages(&root()) {
        let text = fs::read_to_string(&path).unwrap();
        for block in markdown::blocks(&text) {
            if block.language != "yaml" {
                continue;
            }
            // An overlay corrects the document with a mistake.
            let mut command = Command::new(env!("CARGO_BIN_EXE_bindwright"));
            if block.text.starts_with("overlay:") {
                fs::write(folder.path().join("overlay.yaml"), &block.text).unwrap();
                let document = root().join("docs/src/tutorials/typo.yaml");
                command.arg("generate").arg(document);
                command.args(["--overlay", "overlay.yaml"]);
            } else {
                fs::write(folder.path().join("api.yaml"), completed(&block.text)).unwrap();
                command.args(["generate", "api.yaml"]);
            }
            let output = command
                .args(["--modules", "--output", "out"])
                .current_dir(folder.path())
                .output()
                .unwrap();
            let report = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success() && report.is_empty(),
                "{}:{}\n{report}",
                path.display(),
                block.line
            );
        }
    }
}
