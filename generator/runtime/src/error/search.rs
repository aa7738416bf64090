//! What a search for credentials has looked at.

use std::fmt;

/// The sources that were looked at, in order, and what was missing in each.
///
/// ```text
/// 1. environment variables EXAMPLE_AK, EXAMPLE_SK: each is not set; 2. file …: there is no such file
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialSearch(Vec<SearchedSource>);

/// A source without credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedSource {
    place: String,
    finding: String,
}

impl CredentialSearch {
    pub(crate) fn new(sources: Vec<SearchedSource>) -> Self {
        Self(sources)
    }

    /// The sources, in the order in which they were looked at.
    pub fn sources(&self) -> impl Iterator<Item = &SearchedSource> {
        self.0.iter()
    }
}

impl SearchedSource {
    pub(crate) fn new(place: String, finding: String) -> Self {
        Self { place, finding }
    }

    /// The source: the names of variables, or a file with its section and keys.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What was missing. It has names, and never a value.
    #[must_use]
    pub fn finding(&self) -> &str {
        &self.finding
    }
}

impl fmt::Display for CredentialSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing, since the chain has no source for the schemes");
        }
        for (index, SearchedSource { place, finding }) in self.0.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}{}. {place}: {finding}", index + 1)?;
        }
        Ok(())
    }
}
