//! Is the generated code right? One snapshot per part of the output of each small document in `cases/`, and one for its
//! reports, if there are any.

mod formats;
mod support;

use std::path::{Path, PathBuf};

use bindwright::emit::Root;
use support::{cases, files, generate, read, root};

/// Where the snapshots are: `<object>/<feature>__<part>.snap`.
const SNAPSHOTS: &str = "tests/snapshots/output";

#[test]
fn every_case_matches_its_snapshots() {
    insta::glob!("cases/**/*.yaml", |path| {
        let case = path.strip_prefix(root()).expect("below the root");
        if !case.starts_with("tests/cases/error") {
            compare(case);
        }
    });
}

fn compare(case: &Path) {
    for (part, text) in parts(case) {
        let snapshot = snapshot(case, &part);
        insta::with_settings!({
            snapshot_path => snapshot.parent().expect("a folder"),
            snapshot_suffix => "",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            let name = snapshot.file_stem().expect("a name").to_string_lossy();
            insta::assert_snapshot!(name.as_ref(), text);
        });
    }
}

/// The modules of the generated crate, and the reports about its document if there are any. The client
/// that blocks has the methods of the client, so it is a part of the cases about it only.
fn parts(case: &Path) -> Vec<(String, String)> {
    let (files, reports) = generate(case, Root::Crate);
    let reports = (!reports.is_empty()).then(|| ("reports".to_owned(), reports));
    let is_about_blocking = case.file_stem().is_some_and(|name| name == "blocking");
    let modules = files.into_iter();
    let modules = modules.filter(|file| is_about_blocking || !file.path.contains("blocking"));
    let modules = modules.map(|file| {
        let name = file.path.trim_end_matches(".rs").replace('/', "_");
        (name, file.text)
    });
    modules.chain(reports).collect()
}

/// The file with the snapshot of a part.
fn snapshot(case: &Path, part: &str) -> PathBuf {
    let inside = case.strip_prefix("tests/cases").expect("below tests/cases");
    let feature = inside.file_stem().expect("a name").to_string_lossy();
    root()
        .join(SNAPSHOTS)
        .join(inside.with_file_name(format!("{feature}__{part}.snap")))
}

#[test]
fn no_snapshot_is_left_over() {
    let expected: Vec<PathBuf> = cases()
        .iter()
        .flat_map(|case| {
            let parts = parts(case).into_iter();
            parts.map(|(part, _)| snapshot(case, &part))
        })
        .collect();
    for found in files(SNAPSHOTS, "snap") {
        assert!(
            expected.contains(&root().join(&found)),
            "{}: a snapshot without a case, delete it",
            found.display()
        );
    }
}

#[test]
fn every_case_is_short_and_describes_itself() {
    for case in cases() {
        let text = read(&case);
        let lines = text.lines().count();
        assert!(
            text.starts_with("# What: "),
            "{}: say what it shows",
            case.display()
        );
        assert!(
            lines <= 25,
            "{}: {lines} lines; a case has at most 25",
            case.display()
        );
    }
}
