//! `api.rs`: the trait, the request type of each operation, and enums for responses of several types.

mod body;
mod header;
mod request;
mod response;
mod trait_;

pub(super) use header::constant;
pub(super) use trait_::wire;

use quote::quote;

use super::docs::Prose;
use super::module_context::ModuleContext;
use super::{Item, Module};
use crate::ir::Interface;

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> Module {
    let mut items = cx.below();
    if cx.leads() {
        items.push(Item::Code(trait_::item(&cx)));
    }
    for operation in cx.operations() {
        items.extend(request::items(&cx, operation));
        items.extend(body::items(&cx, operation));
        items.extend(response::items(&cx, operation).into_iter().map(Item::Code));
    }
    if cx.leads() {
        items.extend(header::items(&cx));
    }
    let all = match cx.module.interface {
        _ if !cx.leads() => "Requests of operations",
        Interface::Api => "The API as one trait, and the request type of each operation",
        Interface::Webhooks => "Webhooks as one trait, and the request type of each",
        Interface::Callbacks => "Callbacks as one trait, and the request type of each",
    };
    let docs = Prose::item().text(&cx.subject(all)).lines();
    let attributes = cx.leads().then(|| cx.permit(quote!(unused_imports)));
    cx.finish(docs, items).with(attributes)
}
