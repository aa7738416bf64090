//! What a run reads of the folder that it writes to, and of the folders above.

use std::path::{Path, PathBuf};

use super::is_generated;

/// The text of a file that the generator wrote; `None` if there is none, or if somebody else wrote it.
#[must_use]
pub fn generated_text(folder: &Path, path: &str) -> Option<String> {
    String::from_utf8(generated_bytes(folder, path)?).ok()
}

/// The same of a file that may be no text.
#[must_use]
pub fn generated_bytes(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(folder.join(path)).ok()?;
    is_generated(&bytes).then_some(bytes)
}

/// The `Cargo.toml` of each folder above that has one, the nearest first.
///
/// Paths have no symbolic links and no `..`: `../ws/sdk` is below `ws`, and not below the current folder.
#[must_use]
pub fn manifests_above(folder: &Path) -> Vec<(PathBuf, String)> {
    let folder = real_path(folder);
    let above = folder.ancestors().skip(1);
    above
        .filter_map(|one| {
            let text = std::fs::read_to_string(one.join("Cargo.toml")).ok()?;
            Some((one.to_owned(), text))
        })
        .collect()
}

/// The folder without symbolic links, whether it exists yet or not.
#[must_use]
pub fn real_path(folder: &Path) -> PathBuf {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let existing = folder
        .ancestors()
        .find_map(|one| Some((one, one.canonicalize().ok()?)));
    match existing {
        Some((found, real)) => real.join(folder.strip_prefix(found).unwrap_or(Path::new(""))),
        None => folder,
    }
}
