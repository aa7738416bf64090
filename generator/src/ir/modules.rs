//! How the modules of a large API are divided.

use std::collections::BTreeSet;

use super::{Api, Interface, ModuleName};

/// The modules below `api`, `wire` and `client`, and those below `types` and `codec`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModuleLayout {
    /// Every method of a trait, in one group each; a trait that is missing here is in one module.
    pub operations: Vec<(Interface, Vec<ModuleGroup>)>,
    /// Every named type, in one group each; `None` if they are in one module.
    pub types: Option<Vec<ModuleGroup>>,
}

impl ModuleLayout {
    /// What the methods of a trait are divided into.
    #[must_use]
    pub fn groups(&self, interface: Interface) -> Option<&[ModuleGroup]> {
        let mut divided = self.operations.iter();
        let found = divided.find(|(known, _)| *known == interface)?;
        Some(&found.1)
    }
}

/// What shares a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleGroup {
    /// The module.
    pub name: ModuleName,
    /// Whose its operations or types are.
    pub owner: Owner,
    /// Indices in [`Api::operations`](super::Api::operations) or [`Api::types`](super::Api::types),
    /// in order.
    pub members: Vec<usize>,
}

/// Whose operations or types a group contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Of the operations of this tag, or of types that only they use.
    Tag(String),
    /// Of the operations without a tag on this resource, or of types that only they use.
    Resource(String),
    /// Of types that operations of several tags or resources use.
    All,
    /// Of types that only what the server sends uses.
    Hooks,
    /// Of types that no operation uses.
    Nobody,
}

/// The Cargo feature of the types that no operation uses, if there are such groups.
pub const SCHEMAS: &str = "schemas";

/// A Cargo feature of the output: the operations of one tag, and the types that only they use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// The name, in `kebab-case`: none of the output's other features.
    pub name: String,
    /// The tag, as written.
    pub tag: String,
    /// Other features that it enables: those of operations that its waiters poll.
    pub enables: Vec<String>,
}

impl Api {
    /// Whether types have several modules.
    #[must_use]
    pub fn types_are_divided(&self) -> bool {
        let layout = self.layout.as_ref();
        layout.is_some_and(|layout| layout.types.is_some())
    }

    /// The features that [`SCHEMAS`] enables, which are those of the types inside its own; `None`
    /// if it gates no type. behind it.
    #[must_use]
    pub fn schemas_feature(&self) -> Option<BTreeSet<&str>> {
        let groups: Vec<&ModuleGroup> = self
            .layout
            .iter()
            .flat_map(|one| one.types.iter().flatten())
            .collect();
        let (unused, used): (Vec<&ModuleGroup>, Vec<&ModuleGroup>) = groups
            .into_iter()
            .partition(|group| group.owner == Owner::Nobody);
        if unused.is_empty() {
            return None;
        }
        let members = unused.iter().flat_map(|group| &group.members);
        let types = members.filter_map(|index| self.types.get(*index));
        let parts: BTreeSet<usize> = types
            .flat_map(|def| def.parts().filter_map(|ty| ty.named()))
            .map(|id| id.0)
            .collect();
        let inside = used
            .into_iter()
            .filter(|group| group.members.iter().any(|index| parts.contains(index)));
        Some(inside.filter_map(|group| self.feature_of(group)).collect())
    }
}
