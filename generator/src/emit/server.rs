//! `server.rs`: any implementation of the trait as an axum router.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Prose;
use super::ident::ident;
use super::scope::{Home, Scope};
use super::{Item, Module};
use crate::ir::{Kind, TypeDef};

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let items = vec![Item::Code(router(&scope))];
    let docs = Prose::item()
        .text("The server: any implementation of the trait as an axum router.")
        .lines();
    scope.module(docs, items)
}

fn router(scope: &Scope<'_>) -> TokenStream {
    let (router, routes) = (
        scope.runtime("server::Router"),
        scope.runtime("server::Routes"),
    );
    let authenticator = scope.runtime("server::Authenticator");
    let interface = scope.own(Home::Api, &scope.trait_name());
    let errors = scope.api.types.iter().find(|def| is_error(def)).map(|def| {
        let name = scope.local(Home::Types, &def.name);
        quote!(.errors::<#name>())
    });
    let handlers = scope.api.operations.iter().map(|operation| {
        let name = ident(&operation.name);
        quote!(.route(A::#name))
    });
    quote! {
        /// Serves `api`; `authenticator` says who may call.
        pub fn router<A, U>(api: A, authenticator: U) -> #router
        where
            A: #interface + 'static,
            U: #authenticator,
        {
            #routes::new(api).authenticator(authenticator)#errors #(#handlers)*.into_router()
        }
    }
}

/// Whether the type is an error body (`x-error`).
fn is_error(def: &TypeDef) -> bool {
    match &def.kind {
        Kind::Struct(data) => data.error.is_some(),
        Kind::Enumeration(_) | Kind::Union(_) | Kind::Alias(..) => false,
    }
}
