//! `types.rs`: the named types of the document.

mod alias;
pub(super) mod enums;
mod structs;
mod unions;

use super::docs::{Prose, escape};
use super::scope::Scope;
use super::travel::{Maker, Travel};
use super::{Item, Module};
use crate::ir::{TypeDef, TypeKind};

/// Emits the module.
pub(super) fn emit(scope: Scope<'_>) -> Module {
    let travel = scope.travel();
    let types = scope.types();
    let own = types.flat_map(|(index, def)| items(&scope, def, travel.maker(index)));
    let items = scope.below().into_iter().chain(own).collect();
    let all = format!("Data types of {}", escape(&scope.api.title));
    let docs = Prose::item().text(&scope.subject(&all));
    let docs = if is_partial(&scope, travel) {
        docs.text(SIDES).lines()
    } else {
        docs.lines()
    };
    scope.module(docs, items)
}

/// What a client leaves out.
const SIDES: &str = "What a client only receives has setters and conversions with the feature `server`; its fields are \
                     public either way.";

/// Whether a client leaves out anything.
fn is_partial(scope: &Scope<'_>, travel: &Travel) -> bool {
    let mut types = scope.types();
    types.any(|(index, def)| {
        matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_))
            && travel.maker(index) == Maker::Server
    })
}

fn items(scope: &Scope<'_>, def: &TypeDef, maker: Maker) -> Vec<Item> {
    match &def.kind {
        TypeKind::Struct(data) => structs::items(scope, def, data, maker),
        TypeKind::Enumeration(data) => enums::items(scope, def, data),
        TypeKind::Union(data) => unions::items(scope, def, data, maker),
        TypeKind::Alias(ty, _) => alias::items(scope, def, ty),
        TypeKind::Foreign(path) => alias::foreign(def, path),
    }
}

/// The docs of a named type, with where it comes from.
fn docs(def: &TypeDef, otherwise: &str) -> Prose {
    Prose::item().docs(&def.docs, otherwise).origin(&def.origin)
}
