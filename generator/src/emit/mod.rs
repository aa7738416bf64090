//! The IR into modules of Rust: types, the trait, the wire tables, the client, the server and the root.
//!
//! Total: everything was decided and refused before. Nothing here makes a name, looks at OpenAPI or can fail.

mod api;
mod body;
mod client;
mod codec;
mod default;
mod direction;
mod docs;
mod hooks;
mod ident;
mod literal;
mod module;
mod module_context;
mod module_path;
mod options;
pub mod readme;
mod response;
mod root;
#[cfg(test)]
pub(crate) mod sample;
mod server;
mod struct_def;
mod submodules;
mod ty;
mod types;
mod use_declarations;
mod wire;

pub use module::{Delimiters, Item, Module, Node, RowLayout, Table};
pub use use_declarations::{Use, UseDeclarations, Visibility};

use crate::analysis::Analysis;
use crate::ir::Interface;
use module_context::ModuleContext;
use module_path::ModuleKind;
pub use module_path::ModulePath;
pub use options::{EmitOptions, Root};

/// The modules of an API, each to be emitted on its own, in any order and on any thread.
pub struct Output<'a> {
    analysis: Analysis<'a>,
    options: EmitOptions,
    modules: Vec<ModulePath<'a>>,
}

impl<'a> Output<'a> {
    /// What there is to emit.
    #[must_use]
    pub fn new(analysis: Analysis<'a>, options: EmitOptions) -> Self {
        Self {
            modules: module_path::all(analysis.api),
            analysis,
            options,
        }
    }

    /// The modules, the root first.
    #[must_use]
    pub fn modules(&self) -> &[ModulePath<'a>] {
        &self.modules
    }

    /// Emits one of them.
    #[must_use]
    pub fn emit(&self, module: &ModulePath<'_>) -> Module {
        let emitter: fn(ModuleContext<'_>) -> Module = match (module.kind, module.interface) {
            (ModuleKind::Root, Interface::Api) => root::emit,
            (ModuleKind::Root, Interface::Webhooks | Interface::Callbacks) => hooks::emit,
            (ModuleKind::Types, _) => types::emit,
            (ModuleKind::Codec, _) => codec::emit,
            (ModuleKind::Api, _) => api::emit,
            (ModuleKind::Wire, _) => wire::emit,
            (ModuleKind::Client, _) => client::emit,
            (ModuleKind::Server, _) => server::emit,
        };
        emitter(ModuleContext::new(&self.analysis, self.options, *module))
    }
}
