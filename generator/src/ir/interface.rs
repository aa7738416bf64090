//! The traits that operations are methods of: that of the API, and those of what its server sends.

use super::{Api, Operation, TypeName};

/// Who calls an operation, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Clients of the API, below its address.
    Served,
    /// The API, wherever the receiver wishes: an entry of `webhooks` (OpenAPI 3.1.1, "OpenAPI Object"), by its name.
    Webhook(String),
    /// The API, at an address that an earlier request named (OpenAPI 3.0.3, "Callback Object").
    Callback {
        /// The callback's name in its operation.
        name: String,
        /// The runtime expression of the address, as written.
        expression: String,
    },
}

/// A trait, with the client that calls it and the router that serves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Interface {
    /// What the server of the API serves.
    Api,
    /// What it sends to those who asked for it out of band.
    Webhooks,
    /// What it sends to addresses that requests named.
    Callbacks,
}

/// The trait of what the server of the API sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hooks {
    /// Whose operations are its methods: [`Interface::Webhooks`] or [`Interface::Callbacks`].
    pub interface: Interface,
    /// Its name.
    pub name: TypeName,
}

/// The Cargo feature that what the server of the API sends stands behind.
pub const HOOKS: &str = "webhooks";

/// The feature of constructors and setters of what a client only receives.
pub const BUILDERS: &str = "builders";

impl Role {
    /// The trait that an operation of this role is a method of.
    #[must_use]
    pub fn interface(&self) -> Interface {
        match self {
            Self::Served => Interface::Api,
            Self::Webhook(_) => Interface::Webhooks,
            Self::Callback { .. } => Interface::Callbacks,
        }
    }
}

impl Api {
    /// The trait whose module has the constant of the header with this index: the first that has answers with it.
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
