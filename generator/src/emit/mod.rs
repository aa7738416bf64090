//! The IR into modules of Rust. Everything was decided and rejected before: nothing here makes a
//! name, looks at OpenAPI or can fail. What follows from the whole API is in [`Analysis`].
//!
//! # Which emitter writes which file
//!
//! An emitter of a file is `emit(cx: ModuleContext<'_>) -> ModuleHead`. The context knows which part of
//! a divided API it is about, takes the items, and collects what the module imports. Examples are below
//! `tests/snapshots/output/`.
//!
//! | file | emitter | contains | example |
//! | --- | --- | --- | --- |
//! | `lib.rs`, `mod.rs` | `root`, `front_page` | modules, re-exports, docs with an example | `operation/feature_a_tag__lib.snap` |
//! | `types.rs`, `types/*.rs` | `types` | named types | `schema/one_of_tagged__types.snap` |
//! | `codec.rs`, `codec/*.rs` | `codec` | the wire format of types, if they have several modules | `operation/feature_a_tag__codec_shared.snap` |
//! | `api.rs`, `api/*.rs` | `api` | the trait, requests, responses | `response/several__api.snap` |
//! | `wire.rs`, `wire/*.rs` | `wire` | the wire format | `body/multipart__wire.snap` |
//! | `client.rs`, `client/*.rs` | `client` | the trait over HTTP | `operation/waiter__client.snap` |
//! | `blocking.rs`, `blocking/*.rs` | `client` | the same for programs without an async runtime | `operation/blocking__blocking.snap` |
//! | `server.rs` | `server` | the trait as a router | `security/alternatives__server.snap` |
//! | `webhooks.rs`, `callbacks.rs` | `hooks` | the same for what the server sends | `webhook/sent_and_received__webhooks.snap` |
//!
//! # Invariants
//!
//! - A module depends on the analysis and on its path only. Modules are emitted in any order and on
//!   any thread, and the same document gives the same output.
//! - Every identifier comes from `ident`, so a keyword is always raw: `r#type`.
//! - Text of the document becomes a comment through `docs` or a string through `literal`, and
//!   nothing else. It cannot end either, and a reader sees every character of it.
//! - Every name of the runtime, the standard library and the prelude comes from the context. A type
//!   of the document that is called `Option` or `Request` shadows nothing.
//! - What the output depends on is in the IR. An emitter does not compare names, and does not look
//!   at the document.
//!
//! # Emitters inside files
//!
//! An emitter inside a file is `items(cx, what it is about) -> Vec<Item>`, in a file of its own.
//!
//! | emitter | prints | example |
//! | --- | --- | --- |
//! | `types/structs` | `object! { … }` | `schema/object_required_and_optional__types.snap` |
//! | `types/enums` | `enumeration! { … }` | `schema/enumeration__types.snap` |
//! | `types/unions` | `pub enum …`, `conversions!(…)` | `schema/one_of_untagged__types.snap` |
//! | `types/alias`, `types/foreign` | `pub type …` | `schema/aliases__types.snap` |
//! | `api/trait_def` | `pub trait …` | `response/headers__api.snap` |
//! | `api/request`, `api/body` | `arguments! { … }`, an enum of bodies | `body/multipart__api.snap` |
//! | `api/response` | an enum of responses | `response/several__api.snap` |
//! | `api/header` | `pub const X_TOTAL: Header<i64>` | `response/headers__api.snap` |
//! | `wire/operation` | `operation!(…)` | `operation/path_level_parameters__wire.snap` |
//! | `wire/bodies` | `bodies!(…)`, `multipart!(…)` | `body/multipart__wire.snap` |
//! | `wire/responses` | `responses!(…)` | `response/several__wire.snap` |
//! | `wire/codec` | `codec!(union …)` | `schema/one_of_tagged__wire.snap` |
//! | `wire/error_bodies` | `error_body!(…)` | `response/error_schema__wire.snap` |
//! | `wire/check/types`, `wire/check/bodies` | `limits!(…)` | `schema/object_limits__wire.snap` |
//! | `wire/security` | `static TOKEN: Scheme` | `security/alternatives__wire.snap` |
//! | `client/client_struct`, `client/builder` | `Client`, `ClientBuilder` | `server/variables__client.snap` |
//! | `client/methods`, `client/implementation` | `calls!(…)`, `implement!(…)` | `operation/pagination__client.snap` |
//! | `client/blocking` | `blocking!(…)` | `operation/blocking__blocking.snap` |
//! | `client/extension` | `pub trait …` | `operation/waiter__client.snap` |
//! | `client/pages`, `client/waiter` | `pages!(…)`, `waiter!(…)` | `operation/waiter__client.snap` |

