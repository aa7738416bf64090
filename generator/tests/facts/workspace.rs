//! The document of Huawei Cloud Workspace says what the pages say, or records why it does not.

use bindwright::Generator;
use bindwright::drift::{DriftFormat, drift, render_drift};
use bindwright::facts::{PageFacts, read_facts, write_facts};

use std::path::{Path, PathBuf};

/// The files of facts.
fn files() -> Vec<(PathBuf, PageFacts)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/facts");
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .map(|path| {
            let facts = read_facts(&std::fs::read_to_string(&path).unwrap());
            (
                path.clone(),
                facts.unwrap_or_else(|problem| panic!("{}: {problem}", path.display())),
            )
        })
        .collect();
    files.sort_by(|one, other| one.0.cmp(&other.0));
    files
}

#[test]
fn the_document_agrees_with_the_facts_of_its_pages() {
    let pages: Vec<PageFacts> = files().into_iter().map(|(_, facts)| facts).collect();
    assert_eq!(pages.len(), 7);
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/workspace.yaml");
    let (diagnostics, document) = Generator::new(spec).document();
    let report = drift(&document.unwrap(), &diagnostics, &pages);
    let shown = render_drift(&report, DriftFormat::Human);
    assert!(!report.has_drift(), "{shown}");
    assert!(report.operations_without_page.is_empty(), "{shown}");
}

#[test]
fn files_of_facts_are_as_the_command_writes_them() {
    let body = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .map(str::to_owned)
            .collect()
    };
    for (path, facts) in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            body(&text),
            body(&write_facts(&facts)),
            "{}",
            path.display()
        );
    }
}
