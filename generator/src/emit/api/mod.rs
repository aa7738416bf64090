//! `api.rs`: the trait, the arguments of its operations, and outcomes of several types.

mod body;
mod header;
mod outcome;
mod request;
mod trait_;

pub(super) use header::constant;
pub(super) use trait_::wire;

use quote::quote;

use super::docs::Prose;
use super::scope::Scope;
use super::{Item, Module};
use crate::ir::Interface;

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let mut items = scope.below();
    if scope.leads() {
        items.push(Item::Code(trait_::item(&scope)));
    }
    for operation in scope.operations() {
        items.extend(request::items(&scope, operation));
        items.extend(body::items(&scope, operation));
        items.extend(
            outcome::items(&scope, operation)
                .into_iter()
                .map(Item::Code),
        );
    }
    if scope.leads() {
        items.extend(header::items(&scope));
    }
    let all = match scope.place.interface {
        _ if !scope.leads() => "Arguments of operations",
        Interface::Api => "The API as one trait, and the arguments of its operations",
        Interface::Webhooks => "Webhooks as one trait, and what they bring along",
        Interface::Callbacks => "Callbacks as one trait, and what they bring along",
    };
    let docs = Prose::item().text(&scope.subject(all)).lines();
    let attributes = scope.leads().then(|| scope.permit(quote!(unused_imports)));
    scope.module(docs, items).with(attributes)
}