mod api;
mod body;
mod client;
mod codec;
mod constant;
mod constant_expression;
mod constant_scalar;
mod conversion;
mod default;
mod direction;
mod docs;
mod enum_def;
mod extended;
mod front_page;
mod hooks;
mod ident;
mod literal;
mod module;
mod module_context;
mod module_path;
mod object_rows;
mod options;
pub mod readme;
mod response;
mod root;
mod server;
mod struct_def;
mod submodules;
mod time;
mod ty;
mod types;
mod use_declarations;
mod wire;

pub use module::{Delimiters, Item, Module, ModuleHead, Node, RowLayout, Table};
pub use use_declarations::{Use, UseDeclarations, Visibility};

use foldhash::HashSet;

use crate::analysis::Analysis;
use crate::ir::{Api, Interface};
use module_context::ModuleContext;
use module_path::ModuleKind;
pub use module_path::ModulePath;
pub use options::{EmitOptions, Root};

/// The name of the file with the document, beside the module of the server.
pub const DOCUMENT_FILE: &str = "openapi.json.gz";

/// The modules of an API, each to be emitted on its own, in any order and on any thread.
pub struct Output<'a> {
    analysis: Analysis<'a>,
    options: EmitOptions<'a>,
    modules: Vec<ModulePath<'a>>,
}

impl<'a> Output<'a> {
    /// What there is to emit.
    #[must_use]
    pub fn new(analysis: Analysis<'a>, options: EmitOptions<'a>) -> Self {
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

    /// The API that is emitted.
    #[must_use]
    pub fn api(&self) -> &'a Api {
        self.analysis.api
    }

    /// The names of all types of the document, which shadow others.
    #[must_use]
    pub fn type_names(&self) -> &HashSet<&'a str> {
        &self.analysis.type_names
    }

    /// Emits what other crates see of one of them: all of it, except for the tables of operations.
    #[must_use]
    pub fn emit_public(&self, module: &ModulePath<'_>) -> Module {
        let emitter = match module.kind {
            ModuleKind::Wire => wire::implementations,
            _ => emitter(module),
        };
        self.collect(module, emitter)
    }

    /// Emits one of them.
    #[must_use]
    pub fn emit(&self, module: &ModulePath<'_>) -> Module {
        self.collect(module, emitter(module))
    }

    /// Emits one of them in parts: `add` gets each item as soon as it is made, in order, so that not
    /// all of them are in memory at once.
    pub fn emit_items(&self, module: &ModulePath<'_>, add: &mut dyn FnMut(Item)) -> ModuleHead {
        emitter(module)(self.context(module, add))
    }

    fn collect(&self, module: &ModulePath<'_>, emitter: Emitter) -> Module {
        let mut items = Vec::new();
        let mut add = |item| items.push(item);
        let head = emitter(self.context(module, &mut add));
        Module { head, items }
    }

    fn context<'s>(
        &'s self,
        module: &ModulePath<'s>,
        add: &'s mut dyn FnMut(Item),
    ) -> ModuleContext<'s> {
        ModuleContext::new(&self.analysis, self.options, *module, add)
    }
}

/// Makes the items of a module, and what is before them.
type Emitter = fn(ModuleContext<'_>) -> ModuleHead;

/// The emitter of a module.
fn emitter(module: &ModulePath<'_>) -> Emitter {
    match (module.kind, module.interface) {
        (ModuleKind::Root, Interface::Api) => root::emit,
        (ModuleKind::Root, Interface::Webhooks | Interface::Callbacks) => hooks::emit,
        (ModuleKind::Types, _) => types::emit,
        (ModuleKind::Codec, _) => codec::emit,
        (ModuleKind::Api, _) => api::emit,
        (ModuleKind::Wire, _) => wire::emit,
        (ModuleKind::Client, _) => client::emit,
        (ModuleKind::Blocking, _) => client::emit_blocking,
        (ModuleKind::Server, _) => server::emit,
    }
}
