//! `types.rs`: the named types of the document.

mod alias;
pub(super) mod enums;
mod structs;
mod unions;

use super::docs::{Prose, escape};
use super::scope::Scope;
use super::{Item, Module};
use crate::ir::{Kind, TypeDef};

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let items = scope
        .api
        .types
        .iter()
        .flat_map(|def| items(&scope, def))
        .collect();
    let docs = Prose::item()
        .text(&format!("Data types of {}.", escape(&scope.api.title)))
        .lines();
    scope.module(docs, items)
}

fn items(scope: &Scope<'_>, def: &TypeDef) -> Vec<Item> {
    match &def.kind {
        Kind::Struct(data) => structs::items(scope, def, data),
        Kind::Enumeration(data) => enums::items(scope, def, data),
        Kind::Union(data) => unions::items(scope, def, data),
        Kind::Alias(ty, _) => alias::items(scope, def, ty),
        Kind::Foreign(path) => alias::foreign(def, path),
    }
}

/// The docs of a named type, with where it comes from.
fn docs(def: &TypeDef, otherwise: &str) -> Prose {
    Prose::item().docs(&def.docs, otherwise).origin(&def.origin)
}
