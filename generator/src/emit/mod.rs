//! The IR into modules of Rust: types, the trait, the wire tables, the client, the server and the root.
//!
//! Total: everything was decided and refused before. Nothing here makes a name, looks at OpenAPI or can fail.

mod api;
mod body;
mod client;
mod default;
mod docs;
mod head;
mod hooks;
mod ident;
mod imports;
mod interface;
mod literal;
mod module;
mod outcome;
mod place;
pub mod prose;
mod record;
mod root;
#[cfg(test)]
pub(crate) mod sample;
mod scope;
mod server;
mod shared;
mod travel;
mod ty;
mod types;
mod wire;

pub use imports::{Imports, Use, Visibility};
pub use module::{Delimiters, Item, Module, Node, Spread, Table};

use crate::ir::{Api, Interface};
use place::Home;
pub use place::Place;
use scope::Scope;
use shared::Shared;

/// Choices about the output that do not depend on the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EmitOptions {
    /// What the root module is.
    pub root: Root,
}

/// What the root module is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Root {
    /// `lib.rs`, the root of a crate.
    #[default]
    Crate,
    /// `mod.rs`, a module of some crate.
    Module,
}

/// The modules of an API, each to be emitted on its own, in any order and on any thread.
pub struct Output<'a> {
    shared: Shared<'a>,
    options: EmitOptions,
    places: Vec<Place<'a>>,
}

impl<'a> Output<'a> {
    /// What there is to emit.
    #[must_use]
    pub fn new(api: &'a Api, options: EmitOptions) -> Self {
        Self {
            shared: Shared::new(api),
            options,
            places: place::all(api),
        }
    }

    /// The modules, the root first.
    #[must_use]
    pub fn places(&self) -> &[Place<'a>] {
        &self.places
    }

    /// Emits one of them.
    #[must_use]
    pub fn module(&self, place: &Place<'_>) -> Module {
        let scope = Scope::new(&self.shared, *place);
        match place.home {
            Home::Root => match place.interface {
                Interface::Api => root::emit(scope, self.options.root),
                Interface::Webhooks | Interface::Callbacks => hooks::emit(scope),
            },
            Home::Types => types::emit(scope),
            Home::Codec => wire::emit_types(scope),
            Home::Api => api::emit(scope),
            Home::Wire => wire::emit(scope),
            Home::Client => client::emit(scope),
            Home::Server => server::emit(scope),
        }
    }
}
