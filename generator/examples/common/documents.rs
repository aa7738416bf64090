//! The documents that a program goes through, and how it generates their crates.

use std::io::Result;
use std::path::{Path, PathBuf};

use bindwright::load::{LoadOptions, Strictness};
use bindwright::package::Runtime;
use bindwright::{Generator, OutputKind};

/// The documents of a folder, by name: JSON and YAML whose file name contains one of these strings, or all if there are none. The
/// document itself if it is no folder.
pub(crate) fn documents(folder: &Path, filter: &[String]) -> Result<Vec<PathBuf>> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = file_name(&path);
        let mut endings = [".json", ".yaml", ".yml"].into_iter();
        let mut filters = filter.iter();
        let is_wanted = filter.is_empty() || filters.any(|text| name.contains(text));
        if endings.any(|ending| name.ends_with(ending)) && is_wanted {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The name of a file, with its extension.
pub(crate) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The folder for the crate of a document.
pub(crate) fn crate_folder(work: &Path, document: &Path) -> PathBuf {
    work.join("crates")
        .join(file_name(document).replace('.', "-"))
}

/// Lenient reading of a document into a crate that uses the runtime of this repository.
pub(crate) fn lenient(document: &Path) -> (Generator, OutputKind) {
    let runtime = Runtime::Path(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime").to_owned());
    let kind = OutputKind::Package {
        name: None,
        runtime,
    };
    let options = LoadOptions {
        strictness: Strictness::Lenient,
        ..LoadOptions::default()
    };
    (Generator::new(document).reading(options), kind)
}
