//! `api.rs`: the trait, the arguments of its operations, and outcomes of several types.

mod body;
mod header;
mod outcome;
mod request;
mod trait_;

pub(super) use header::constant;
pub(super) use trait_::wire;

use super::docs::Prose;
use super::scope::Scope;
use super::{Item, Module};

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let mut items = vec![Item::Code(trait_::item(&scope))];
    for operation in &scope.api.operations {
        items.extend(request::items(&scope, operation));
        items.extend(body::items(&scope, operation));
        items.extend(
            outcome::items(&scope, operation)
                .into_iter()
                .map(Item::Code),
        );
    }
    items.extend(header::items(&scope));
    let docs = Prose::item()
        .text("The API as one trait, and the arguments of its operations.")
        .lines();
    scope.module(docs, items)
}
