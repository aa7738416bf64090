//! `server.rs`: any implementation of the trait as an axum router.
//!
//! ```text
//! pub fn router<A: PetsApi + 'static, U: Authenticator>(api: A, authenticator: U) -> Router {
//!     routes(api).authenticator(authenticator).into_router()
//! }
//!
//! pub fn routes<A: PetsApi + 'static>(api: A) -> Routes<A> {
//!     Routes::new(api).errors::<Problem>().route(A::list_pets).route(A::add_pet)
//! }
//! ```
//!
//! `router` has no authenticator if no operation requires credentials. `routes` is for servers with
//! limits of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Prose;
use super::ident::ident;
use super::module_context::ModuleContext;
use super::module_path::ModuleKind;
use super::{Item, Module};

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> Module {
    let items = vec![Item::Code(router(&cx)), Item::Code(routes(&cx))];
    let docs = Prose::item()
        .text("The server: any implementation of the trait as an axum router.")
        .lines();
    cx.finish(docs, items)
}

/// `pub fn routes<A>(api: A) -> Routes<A>`: one `.route(…)` per operation.
fn routes(cx: &ModuleContext<'_>) -> TokenStream {
    let routes = cx.runtime("server::Routes");
    let interface = cx.local_item(ModuleKind::Api, &cx.trait_name());
    let errors = cx.analysis.rejection.map(|id| {
        let name = cx.named(id);
        quote!(.errors::<#name>())
    });
    let all = handlers(cx, None);
    let start = quote!(#routes::new(api)#errors #all);
    let body = gated(cx, &start).unwrap_or(start);
    let lint = (!cx.api.features.is_empty()).then(
        || quote!(#[allow(clippy::let_and_return, reason = "some features add routes in between")]),
    );
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

/// The same if operations have features: those without one, then a statement per feature.
fn gated(cx: &ModuleContext<'_>, start: &TokenStream) -> Option<TokenStream> {
    let features = cx.api.features.iter().map(|feature| {
        let gate = cx.gate(Some(&feature.tag));
        let handlers = handlers(cx, Some(&feature.name));
        quote!(#gate let routes = routes #handlers;)
    });
    let features: TokenStream = features.collect();
    (!features.is_empty()).then(|| quote!(let routes = #start; #features routes))
}

/// `pub fn router<A>(api: A) -> Router`, with an authenticator if any operation requires
/// credentials.
fn router(cx: &ModuleContext<'_>) -> TokenStream {
    let router = cx.runtime("server::Router");
    let interface = cx.local_item(ModuleKind::Api, &cx.trait_name());
    if cx.needs().credentials.is_empty() {
        return quote! {
            /// Serves `api`.
            pub fn router<A>(api: A) -> #router
            where
                A: #interface + 'static,
            {
                routes(api).into_router()
            }
        };
    }
    let authenticator = cx.runtime("server::Authenticator");
    quote! {
        /// Serves `api`; `authenticator` decides who may call.
        pub fn router<A, U>(api: A, authenticator: U) -> #router
        where
            A: #interface + 'static,
            U: #authenticator,
        {
            routes(api).authenticator(authenticator).into_router()
        }
    }
}
