//! The root: `lib.rs` or `mod.rs`, with the modules and what callers need at hand.

use proc_macro2::TokenStream;
use quote::quote;

use super::api::constant;
use super::docs::{Prose, escape};
use super::ident::plain;
use super::scope::Scope;
use super::{Imports, Item, Module, Root};
use crate::ir::{Api, ErrorOutcome, Kind, Operation, Outcome, RustName, TypeDef};

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>, root: Root) -> Module {
    let items = vec![
        Item::Code(modules()),
        Item::Exports(exports(&scope)),
        Item::Exports(runtime(&scope)),
    ];
    let docs = Prose::item()
        .text(&format!("{}.", escape(&scope.api.title)))
        .docs(
            &scope.api.docs,
            "A client and a server, generated from an OpenAPI document.",
        )
        .lines();
    let api = scope.api;
    let mut module = scope.module(docs, items);
    match root {
        Root::Crate => module.attributes = attributes(api),
        Root::Module => {
            module.name = "mod";
            if api.types.len() > DEEP_MODULE {
                module.docs.extend(LIMIT.map(str::to_owned));
            }
        }
    }
    module
}

/// The most types that may contain one another before rustc asks for a higher limit: it follows every wrapper of a field (an
/// option, a nullable, a box) to tell whether a type is `Send`, 128 steps deep by default.
const DEEP: usize = 60;

/// The number of types from which a module says what its crate may need.
const DEEP_MODULE: usize = 500;

/// What only the root of a crate can set. Boxes would not help: rustc looks through them.
const LIMIT: [&str; 3] = [
    "",
    "Where rustc finds an overflow while it evaluates `Send`, types nest deep: the root of the crate needs",
    "`#![recursion_limit = \"4096\"]`.",
];

/// What the whole crate is built with.
fn attributes(api: &Api) -> TokenStream {
    let deep = (api.types.len() > DEEP).then(|| quote!(#![recursion_limit = "4096"]));
    let foreign = api.types.iter().any(has_foreign_name).then(|| {
        quote! {
            #![allow(
                confusable_idents, mixed_script_confusables, uncommon_codepoints,
                reason = "the document chooses the names"
            )]
        }
    });
    quote!(#![forbid(unsafe_code)] #deep #foreign)
}

/// Whether a name of the type or in it is not ASCII.
fn has_foreign_name(def: &TypeDef) -> bool {
    let inner: Vec<&str> = match &def.kind {
        Kind::Struct(data) => data
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect(),
        Kind::Enumeration(data) => data
            .variants
            .iter()
            .map(|variant| variant.name.as_str())
            .collect(),
        Kind::Union(data) => data
            .alternatives
            .iter()
            .map(|one| one.name.as_str())
            .collect(),
        Kind::Alias(..) | Kind::Foreign(_) => Vec::new(),
    };
    !def.name.as_str().is_ascii() || inner.iter().any(|name| !name.is_ascii())
}

fn modules() -> TokenStream {
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
    let headers = api.headers.iter().map(|one| constant(one).to_string());
    let names = operations.chain([scope.trait_name()]).chain(headers);
    exports.export(None, "api", names);
    exports.export(Some("client"), "client", ["Client", "ClientBuilder"]);
    exports.export(Some("server"), "server", ["router", "routes"]);
    if !api.types.is_empty() {
        exports.export(
            None,
            "types",
            api.types.iter().map(|def| def.name.to_string()),
        );
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
    let common = ["Error", "Request", "Response"]
        .into_iter()
        .filter(|name| !scope.is_taken(name));
    exports.export(None, "bindwright_runtime", common);
    exports
}
