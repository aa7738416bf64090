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
    /// For each header, the trait whose module has its constant: the first trait with a response
    /// that has it.
    #[must_use]
    pub fn homes_of_headers(&self) -> Vec<Interface> {
        let mut homes = vec![None; self.headers.len()];
        for operation in &self.operations {
            for used in operation.replies().flat_map(|reply| &reply.headers) {
                if let Some(home) = homes.get_mut(used.header) {
                    home.get_or_insert(operation.role.interface());
                }
            }
        }
        let homes = homes.into_iter();
        homes.map(|home| home.unwrap_or(Interface::Api)).collect()
    }

    /// The methods of a trait, in document order.
    pub fn methods(&self, interface: Interface) -> impl Iterator<Item = &Operation> {
        let operations = self.operations.iter();
        operations.filter(move |one| one.role.interface() == interface)
    }
}
