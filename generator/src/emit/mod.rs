//! The IR into modules of Rust: types, the trait, the wire tables, the client, the server and the root.
//!
//! Total: everything was decided and refused before. Nothing here makes a name, looks at OpenAPI or can fail.

mod api;
mod body;
mod client;
mod default;
mod direction;
mod docs;
mod hooks;
mod ident;
mod imports;
mod literal;
mod module;
mod module_context;
mod module_path;
pub mod prose;
mod response;
mod root;
#[cfg(test)]
pub(crate) mod sample;
mod server;
mod struct_def;
mod submodules;
mod ty;
mod types;
mod wire;

pub use imports::{Imports, Use, Visibility};
pub use module::{Delimiters, Item, Module, Node, Spread, Table};

use crate::analysis::Analysis;
use crate::ir::Interface;
use module_context::ModuleContext;
use module_path::ModuleKind;
pub use module_path::ModulePath;

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
        let cx = ModuleContext::new(&self.analysis, *module);
        match module.kind {
            ModuleKind::Root => match module.interface {
                Interface::Api => root::emit(cx, self.options.root),
                Interface::Webhooks | Interface::Callbacks => hooks::emit(cx),
            },
            ModuleKind::Types => types::emit(cx),
            ModuleKind::Codec => wire::emit_types(cx),
            ModuleKind::Api => api::emit(cx),
            ModuleKind::Wire => wire::emit(cx),
            ModuleKind::Client => client::emit(cx),
            ModuleKind::Server => server::emit(cx),
        }
    }
}
