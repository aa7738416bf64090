//! `server.rs`: any implementation of the trait as an axum router.
//!
//! ```text
//! pub fn router<A: PetsApi + 'static, U: Authenticator>(api: A, authenticator: U) -> Router {
//!     routes(api).authenticator(authenticator).into_router()
//! }
//!
//! pub fn routes<A: PetsApi + 'static>(api: A) -> Routes<A> {
//!     let routes = Routes::new(api).at("/v1").errors::<Problem>().route(A::list_pets).route(A::add_pet);
//!     #[cfg(feature = "server-docs")]
//!     let routes = routes.document(OPENAPI);
//!     routes
//! }
//! ```
//!
//! The base path is that of the document's first server, so that a client of the same document finds the operations.
//!
//! `router` has no authenticator if no operation requires credentials. `routes` is for servers with
//! limits of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Prose, code};
use super::ident::ident;
use super::literal;
use super::module_context::ModuleContext;
use super::module_path::ModuleKind;
use super::{DOCUMENT_FILE, Item, ModuleHead};
use crate::ir::Interface;

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    let document = is_main(&cx).then(|| Item::Code(document()));
    cx.add([Item::Code(router(&cx)), Item::Code(routes(&cx))]);
    cx.add(document);
    let docs = Prose::item()
        .text("The server: any implementation of the trait as an axum router.")
        .lines();
    cx.finish(docs)
}

/// `pub fn routes<A>(api: A) -> Routes<A>`: one `.route(…)` per operation.
fn routes(cx: &ModuleContext<'_>) -> TokenStream {
    let routes = cx.runtime("server::Routes");
    let interface = cx.local_item(ModuleKind::Api, &cx.trait_name());
    let errors = cx.analysis.rejection.map(|id| {
        let name = cx.named(id);
        quote!(.errors::<#name>())
    });
    let base = base_path(cx).map(|path| {
        let path = literal::string(path);
        quote!(.at(#path))
    });
    let all = handlers(cx, None);
    let start = quote!(#routes::new(api)#base #errors #all);
    let additions = additions(cx);
    let (body, lint) = if additions.is_empty() {
        (start, None)
    } else {
        let lint = quote!(#[allow(clippy::let_and_return, reason = "a feature adds to them")]);
        (quote!(let routes = #start; #additions routes), Some(lint))
    };
    let secured = "Operations that require credentials return 401 until an authenticator is set.";
    let docs = Prose::item().text(
        "The routes of `api`, to set limits, timeouts and error texts; finish with `into_router`.",
    );
    let docs = if cx.needs().credentials.is_empty() {
        docs
    } else {
        docs.text(secured)
    };
    let docs = docs.tokens();
    quote! {
        #docs
        #lint
        pub fn routes<A>(api: A) -> #routes<A>
        where
            A: #interface + 'static,
        {
            #body
        }
    }
}

/// The base path of the document's server, if it is not the root. Webhooks have none.
fn base_path<'a>(cx: &ModuleContext<'a>) -> Option<&'a str> {
    let server = cx.server()?;
    Some(server.base_path.as_str()).filter(|path| !path.is_empty())
}

/// `.route(A::list_pets).route(A::get_pet)`: the operations of a feature, or those without one.
fn handlers(cx: &ModuleContext<'_>, feature: Option<&str>) -> TokenStream {
    let operations = cx.methods();
    let here = operations.filter(|one| cx.api.feature(one.tag.as_deref()) == feature);
    let handlers = here.map(|operation| {
        let name = ident(&operation.name);
        quote!(.route(A::#name))
    });
    handlers.collect()
}

/// A statement per feature: of the operations that have one, and of the document.
fn additions(cx: &ModuleContext<'_>) -> TokenStream {
    let features = cx.api.features.iter().map(|feature| {
        let gate = cx.gate(Some(&feature.tag));
        let handlers = handlers(cx, Some(&feature.name));
        quote!(#gate let routes = routes #handlers;)
    });
    let document =
        is_main(cx).then(|| quote!(#[cfg(feature = #DOCS)] let routes = routes.document(OPENAPI);));
    features.chain(document).collect()
}

/// The feature of the page that shows the document.
const DOCS: &str = "server-docs";

/// Whether this is the API, and not what it sends: the document is embedded once.
fn is_main(cx: &ModuleContext<'_>) -> bool {
    cx.module.interface == Interface::Api
}

/// `pub const OPENAPI`: the document, which the pipeline puts beside this module.
fn document() -> TokenStream {
    // By its path: an import would be unused without the feature.
    let ty = quote!(bindwright_runtime::server::OpenApiDocument);
    let docs = Prose::item()
        .text("The document that this was generated from, as JSON: `to_text` decompresses it.")
        .tokens();
    quote! {
        #docs
        #[cfg(feature = #DOCS)]
        pub const OPENAPI: #ty = #ty::from_gzip(include_bytes!(#DOCUMENT_FILE));
    }
}

/// `pub fn router<A>(api: A) -> Router`, with an authenticator if any operation requires
/// credentials.
fn router(cx: &ModuleContext<'_>) -> TokenStream {
    let router = cx.runtime("server::Router");
    let interface = cx.local_item(ModuleKind::Api, &cx.trait_name());
    let below = base_path(cx).map_or(String::new(), |path| format!(" below {}", code(path)));
    if cx.needs().credentials.is_empty() {
        let docs = Prose::item()
            .text(&format!("Serves `api`{below}."))
            .tokens();
        return quote! {
            #docs
            pub fn router<A>(api: A) -> #router
            where
                A: #interface + 'static,
            {
                routes(api).into_router()
            }
        };
    }
    let authenticator = cx.runtime("server::Authenticator");
    let docs = format!("Serves `api`{below}; `authenticator` decides who may call.");
    let docs = Prose::item().text(&docs).tokens();
    quote! {
        #docs
        pub fn router<A, U>(api: A, authenticator: U) -> #router
        where
            A: #interface + 'static,
            U: #authenticator,
        {
            routes(api).authenticator(authenticator).into_router()
        }
    }
}
