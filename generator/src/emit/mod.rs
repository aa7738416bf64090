//! The IR into modules of Rust: types, the trait, the wire tables, the client, the server and the root.
//!
//! Total: everything was decided and refused before. Nothing here makes a name, looks at OpenAPI or can fail.

mod api;
mod body;
mod client;
mod default;
mod docs;
mod ident;
mod imports;
mod literal;
mod module;
mod outcome;
pub mod prose;
mod record;
mod root;
#[cfg(test)]
pub(crate) mod sample;
mod scope;
mod server;
mod travel;
mod ty;
mod types;
mod wire;

pub use imports::{Imports, Use, Visibility};
pub use module::{Delimiters, Item, Module, Node, Spread, Table};

use crate::ir::Api;
use scope::{Home, Scope};

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

/// Prints an API as modules, the root first.
#[must_use]
pub fn emit(api: &Api, options: EmitOptions) -> Vec<Module> {
    let scope = |home| Scope::new(api, home);
    vec![
        root::emit(scope(Home::Root), options.root),
        types::emit(scope(Home::Types)),
        api::emit(scope(Home::Api)),
        wire::emit(scope(Home::Wire)),
        client::emit(scope(Home::Client)),
        server::emit(scope(Home::Server)),
    ]
}
