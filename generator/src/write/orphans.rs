//! Finds orphans: generated files of an earlier run that are no longer generated.
//!
//! A file counts only if its first line says that it was generated. Where to look follows from the output: users keep their own
//! modules beside generated ones (`src/api` beside `src/main.rs`), and scanning all of `target` would take seconds.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use super::{MARK, is_generated};

/// How deeply folders of the output can be nested.
const DEPTH: usize = 8;

/// The orphans, if these paths below the folder are generated: those in the folder itself, anywhere in the folders that the run writes to, and in the folder beside each
/// generated module (`types/` beside `types.rs`).
pub(super) fn find(folder: &Path, wanted: &BTreeSet<&str>) -> Vec<String> {
    let roots: BTreeSet<&str> = wanted
        .iter()
        .filter_map(|path| path.split_once('/'))
        .map(|(root, _)| root)
        .collect();
    let mut found = Vec::new();
    scan(folder, "", 0, &mut found);
    let modules: BTreeSet<String> = found
        .iter()
        .filter_map(|path| path.strip_suffix(".rs"))
        .filter(|module| !roots.contains(module))
        .map(str::to_owned)
        .collect();
    for module in modules {
        scan(&folder.join(&module), &format!("{module}/"), 0, &mut found);
    }
    for root in roots {
        scan(&folder.join(root), &format!("{root}/"), DEPTH, &mut found);
    }
    found.retain(|path| !wanted.contains(path.as_str()));
    found.sort();
    found
}

/// Collects generated files in `folder`, whose path below the output is `prefix`, and `depth` levels below it.
fn scan(folder: &Path, prefix: &str, depth: usize, found: &mut Vec<String>) {
    if folder.is_symlink() {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
            continue;
        };
        if kind.is_file() && starts_as_generated(&entry.path()) {
            found.push(format!("{prefix}{name}"));
        } else if kind.is_dir() && depth > 0 && name != "target" {
            scan(&entry.path(), &format!("{prefix}{name}/"), depth - 1, found);
        }
    }
}

/// Reads only the beginning of the file.
fn starts_as_generated(path: &Path) -> bool {
    let mut start = vec![0; MARK.len() + 16];
    let Ok(mut file) = std::fs::File::open(path) else {
        return false;
    };
    let Ok(length) = file.read(&mut start) else {
        return false;
    };
    is_generated(start.get(..length).unwrap_or_default())
}
