//! The documents that pairs are made of: the cases, and those of folders that a variable names.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

use super::cut::cut;
use crate::support::{case_name, cases, read};

/// A longer document is cut.
const LONGEST: u64 = 30_000;

/// How it is generated from a document, as the line `# Options: …` of a case says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    pub features_per_tag: bool,
    pub check_responses: bool,
    /// Documents of others have what is not supported.
    pub skip_unsupported: bool,
}

/// A small document.
pub struct SmallDocument {
    pub name: String,
    pub value: Value,
    pub reading: Reading,
}

/// The cases, and the documents of the folders in `BINDWRIGHT_DIFF_DOCUMENTS`, which are separated by `:`. Of a document that is
/// too large, a cut. With `BINDWRIGHT_DIFF_ONLY`, those with this in their names.
pub fn documents(seed: u64) -> Vec<SmallDocument> {
    let only = env::var("BINDWRIGHT_DIFF_ONLY").unwrap_or_default();
    let mut all: Vec<SmallDocument> = cases().iter().map(|path| case(path)).collect();
    for path in named_documents() {
        let name = path.display().to_string();
        if name.contains(&only) {
            all.extend(of_file(&path, seed));
        }
    }
    all.retain(|one| one.name.contains(&only));
    all
}

fn case(path: &Path) -> SmallDocument {
    let text = read(path);
    let option = text
        .lines()
        .find_map(|line| line.strip_prefix("# Options: "));
    SmallDocument {
        name: case_name(path),
        value: serde_yaml::from_str(&text).expect("a document"),
        reading: Reading {
            features_per_tag: option == Some("features-per-tag"),
            check_responses: option == Some("check-responses"),
            skip_unsupported: false,
        },
    }
}

fn named_documents() -> Vec<PathBuf> {
    let folders = env::var("BINDWRIGHT_DIFF_DOCUMENTS").unwrap_or_default();
    let folders = folders.split(':').filter(|one| !one.is_empty());
    let entries =
        folders.flat_map(|one| fs::read_dir(one).unwrap_or_else(|e| panic!("{one}: {e}")));
    let paths = entries.map(|entry| entry.expect("a file").path());
    let is_document = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        extension == "json" || extension == "yaml" || extension == "yml"
    };
    let mut found: Vec<PathBuf> = paths.filter(is_document).collect();
    found.sort();
    found
}

/// A document of others, or a cut of it; `None` if it cannot be read.
fn of_file(path: &Path, seed: u64) -> Option<SmallDocument> {
    let text = fs::read_to_string(path).expect("a text");
    let read: Result<Value, String> = if path.extension().is_some_and(|one| one == "json") {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        serde_yaml::from_str(&text).map_err(|error| error.to_string())
    };
    let whole = match read {
        Ok(whole) => whole,
        Err(error) => {
            println!("not read: {}: {error}", path.display());
            return None;
        }
    };
    let reading = Reading {
        skip_unsupported: true,
        ..Reading::default()
    };
    let name = path.display().to_string();
    if fs::metadata(path).expect("a file").len() <= LONGEST {
        let value = whole;
        return Some(SmallDocument {
            name,
            value,
            reading,
        });
    }
    // Every option gets its documents.
    let option = name.len() + usize::try_from(seed).expect("a small number");
    Some(SmallDocument {
        name,
        value: cut(&whole, seed),
        reading: Reading {
            features_per_tag: option % 3 == 1,
            check_responses: option % 3 == 2,
            ..reading
        },
    })
}
