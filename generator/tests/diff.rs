//! `bindwright diff` and `watch`: what they read, print, and return.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

const OLD: &str = "openapi: 3.0.3
info: {title: Pets, version: 1.4.2}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
      responses:
        '200':
          description: All pets.
          content: {application/json: {schema: {$ref: 'models/pet.yaml#/Pet'}}}
";

const PET: &str = "Pet:
  type: object
  required: [name]
  properties:
    name: {type: string}
    tag: {type: string}
";

/// A repository with the document and the file that it refers to.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet"]);
        repository.write("spec/api.yaml", OLD);
        repository.write("spec/models/pet.yaml", PET);
        repository.commit();
        repository
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        let mut command = Command::new("git");
        let command = command.args(who).args(arguments).current_dir(self.0.path());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?} {output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "Change"]);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindwright"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The last commit against the files.
    fn diff(&self, more: &[&str]) -> Output {
        let base = ["diff", "git:HEAD:spec/api.yaml", "spec/api.yaml"];
        self.run(&[&base, more].concat())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.diff(&["--format", "json"]).stdout).unwrap()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_commit_is_read_with_the_files_that_it_refers_to() {
    let repository = Repository::new();
    let output = repository.diff(&[]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stdout(&output), "0 changes\n");
    repository.write(
        "spec/models/pet.yaml",
        &PET.replace("    tag: {type: string}\n", ""),
    );
    let found = repository.json();
    let change = &found["changes"][0];
    assert_eq!(
        change["old"]["file"], "git:HEAD:spec/models/pet.yaml",
        "{change}"
    );
    assert_eq!(change["old"]["line"], 6);
    assert_eq!(change["callers"], "major");
    let between = ["diff", "git:HEAD:./api.yaml", "git:HEAD:./api.yaml"];
    let output = repository
        .command(&between)
        .current_dir(repository.path("spec"))
        .output();
    assert_eq!(stdout(&output.unwrap()), "0 changes\n");
}

#[test]
fn what_is_no_document_of_a_commit_is_rejected() {
    let repository = Repository::new();
    for (named, problem) in [
        ("git:nope:spec/api.yaml", "there is no commit `nope`"),
        (
            "git:HEAD:spec/none.yaml",
            "`HEAD` has no file `spec/none.yaml`",
        ),
        ("git:HEAD:../api.yaml", "leads out of the repository"),
        ("git:HEAD", "expected `git:REV:path`"),
        (
            "git:--output=x:spec/api.yaml",
            "there is no commit `--output=x`",
        ),
    ] {
        let output = repository.run(&["diff", named, "spec/api.yaml"]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(stderr(&output).contains(problem), "{}", stderr(&output));
    }
}

#[test]
fn every_problem_of_both_documents_is_reported() {
    let repository = Repository::new();
    repository.write("old.yaml", "openapi: 3.0.3\ninfo: {title: A}\npaths: {}\n");
    repository.write(
        "new.yaml",
        "openapi: 3.0.3\ninfo: {title: A, version: [1]}\npaths: {}\n",
    );
    let output = repository.run(&["diff", "old.yaml", "new.yaml", "--accept", "none.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = stderr(&output);
    for place in ["old.yaml:2", "new.yaml:2", "none.yaml: error"] {
        assert!(printed.contains(place), "{printed}");
    }
    assert!(output.stdout.is_empty());
}

#[test]
fn a_lower_limit_is_a_break_that_a_request_shows() {
    let repository = Repository::new();
    repository.write("spec/api.yaml", &OLD.replace("maximum: 100", "maximum: 50"));
    let output = repository.diff(&[]);
    assert!(output.status.success());
    insta::assert_snapshot!("lower_limit", stdout(&output));
}

#[test]
fn a_denied_change_fails_until_it_is_accepted() {
    let repository = Repository::new();
    repository.write("spec/api.yaml", &OLD.replace("maximum: 100", "maximum: 50"));
    let denied = repository.diff(&["--deny", "wire"]);
    assert_eq!(denied.status.code(), Some(1));
    let id = repository.json()["changes"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(stderr(&denied).contains(&id), "{}", stderr(&denied));
    assert!(repository.diff(&["--deny", "major"]).status.success());
    let entry =
        |change: &str| format!("  - change: {change:?}\n    reason: nobody asks for more\n");
    let accepted = format!("accepted:\n{}{}", entry(&id), entry("GET /pets: gone"));
    repository.write("accepted.yaml", &accepted);
    let accepted = repository.diff(&["--deny", "wire", "--accept", "accepted.yaml"]);
    assert!(accepted.status.success(), "{accepted:?}");
    let printed = stdout(&accepted);
    assert!(printed.contains("nobody asks for more"), "{printed}");
    assert!(
        printed.contains("there is no such change: GET /pets: gone"),
        "{printed}"
    );
}

#[test]
fn an_acceptance_needs_a_reason() {
    let repository = Repository::new();
    for (text, problem) in [
        (
            "accepted:\n  - change: a\n    reason: ' '\n",
            "without a reason",
        ),
        ("accepted:\n  - change: a\n", "missing field `reason`"),
        ("accept:\n  - change: a\n", "unknown field `accept`"),
    ] {
        repository.write("accepted.yaml", text);
        let output = repository.diff(&["--accept", "accepted.yaml"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(problem), "{}", stderr(&output));
    }
}

#[test]
fn a_version_that_is_too_low_is_reported() {
    let repository = Repository::new();
    let new = PET.replace("    tag: {type: string}\n", "");
    repository.write("spec/models/pet.yaml", &new);
    repository.write("spec/api.yaml", &OLD.replace("1.4.2", "1.5.0"));
    let version = repository.json()["version"].clone();
    assert_eq!(version["level"], "major");
    assert_eq!(version["lowest"], "2.0.0");
    assert_eq!(version["too_low"], "1.5.0");
    let output = repository.diff(&["--format", "json", "--current-version", "0.3.0"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["version"]["lowest"], "0.4.0");
}

#[test]
fn watch_generates_on_every_save_and_says_what_changed() {
    let repository = Repository::new();
    let mut command = repository.command(&["watch", "spec/api.yaml", "--output", "pets"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let child = Arc::new(Mutex::new(child));
    let watchdog = Arc::clone(&child);
    // If nothing is printed any more, the end of the process ends the test.
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(100));
        watchdog.lock().unwrap().kill().ok();
    });
    let mut until_waiting = || {
        let mut seen = String::new();
        loop {
            let line = lines
                .next()
                .unwrap_or_else(|| panic!("no more output\n{seen}"))
                .unwrap();
            if line.starts_with("watching") {
                return seen;
            }
            seen.push_str(&line);
            seen.push('\n');
        }
    };
    let first = until_waiting();
    assert!(first.contains("0 changes"), "{first}");
    // A file that the document refers to, replaced as editors do it.
    let new = PET.replace("tag", "label");
    repository.write("spec/models/pet.yaml.new", &new);
    fs::rename(
        repository.path("spec/models/pet.yaml.new"),
        repository.path("spec/models/pet.yaml"),
    )
    .unwrap();
    let second = until_waiting();
    assert!(second.contains("Pet.label"), "{second}");
    let types = fs::read_to_string(repository.path("pets/src/types.rs")).unwrap();
    assert!(types.contains("label"), "{types}");
    repository.write("spec/api.yaml", &OLD.replace("maximum: 100", "maximum: 50"));
    let third = until_waiting();
    assert!(third.contains("100 -> 50"), "{third}");
    let mut child = child.lock().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}
