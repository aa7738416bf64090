//! The root: `lib.rs` or `mod.rs`, with the modules and what callers need.
//!
//! ```text
//! pub mod api;
//! #[cfg(feature = "client")]
//! pub mod client;
//! pub mod types;
//! mod wire;
//!
//! pub use api::{ListPets, PetsApi};
//! pub use types::{Pet, Sort};
//!
//! pub use bindwright_runtime as runtime;
//! pub use bindwright_runtime::{Error, Request, Response};
//!
//! bindwright_runtime::codegen::contract!(1);
//! ```
//!
//! The last line fails to compile if the runtime does not fit the generated code.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::front_page;
use super::ident::parse;
use super::module_context::ModuleContext;
use super::module_path::folder;
use super::{Item, ModuleHead, Root, UseDeclarations};
use crate::analysis::Direction;
use crate::ir::{Api, BUILDERS, HOOKS, RustName, TypeDef, TypeKind};

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    cx.add([
        Item::Code(modules(cx.api)),
        Item::Exports(exports(&cx)),
        Item::Exports(runtime(&cx)),
        Item::Code(quote!(bindwright_runtime::codegen::contract!(1);)),
    ]);
    let docs = front_page::lines(&cx);
    let (api, root) = (cx.api, cx.options.root);
    let mut head = cx.finish(docs);
    head.attributes = permit_none(api).unwrap_or_default();
    head.attributes.extend(
        quote!(#![allow(missing_docs, reason = "the document does not describe everything")]),
    );
    match root {
        Root::Crate => head.attributes.extend(attributes(api)),
        Root::Module => {
            head.name = "mod".to_owned();
            if api.types.len() > DEEP_MODULE {
                head.docs.extend(LIMIT.map(str::to_owned));
            }
        }
    }
    head
}

/// The most types that may contain one another before rustc asks for a higher limit: it follows
/// every wrapper of a field (an option, a nullable, a box) to tell whether a type is `Send`, 128
/// steps deep by default.
const DEEP: usize = 60;

/// The number of types from which a module says what its crate may need.
const DEEP_MODULE: usize = 500;

/// What only the root of a crate can set. Boxes would not help: rustc looks through them.
const LIMIT: [&str; 3] = [
    "",
    "If rustc reports an overflow while it evaluates `Send`, add this to the root of the crate:",
    "`#![recursion_limit = \"4096\"]`.",
];

/// The attributes of a crate.
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
        TypeKind::Struct(data) => data
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect(),
        TypeKind::Enumeration(data) => data
            .variants
            .iter()
            .map(|variant| variant.name.as_str())
            .collect(),
        TypeKind::Union(data) => data
            .alternatives
            .iter()
            .map(|one| one.name.as_str())
            .collect(),
        TypeKind::Alias(..) | TypeKind::Foreign(_) => Vec::new(),
    };
    !def.name.as_str().is_ascii() || inner.iter().any(|name| !name.is_ascii())
}

/// The declarations of the modules, in the order of rustfmt.
fn modules(api: &Api) -> TokenStream {
    let codec = api.types_are_divided().then(|| {
        quote!(
            mod codec;
        )
    });
    let folders = api.hooks.iter().filter_map(|one| folder(one.interface));
    let (callbacks, webhooks): (Vec<_>, Vec<_>) = folders
        .map(|name| (name, parse(name)))
        .map(|(name, module)| (name, quote!(#[cfg(feature = #HOOKS)] pub mod #module;)))
        .partition(|(name, _)| *name < "client");
    let [callbacks, webhooks] = [callbacks, webhooks].map(|all| {
        let modules = all.into_iter().map(|(_, module)| module);
        modules.collect::<TokenStream>()
    });
    quote! {
        pub mod api;
        #[cfg(feature = "blocking")]
        pub mod blocking;
        #callbacks
        #[cfg(feature = "client")]
        pub mod client;
        #codec
        #[cfg(feature = "server")]
        pub mod server;
        pub mod types;
        #webhooks
        mod wire;
    }
}

/// What the modules define: by name, or with `*` if the API is divided.
fn exports(cx: &ModuleContext<'_>) -> UseDeclarations {
    let mut exports = UseDeclarations::default();
    let api = cx.api;
    cx.export_interface(&mut exports);
    if api.types_are_divided() {
        if !api.types.is_empty() {
            exports.export(feature_of_all_types(api), "types", ["*"]);
        }
    } else if !api.types.is_empty() {
        let names = api.types.iter().map(|def| def.name.to_string());
        exports.export(None, "types", names);
        let directions = &cx.analysis.directions;
        for (index, def) in api.types.iter().enumerate() {
            if let Some(name) = def.companion() {
                let is_received = directions.of(index) == Direction::Responses;
                let feature = is_received.then_some(BUILDERS);
                exports.export(feature, "types", [name.to_string()]);
            }
        }
    }
    exports
}

/// The features that gate types, if every type has one.
fn features_of_types(api: &Api) -> Option<BTreeSet<&str>> {
    let groups = api.layout.as_ref()?.types.as_deref()?;
    groups.iter().map(|group| api.feature_of(group)).collect()
}

/// The feature that gates all types, if there is one: an API of webhooks only.
fn feature_of_all_types(api: &Api) -> Option<&str> {
    let features = features_of_types(api)?;
    (features.len() == 1).then(|| features.first().copied())?
}

/// Permits a re-export of nothing: with no feature enabled, there may be no types.
fn permit_none(api: &Api) -> Option<TokenStream> {
    let features = features_of_types(api)?;
    (features.len() > 1)
        .then(|| quote!(#![allow(unused_imports, reason = "some features leave parts unused")]))
}

/// What callers need of the runtime, and the runtime itself, so that they need not depend on it.
fn runtime(cx: &ModuleContext<'_>) -> UseDeclarations {
    let mut exports = UseDeclarations::default();
    exports.export(None, "bindwright_runtime as runtime", [] as [&str; 0]);
    let common = ["Error", "Request", "Response"]
        .into_iter()
        .filter(|name| !cx.is_taken(name));
    exports.export(None, "bindwright_runtime", common);
    exports
}
