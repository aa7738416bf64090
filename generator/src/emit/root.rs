//! The root: `lib.rs` or `mod.rs`, with the modules and what callers need at hand.

use quote::quote;

use super::docs::{Prose, escape};
use super::ident::plain;
use super::scope::Scope;
use super::{Imports, Item, Module, Root};
use crate::ir::{ErrorOutcome, Operation, Outcome};

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>, root: Root) -> Module {
    let items = vec![Item::Code(modules()), Item::Exports(exports(&scope)), Item::Exports(runtime(&scope))];
    let docs = Prose::item()
        .text(&format!("{}.", escape(&scope.api.title)))
        .docs(&scope.api.docs, "A client and a server, generated from an OpenAPI document.")
        .lines();
    let mut module = scope.module(docs, items);
    match root {
        Root::Crate => module.attributes = quote!(#![forbid(unsafe_code)]),
        Root::Module => module.name = "mod",
    }
    module
}

fn modules() -> proc_macro2::TokenStream {
    quote! {
        pub mod api;
        #[cfg(feature = "client")]
        pub mod client;
        #[cfg(feature = "server")]
        pub mod server;
        pub mod types;
        mod wire;
    }
}

/// What the modules define.
fn exports(scope: &Scope<'_>) -> Imports {
    let mut exports = Imports::default();
    let api = scope.api;
    let operations = api.operations.iter().flat_map(defined).map(str::to_owned);
    exports.export(None, "api", operations.chain([scope.trait_name()]));
    exports.export(Some("client"), "client", ["Client", "ClientBuilder"]);
    exports.export(Some("server"), "server", ["router"]);
    if !api.types.is_empty() {
        exports.export(None, "types", api.types.iter().map(|def| def.name.to_string()));
    }
    exports
}

fn defined(operation: &Operation) -> Vec<&str> {
    let mut names = vec![plain(&operation.request)];
    if let Outcome::Several(name, _) = &operation.success {
        names.push(plain(name));
    }
    if let ErrorOutcome::Several(name, _) = &operation.failure {
        names.push(plain(name));
    }
    names
}

/// What callers need of the runtime, and the runtime itself.
fn runtime(scope: &Scope<'_>) -> Imports {
    let mut exports = Imports::default();
    exports.export(None, "bindwright_runtime as runtime", [] as [&str; 0]);
    let common = ["Error", "Request", "Response"].into_iter().filter(|name| !scope.is_taken(name));
    exports.export(None, "bindwright_runtime", common);
    exports
}
