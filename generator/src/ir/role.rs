//! Who calls an operation, and the trait that it is a method of.

/// Who calls an operation, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Clients of the API, below its address.
    Served,
    /// The API, at an address that the receiver chose: an entry of `webhooks`, by its name
    /// (<https://spec.openapis.org/oas/v3.1.1.html#oas-webhooks>).
    Webhook(String),
    /// The API, at an address that an earlier request contained
    /// (<https://spec.openapis.org/oas/v3.1.1.html#callback-object>).
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
    /// What it sends to receivers that subscribed outside of the API.
    Webhooks,
    /// What it sends to addresses that requests named.
    Callbacks,
}

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
