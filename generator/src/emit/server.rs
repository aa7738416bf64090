//! `server.rs`: any implementation of the trait as an axum router.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Prose;
use super::ident::ident;
use super::place::Home;
use super::scope::Scope;
use super::{Item, Module};
use crate::ir::{TypeDef, TypeKind};

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let items = vec![Item::Code(router(&scope)), Item::Code(routes(&scope))];
    let docs = Prose::item()
        .text("The server: any implementation of the trait as an axum router.")
        .lines();
    scope.module(docs, items)
}

/// Every operation in its place.
fn routes(scope: &Scope<'_>) -> TokenStream {
    let routes = scope.runtime("server::Routes");
    let interface = scope.own(Home::Api, &scope.trait_name());
    let errors = scope.api.types.iter().find(|def| is_error(def)).map(|def| {
        let name = scope.local(Home::Types, &def.name);
        quote!(.errors::<#name>())
    });
    let all = handlers(scope, None);
    let start = quote!(#routes::new(api)#errors #all);
    let body = gated(scope, &start).unwrap_or(start);
    let lint = (!scope.api.features.is_empty()).then(
        || quote!(#[allow(clippy::let_and_return, reason = "features decide what stands between")]),
    );
    let secured = "Operations that ask for credentials answer 401 until an authenticator is set.";
    let docs = Prose::item().text(
        "Every operation of `api`, for limits, timeouts and words of one's own; `into_router` ends it.",
    );
    let docs = match security(scope) {
        Security::Asked => docs.text(secured),
        Security::Open => docs,
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

/// `.route(A::list_pets).route(A::get_pet)`: the operations behind a feature, or those that are always there.
fn handlers(scope: &Scope<'_>, feature: Option<&str>) -> TokenStream {
    let operations = scope.methods();
    let here = operations.filter(|one| scope.api.feature(one.tag.as_deref()) == feature);
    let handlers = here.map(|operation| {
        let name = ident(&operation.name);
        quote!(.route(A::#name))
    });
    handlers.collect()
}

/// The same where operations stand behind features: a statement for each, after those that are always there.
fn gated(scope: &Scope<'_>, start: &TokenStream) -> Option<TokenStream> {
    let features = scope.api.features.iter().map(|feature| {
        let gate = scope.gate(Some(&feature.tag));
        let handlers = handlers(scope, Some(&feature.name));
        quote!(#gate let routes = routes #handlers;)
    });
    let features: TokenStream = features.collect();
    (!features.is_empty()).then(|| quote!(let routes = #start; #features routes))
}

fn router(scope: &Scope<'_>) -> TokenStream {
    let router = scope.runtime("server::Router");
    let interface = scope.own(Home::Api, &scope.trait_name());
    match security(scope) {
        Security::Asked => {
            let authenticator = scope.runtime("server::Authenticator");
            quote! {
                /// Serves `api`; `authenticator` says who may call.
                pub fn router<A, U>(api: A, authenticator: U) -> #router
                where
                    A: #interface + 'static,
                    U: #authenticator,
                {
                    routes(api).authenticator(authenticator).into_router()
                }
            }
        }
        Security::Open => quote! {
            /// Serves `api`.
            pub fn router<A>(api: A) -> #router
            where
                A: #interface + 'static,
            {
                routes(api).into_router()
            }
        },
    }
}

/// Whether some operation asks for credentials.
enum Security {
    Asked,
    Open,
}

fn security(scope: &Scope<'_>) -> Security {
    let mut operations = scope.methods();
    if operations.any(|operation| !operation.security.is_empty()) {
        Security::Asked
    } else {
        Security::Open
    }
}

/// Whether the type is an error body (`x-error`).
fn is_error(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Struct(data) => data.error.is_some(),
        TypeKind::Enumeration(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(..)
        | TypeKind::Foreign(_) => false,
    }
}
