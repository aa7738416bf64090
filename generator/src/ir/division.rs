//! How the modules of a large API are divided.

use super::{Api, HOOKS, Interface, ModuleName};

/// The modules below `api`, `wire` and `client`, and those below `types` and `codec`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Division {
    /// Every method of a trait, in one group each; a trait that is not there stays whole.
    pub operations: Vec<(Interface, Vec<Group>)>,
    /// Every named type, in one group each; `None` where they stay whole.
    pub types: Option<Vec<Group>>,
}

/// Who uses what shares a module.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Owner {
    /// Operations of several tags or without one.
    All,
    /// The operations of a tag alone.
    Tag(String),
    /// What the server of the API sends, alone.
    Hooks,
}

impl Division {
    /// What the methods of a trait are divided into.
    #[must_use]
    pub fn groups(&self, interface: Interface) -> Option<&[Group]> {
        let mut divided = self.operations.iter();
        let found = divided.find(|(known, _)| *known == interface)?;
        Some(&found.1)
    }
}

impl Api {
    /// The feature that what somebody alone uses stands behind; `None` where it is always there.
    #[must_use]
    pub fn feature_of(&self, owner: &Owner) -> Option<&str> {
        match owner {
            Owner::All => None,
            Owner::Tag(tag) => self.feature(Some(tag)),
            Owner::Hooks => Some(HOOKS),
        }
    }
}

/// What shares a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The module.
    pub name: ModuleName,
    /// Whose operations they are, or who uses the types.
    pub owner: Owner,
    /// Indices in [`Api::operations`](super::Api::operations) or [`Api::types`](super::Api::types), in order.
    pub members: Vec<usize>,
}

/// A Cargo feature of the output: the operations of one tag, and the types that only they use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// The name, in `kebab-case`: none of the output's other features.
    pub name: String,
    /// The tag, as written.
    pub tag: String,
    /// Other features that it enables: of operations that waiters of its own poll.
    pub enables: Vec<String>,
}
