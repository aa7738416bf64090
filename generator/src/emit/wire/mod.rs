//! `wire.rs`: how types and operations travel, as tables for the runtime's macros.

mod bodies;
mod check;
mod codec;
mod operation;
mod place;
mod responses;
mod security;

pub(super) use check::Reach;
pub(super) use operation::verb;
pub(super) use place::header;
pub(super) use security::scheme_name;

use quote::quote;

use super::docs::Prose;
use super::scope::Scope;
use super::{Item, Module};
use crate::ir::Interface;

/// Emits the module of operations, and of types where the API is not divided.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let mut items = scope.below();
    let has_types = scope.place.interface == Interface::Api && !scope.api.types_are_divided();
    if has_types {
        items.extend(of_types(&scope));
    }
    let reach = scope.reach();
    for operation in scope.operations() {
        items.push(operation::item(&scope, operation));
        items.extend(bodies::items(&scope, operation));
        items.extend(responses::items(&scope, operation));
        items.extend(check::of_operation(&scope, reach, operation));
    }
    if scope.leads() {
        items.extend(security::items(&scope));
    }
    let docs = if has_types {
        "How types and operations travel: names on the wire, limits, places in a message."
            .to_owned()
    } else {
        scope.subject("How operations travel")
    };
    let attributes = scope.leads().then(|| scope.permit(quote!(dead_code)));
    let docs = Prose::item().text(&docs).lines();
    scope.module(docs, items).with(attributes)
}

/// Emits the module of types where the API is divided.
pub(super) fn emit_types(scope: Scope<'_>) -> Module {
    let mut items = scope.below();
    items.extend(of_types(&scope));
    let docs = scope.subject("How types travel");
    scope.module(Prose::item().text(&docs).lines(), items)
}

fn of_types(scope: &Scope<'_>) -> Vec<Item> {
    let mut items = codec::items(scope);
    items.extend(responses::error_bodies(scope));
    items.extend(check::of_types(scope, scope.reach()));
    items
}

impl<'a> Scope<'a> {
    /// Which types have anything to check.
    fn reach(&self) -> &'a check::Reach {
        self.shared.reach.get_or_init(|| check::Reach::new(self))
    }
}
