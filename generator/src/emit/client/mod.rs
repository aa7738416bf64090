//! `client.rs`: every operation over HTTP.

mod builder;
mod follow;
mod methods;
mod pages;
mod waiter;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Prose, escape};
use super::ident::parse;
use super::place::Home;
use super::scope::Scope;
use super::{Item, Module};
use crate::ir::Interface;

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let mut items = scope.below();
    if scope.leads() {
        items.push(Item::Code(client(&scope)));
    }
    items.push(Item::Code(methods::inherent(&scope)));
    if scope.leads() {
        items.push(Item::Code(methods::implementation(&scope)));
        items.extend(builder::items(&scope).into_iter().map(Item::Code));
    }
    for operation in scope.operations() {
        items.extend(pages::item(&scope, operation));
        items.extend(waiter::item(&scope, operation));
    }
    let all = if scope.leads() {
        "The client: every operation over HTTP"
    } else {
        "Operations over HTTP"
    };
    let docs = Prose::item().text(&scope.subject(all)).lines();
    let attributes = scope
        .leads()
        .then(|| scope.permit(quote!(dead_code, unused_imports)));
    scope.module(docs, items).with(attributes)
}

fn client(scope: &Scope<'_>) -> TokenStream {
    let core = scope.codegen("Core");
    let title = escape(&scope.api.title);
    let what = match scope.place.interface {
        Interface::Api => format!("Calls {title}"),
        Interface::Webhooks | Interface::Callbacks => {
            format!("Sends what the server of {title} sends")
        }
    };
    let text = format!("{what} over HTTP. Clones share connections and credentials.");
    let docs = Prose::item().text(&text).tokens();
    let unused = scope
        .methods()
        .next()
        .is_none()
        .then(|| quote!(#[expect(dead_code, reason = "the document describes no operation")]));
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct Client { #unused core: #core }
    }
}

/// The trait as seen from here.
fn interface(scope: &Scope<'_>) -> TokenStream {
    let name = scope.trait_name();
    scope.own(Home::Api, &name);
    let name = parse(&name);
    quote!(#name)
}
