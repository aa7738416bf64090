//! Real documents: a document does not differ from itself.

use std::path::PathBuf;

use bindwright::diff::compare_wire;

use crate::support::{lowered_file, text};

/// The documents in the folders that the variable names.
pub(crate) fn documents() -> Vec<PathBuf> {
    let folders = std::env::var("BINDWRIGHT_DOCUMENTS").unwrap_or_default();
    let folders = folders.split(':').filter(|one| !one.is_empty());
    let mut found: Vec<PathBuf> = folders
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let extension = path.extension().unwrap_or_default();
            extension == "yaml" || extension == "json"
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for path in documents() {
        // Lowered twice: what depends on chance would show.
        let Some(one) = lowered_file(&path) else {
            continue;
        };
        let two = lowered_file(&path).unwrap();
        let started = std::time::Instant::now();
        let changes = compare_wire(&one, &two);
        eprintln!("{}: {:?}", path.display(), started.elapsed());
        let texts: Vec<String> = changes.iter().map(text).collect();
        assert!(texts.is_empty(), "{}\n{}", path.display(), texts.join("\n"));
    }
}
