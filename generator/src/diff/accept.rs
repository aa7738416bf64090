//! Breaks that somebody has accepted: a file with the identity and the reason of each.
//!
//! ```yaml
//! accepted:
//!   - change: "GET /pets query limit: maximum-decreased 100 to 50"
//!     reason: no client asks for more than 50
//! ```

use serde::Deserialize;

use super::change::DocumentChange;

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptances {
    /// The entries.
    #[serde(default)]
    accepted: Vec<Acceptance>,
}

/// A change that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The identity of the change, as reports print it.
    pub change: String,
    /// Why it is accepted.
    pub reason: String,
}

impl Acceptances {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, with the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read: Self = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        match read
            .accepted
            .iter()
            .find(|one| one.reason.trim().is_empty())
        {
            Some(one) => Err(format!("`{}` is accepted without a reason", one.change)),
            None => Ok(read),
        }
    }

    /// Marks the changes that are accepted, and returns the entries that accept nothing.
    pub(super) fn apply(&self, changes: &mut [DocumentChange]) -> Vec<Acceptance> {
        let mut unused = Vec::new();
        for entry in &self.accepted {
            let found = changes
                .iter_mut()
                .find(|change| change.id() == entry.change);
            match found {
                Some(change) => change.accepted = Some(entry.reason.clone()),
                None => unused.push(entry.clone()),
            }
        }
        unused
    }
}
