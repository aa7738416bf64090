//! `wire.rs`: how types and operations travel, as tables for the runtime's macros.

mod bodies;
mod check;
mod codec;
mod operation;
mod place;
mod responses;
mod security;

pub(super) use operation::verb;
pub(super) use place::header;
pub(super) use security::scheme_name;

use super::Module;
use super::docs::Prose;
use super::scope::Scope;

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let mut items = codec::items(&scope);
    items.extend(responses::error_bodies(&scope));
    let reach = check::Reach::new(&scope);
    items.extend(check::of_types(&scope, &reach));
    for operation in &scope.api.operations {
        items.push(operation::item(&scope, operation));
        items.extend(bodies::items(&scope, operation));
        items.extend(responses::items(&scope, operation));
        items.extend(check::of_operation(&scope, &reach, operation));
    }
    items.extend(security::items(&scope));
    let docs = "How types and operations travel: names on the wire, limits, places in a message.";
    scope.module(Prose::item().text(docs).lines(), items)
}
