//! The command: exit status, what it prints where, and what it does to the output folder.

use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = "URI\nGET /a\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| p | Maybe | String | P. |\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindwright"));
    command
        .arg("facts")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn facts_are_printed_and_gaps_are_warnings() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), PAGE).unwrap();
    let output = run(folder.path(), &["a.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\nmethod: GET\n"));
    assert_eq!(
        stderr(&output),
        "a.txt:5: warning: query p: required: `Maybe` is no word for required or optional in the profile\n"
    );
}

#[test]
fn nothing_is_written_if_a_page_has_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), PAGE).unwrap();
    std::fs::write(folder.path().join("b.txt"), "Nothing here.").unwrap();
    let output = run(
        folder.path(),
        &["a.txt", "b.txt", "c.txt", "--output", "out"],
    );
    assert_eq!(output.status.code(), Some(1));
    let reports = stderr(&output);
    assert!(
        reports.contains("b.txt: error: no line has a method and a path"),
        "{reports}"
    );
    assert!(reports.contains("c.txt: error: "), "{reports}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn files_of_facts_are_replaced_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), PAGE).unwrap();
    let arguments = ["a.txt", "--output", "out"];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    std::fs::write(folder.path().join("a.txt"), PAGE.replace("Maybe", "Yes")).unwrap();
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    let file = folder.path().join("out/a.yaml");
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("required: true")
    );
    for mine in [&b"mine: true\n"[..], b"\xff\xfe"] {
        std::fs::write(&file, mine).unwrap();
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(std::fs::read(&file).unwrap(), mine);
    }
}

#[test]
fn what_differs_from_the_replaced_file_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let printed = |page: &str| {
        std::fs::write(folder.path().join("a.txt"), page).unwrap();
        let output = run(folder.path(), &["a.txt", "--output", "out"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let row = "| p | Maybe | String | P. |\n";
    let page = |rows: &str| PAGE.replace(row, rows);
    assert_eq!(printed(PAGE), "out/a.yaml: created\n");
    assert_eq!(printed(PAGE), "out/a.yaml: unchanged\n");
    assert_eq!(
        printed(&format!("\n{PAGE}")),
        "out/a.yaml: replaced, the same facts on other lines\n"
    );
    let more = page(
        "| p | Yes | String | P. Length: [1, 9] |\n| q | No | Integer | Q. Minimum value: 2 |\n",
    );
    assert_eq!(
        printed(&more),
        "out/a.yaml: replaced, 5 facts changed\n\
         \x20 parameters.query.p.required: true is new\n\
         \x20 parameters.query.p.minLength: 1 is new\n\
         \x20 parameters.query.p.maxLength: 9 is new\n\
         \x20 parameters.query.q: {\"required\":false,\"type\":\"integer\",\"minimum\":2} is new\n\
         \x20 unreadable: [{\"what\":\"query p: required\",\"reason\":\"`Maybe` is no word for required or optional in the profile\"}] is gone\n"
    );
    assert_eq!(
        printed(&page("| p | Yes | String | P. Length: [1, 8] |\n")),
        "out/a.yaml: replaced, 2 facts changed\n\
         \x20 parameters.query.p.maxLength: 9 -> 8\n\
         \x20 parameters.query.q: {\"required\":false,\"type\":\"integer\",\"minimum\":2} is gone\n"
    );
}

#[test]
fn a_profile_that_cannot_be_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), PAGE).unwrap();
    std::fs::write(folder.path().join("p.yaml"), "colums: {}\n").unwrap();
    for profile in ["p.yaml", "nobody"] {
        let output = run(folder.path(), &["a.txt", "--profile", profile]);
        assert_eq!(output.status.code(), Some(1), "{profile}");
        assert!(stderr(&output).contains(profile), "{}", stderr(&output));
    }
}
