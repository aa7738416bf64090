//! The scripts behind `action.yml` and the hooks, run as GitHub and pre-commit run them: in a clean clone with a changed document.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const DOCUMENT: &str = "spec/workspace.yaml";

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap()
}

/// A clone of this repository, with a commit that changes its document.
struct CleanClone {
    folder: TempDir,
}

impl CleanClone {
    /// `None` if the sources are not in a repository, as in a downloaded archive.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let root = root();
        if !root.join(".git").exists() {
            eprintln!("skipped: the sources are not in a Git repository");
            return None;
        }
        let arguments = ["clone", "--quiet", "--no-hardlinks"];
        let cloned = Command::new("git")
            .args(arguments)
            .arg(&root)
            .arg(folder.path())
            .output();
        let cloned = cloned.unwrap();
        assert!(cloned.status.success(), "{cloned:?}");
        Some(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        let output = Command::new("git")
            .args(who)
            .args(arguments)
            .current_dir(self.path())
            .output();
        let output = output.unwrap();
        assert!(output.status.success(), "{arguments:?} {output:?}");
    }

    /// Replaces a text that the document has once, and commits.
    fn change(&self, from: &str, to: &str) {
        let path = self.path().join(DOCUMENT);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from}");
        fs::write(&path, text.replace(from, to)).unwrap();
        self.git(&[
            "commit",
            "--quiet",
            "--all",
            "--message",
            "Change the document",
        ]);
    }

    /// Runs a script of the clone.
    fn script(&self, name: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
        Command::new(self.path().join(".github/scripts").join(name))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("GITHUB_STEP_SUMMARY")
            .env("BINDWRIGHT", env!("CARGO_BIN_EXE_bindwright"))
            .envs(variables.iter().copied())
            .output()
            .unwrap()
    }

    /// Runs the review against the commit before the change.
    fn review(&self, more: &[(&str, &str)]) -> (bool, String) {
        let variables = [
            ("SPEC", DOCUMENT),
            ("BASE", "HEAD~1"),
            ("FACTS", "spec/facts"),
        ];
        let output = self.script("review", &[&variables, more].concat(), &[]);
        let printed = String::from_utf8(output.stdout).unwrap();
        let problems = String::from_utf8_lossy(&output.stderr);
        assert!(problems.is_empty(), "{problems}");
        (output.status.success(), printed)
    }
}

/// The maximum of `limit` in the list of tasks.
const OLD_LIMIT: &str = "maximum: 100, default: 20";

#[test]
fn a_changed_document_is_reviewed_in_a_clean_clone() {
    let Some(clone) = CleanClone::new() else {
        return;
    };
    clone.change(OLD_LIMIT, "maximum: 50, default: 20");
    let (passed, comment) = clone.review(&[]);
    assert!(passed, "{comment}");
    insta::assert_snapshot!("review_of_a_limit", comment);
}

#[test]
fn what_is_denied_fails_until_it_is_accepted() {
    let Some(clone) = CleanClone::new() else {
        return;
    };
    clone.change(OLD_LIMIT, "maximum: 50, default: 20");
    let (passed, comment) = clone.review(&[("DENY", "wire")]);
    assert!(!passed);
    let id = comment.lines().find_map(|line| line.strip_prefix("  "));
    let id = id.unwrap_or_else(|| panic!("{comment}"));
    let accepted =
        format!("accepted:\n  - change: {id:?}\n    reason: the service never returns more\n");
    fs::write(clone.path().join("accepted.yaml"), accepted).unwrap();
    let (passed, comment) = clone.review(&[("DENY", "wire"), ("ACCEPT", "accepted.yaml")]);
    assert!(passed, "{comment}");
    let (passed, _) = clone.review(&[("DENY", "drift")]);
    assert!(!passed, "the facts say another limit");
}

#[test]
fn a_broken_document_is_a_comment_too() {
    let Some(clone) = CleanClone::new() else {
        return;
    };
    clone.change(OLD_LIMIT, "maximum: many, default: 20");
    let (passed, comment) = clone.review(&[]);
    assert!(!passed);
    assert!(comment.contains("**The document has errors**"), "{comment}");
    assert!(comment.contains("spec/workspace.yaml:"), "{comment}");
}

/// A `gh` that writes its arguments and the comment to files, and knows one earlier comment if `earlier` is its number.
fn fake_gh(folder: &Path, earlier: &str) {
    let script = format!(
        "#!/usr/bin/env bash\nprintf '%s\\n' \"$*\" >>\"{0}/calls\"\n\
         case \"$*\" in *--jq*) echo '{earlier}' ;; *) for a; do case $a in body=@*) cp \"${{a#body=@}}\" \"{0}/body\" ;; esac; done ;; esac\n",
        folder.display()
    );
    let path = folder.join("gh");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_comment_is_posted_once_and_then_replaced() {
    let Some(clone) = CleanClone::new() else {
        return;
    };
    let bin = tempfile::tempdir().unwrap();
    let path = format!(
        "{}:{}",
        bin.path().display(),
        std::env::var("PATH").unwrap()
    );
    fs::write(clone.path().join("comment.md"), "**No change**\n").unwrap();
    let variables = [
        ("PATH", path.as_str()),
        ("COMMENT", "comment.md"),
        ("PULL_REQUEST", "7"),
        ("GITHUB_REPOSITORY", "a/b"),
        ("TITLE", "api.yaml"),
    ];
    for (earlier, request) in [
        ("", "--method POST repos/a/b/issues/7/comments"),
        ("42", "--method PATCH repos/a/b/issues/comments/42"),
    ] {
        fake_gh(bin.path(), earlier);
        let output = clone.script("comment", &variables, &[]);
        assert!(output.status.success(), "{output:?}");
        let calls = fs::read_to_string(bin.path().join("calls")).unwrap();
        assert!(calls.lines().last().unwrap().contains(request), "{calls}");
        let body = fs::read_to_string(bin.path().join("body")).unwrap();
        assert_eq!(body, "**No change**\n\n<!-- bindwright: api.yaml -->\n");
    }
}

#[test]
fn the_hook_checks_each_document_on_its_own() {
    let Some(clone) = CleanClone::new() else {
        return;
    };
    let good = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n";
    for (name, text) in [
        ("a.yaml", good),
        ("b.yaml", good),
        ("c.yaml", "openapi: 3.0.3\n"),
    ] {
        fs::write(clone.path().join(name), text).unwrap();
    }
    let output = clone.script("check-each", &[], &["a.yaml", "b.yaml"]);
    assert!(output.status.success(), "{output:?}");
    let output = clone.script("check-each", &[], &["c.yaml", "a.yaml"]);
    assert!(!output.status.success(), "{output:?}");
}
