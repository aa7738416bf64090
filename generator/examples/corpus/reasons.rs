//! Why documents are rejected: a list that people keep beside the documents, so that a rejection is never taken for a success.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

/// The name of the list in the folder of the documents.
const NAME: &str = "rejected.tsv";

/// The reasons, by the name of the document.
#[derive(Debug, Default)]
pub(crate) struct Reasons(BTreeMap<String, String>);

impl Reasons {
    /// Reads the given file, or the one in the folder if there is one. Empty lines, and lines that start with `#`, are skipped.
    pub(crate) fn read(folder: &Path, given: Option<&Path>) -> Result<Self> {
        let beside = folder.join(NAME);
        let Some(path) = given.or_else(|| beside.exists().then_some(beside.as_path())) else {
            return Ok(Self::default());
        };
        let text = std::fs::read_to_string(path)?;
        let mut reasons = BTreeMap::new();
        let lines = text.lines().enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let parts = line
                .split_once('\t')
                .map(|(name, reason)| (name, reason.trim()));
            let Some((name, reason)) = parts.filter(|(_, reason)| !reason.is_empty()) else {
                let place = format!("{}:{}", path.display(), index + 1);
                let message =
                    format!("{place}: expected the name of a document, a tab and a reason");
                return Err(Error::new(ErrorKind::InvalidData, message));
            };
            reasons.insert(name.to_owned(), reason.to_owned());
        }
        Ok(Self(reasons))
    }

    /// Why a document is rejected, if a reason is listed.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The documents with a reason that is not needed: they are not in the folder, or this run covered them and they were not
    /// rejected.
    pub(crate) fn outdated(
        &self,
        explained: &[&str],
        covered: &[String],
        all: &[String],
    ) -> Vec<&str> {
        let is_outdated = |name: &&str| {
            let is_in = |names: &[String]| names.iter().any(|known| known == name);
            !is_in(all) || (is_in(covered) && !explained.contains(name))
        };
        self.0
            .keys()
            .map(String::as_str)
            .filter(is_outdated)
            .collect()
    }
}
