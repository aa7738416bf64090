//! `client.rs`: every operation over HTTP, the client's builder, pages and waiters.

mod builder;
mod methods;
mod pages;
mod pointer_expr;
mod waiter;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Prose, escape};
use super::ident::parse;
use super::module_context::ModuleContext;
use super::module_path::ModuleKind;
use super::{Item, Module};
use crate::ir::Interface;

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> Module {
    let mut items = cx.below();
    if cx.leads() {
        items.push(Item::Code(client(&cx)));
    }
    items.extend(methods::inherent(&cx));
    if cx.leads() {
        items.push(methods::implementation(&cx));
        items.extend(builder::items(&cx).into_iter().map(Item::Code));
    }
    for operation in cx.operations() {
        items.extend(pages::item(&cx, operation));
        items.extend(waiter::item(&cx, operation));
    }
    let all = if cx.leads() {
        "The client: every operation over HTTP"
    } else {
        "Operations over HTTP"
    };
    let docs = Prose::item().text(&cx.subject(all)).lines();
    let attributes = cx
        .leads()
        .then(|| cx.permit(quote!(dead_code, unused_imports)));
    cx.finish(docs, items).with(attributes)
}

fn client(cx: &ModuleContext<'_>) -> TokenStream {
    let core = cx.codegen("Core");
    let title = escape(&cx.api.title);
    let what = match cx.module.interface {
        Interface::Api => format!("Calls {title}"),
        Interface::Webhooks | Interface::Callbacks => {
            format!("Sends the requests of the server of {title}")
        }
    };
    let text = format!("{what} over HTTP. Clones share connections and credentials.");
    let docs = Prose::item().text(&text).tokens();
    let unused = cx
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
fn interface(cx: &ModuleContext<'_>) -> TokenStream {
    let name = cx.trait_name();
    cx.own(ModuleKind::Api, &name);
    let name = parse(&name);
    quote!(#name)
}
