//! `wire.rs`: the wire format of types and operations, as tables for the runtime's macros.

mod bodies;
mod check;
mod codec;
mod operation;
mod param;
mod responses;
mod security;

pub(super) use operation::verb;
pub(super) use param::header;
pub(super) use security::scheme_name;

use quote::quote;

use super::docs::Prose;
use super::module_context::ModuleContext;
use super::{Item, Module};
use crate::ir::Interface;

/// Emits the module of operations, and of types where the API is not divided.
pub(super) fn emit(cx: ModuleContext<'_>) -> Module {
    let mut items = cx.below();
    let has_types = cx.module.interface == Interface::Api && !cx.api.types_are_divided();
    if has_types {
        items.extend(of_types(&cx));
    }
    for operation in cx.operations() {
        items.push(operation::item(&cx, operation));
        items.extend(bodies::items(&cx, operation));
        items.extend(responses::items(&cx, operation));
        items.extend(check::of_body(&cx, operation));
    }
    if cx.leads() {
        items.extend(security::items(&cx));
    }
    let docs = if has_types {
        "The wire format of types and operations: names, parameters, media types, limits."
            .to_owned()
    } else {
        cx.subject("The wire format of operations")
    };
    let attributes = cx.leads().then(|| cx.permit(quote!(dead_code)));
    let docs = Prose::item().text(&docs).lines();
    cx.finish(docs, items).with(attributes)
}

/// Emits the module of types where the API is divided.
pub(super) fn emit_types(cx: ModuleContext<'_>) -> Module {
    let mut items = cx.below();
    items.extend(of_types(&cx));
    let docs = cx.subject("The wire format of types");
    cx.finish(Prose::item().text(&docs).lines(), items)
}

fn of_types(cx: &ModuleContext<'_>) -> Vec<Item> {
    let mut items = codec::items(cx);
    items.extend(responses::error_bodies(cx));
    items.extend(check::of_types(cx));
    items
}
