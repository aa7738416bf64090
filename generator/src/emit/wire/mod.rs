//! `wire.rs`: the wire format of types and operations, as tables for the runtime's macros.
//!
//! ```text
//! limits!(Pet { "name" => name: [MinLength(1), MaxLength(20)] });
//!
//! operation!(AddPet => {
//!     spec: OperationSpec::post("addPet", "/pets").security(TOKEN_REQUIRED),
//!     body: required [Media::JSON],
//!     limits: { "body" => body: inside },
//!     success: Pet { ResponseSpec::json(200) },
//! });
//! ```
//!
//! The client and the server share these rows: what one writes, the other reads. They are data for
//! a few functions of the runtime, since code per operation would dominate the build time of a
//! large API.

mod bodies;
mod check;
mod codec;
mod error_bodies;
mod operation;
mod param;
mod responses;
mod security;

pub(super) use param::header;

use quote::quote;

use super::ModuleHead;
use super::docs::Prose;
use super::module_context::ModuleContext;
use crate::ir::Interface;

/// Emits the module: operations, and types unless the API is large enough for a `codec.rs`.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    cx.add(cx.submodules());
    let has_types = cx.module.interface == Interface::Api && !cx.api.types_are_divided();
    if has_types {
        add_types(&cx);
    }
    for operation in cx.operations() {
        cx.add(operation::items(&cx, operation));
        cx.add(bodies::items(&cx, operation));
        cx.add(responses::items(&cx, operation));
        cx.add(check::bodies::items(&cx, operation));
    }
    if cx.is_head() {
        cx.add(security::items(&cx));
    }
    let docs = if has_types {
        "The wire format of types and operations: names, parameters, media types, limits."
            .to_owned()
    } else {
        cx.subject("The wire format of operations")
    };
    let attributes = cx.is_head().then(|| cx.permit(quote!(dead_code)));
    let docs = Prose::item().text(&docs).lines();
    cx.finish(docs).with(attributes)
}

/// The tables that implement traits of the runtime which callers can name.
pub(super) fn implementations(cx: ModuleContext<'_>) -> ModuleHead {
    let has_types = cx.module.interface == Interface::Api && !cx.api.types_are_divided();
    if has_types {
        add_types(&cx);
    }
    for operation in cx.operations() {
        cx.add(check::bodies::items(&cx, operation));
    }
    cx.finish(Vec::new())
}

/// Adds the tables of the types that the module is about.
pub(super) fn add_types(cx: &ModuleContext<'_>) {
    cx.add(codec::items(cx));
    cx.add(error_bodies::items(cx));
    cx.add(check::types::items(cx));
}
