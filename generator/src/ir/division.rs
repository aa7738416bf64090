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
