//! What a run reads of the folder that it writes to, and of the folders above.
//!
//! Whether the output is inside a workspace decides whether the manifest gets a profile: Cargo warns of profiles of members.

use std::path::Path;

use super::is_generated;

/// The text of a file that the generator wrote; `None` if there is none, or if somebody else wrote it.
#[must_use]
pub fn generated_text(folder: &Path, path: &str) -> Option<String> {
    let text = std::fs::read_to_string(folder.join(path)).ok()?;
    is_generated(text.as_bytes()).then_some(text)
}

/// Whether a folder above has a `Cargo.toml` with a `[workspace]`.
#[must_use]
pub fn is_in_workspace(folder: &Path) -> bool {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let above = folder.ancestors().skip(1);
    let manifests = above.filter_map(|one| std::fs::read_to_string(one.join("Cargo.toml")).ok());
    manifests
        .flat_map(|text| {
            text.lines()
                .map(str::trim)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .any(|line| line == "[workspace]" || line.starts_with("[workspace."))
}
