//! How the modules of a large API are divided.

use super::ModuleName;

/// The modules below `api`, `wire` and `client`, and those below `types` and `codec`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Division {
    /// Every operation, in one group each.
    pub operations: Vec<Group>,
    /// Every named type, in one group each.
    pub types: Vec<Group>,
}

/// What shares a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The module.
    pub name: ModuleName,
    /// The tag of its operations, or of all operations that use its types; `None` where there is none or are several.
    pub tag: Option<String>,
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
