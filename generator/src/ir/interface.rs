//! The traits that operations are methods of: that of the API, and those of what its server sends.

use super::{Api, Interface, Operation, TypeName};

/// The trait of what the server of the API sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hooks {
    /// Whose operations are its methods: [`Interface::Webhooks`] or [`Interface::Callbacks`].
    pub interface: Interface,
    /// Its name.
    pub name: TypeName,
}

/// The Cargo feature that gates webhooks and callbacks.
pub const HOOKS: &str = "webhooks";

/// The feature of constructors and setters of what a client only receives.
pub const BUILDERS: &str = "builders";

impl Api {
    /// The trait whose module has the constant of the header with this index: the first trait with
    /// a response that has it.
    #[must_use]
    pub fn home_of_header(&self, index: usize) -> Interface {
        let has = |one: &&Operation| {
            let mut headers = one.replies().flat_map(|reply| &reply.headers);
            headers.any(|header| header.header == index)
        };
        let first = self.operations.iter().find(has);
        first.map_or(Interface::Api, |one| one.role.interface())
    }

    /// The methods of a trait, in document order.
    pub fn methods(&self, interface: Interface) -> impl Iterator<Item = &Operation> {
        let operations = self.operations.iter();
        operations.filter(move |one| one.role.interface() == interface)
    }
}
