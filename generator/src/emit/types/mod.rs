//! `types.rs`: the named types of the document.

mod alias;
pub(super) mod enums;
mod structs;
mod unions;

use super::docs::{Prose, escape};
use super::module_context::ModuleContext;
use super::travel::{Maker, Travel};
use super::{Item, Module};
use crate::ir::{TypeDef, TypeKind};

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> Module {
    let travel = cx.travel();
    let types = cx.types();
    let own = types.flat_map(|(index, def)| items(&cx, def, travel.maker(index)));
    let items = cx.below().into_iter().chain(own).collect();
    let all = format!("Data types of {}", escape(&cx.api.title));
    let docs = Prose::item().text(&cx.subject(&all));
    let docs = if is_partial(&cx, travel) {
        docs.text(SIDES).lines()
    } else {
        docs.lines()
    };
    cx.finish(docs, items)
}

/// What a client leaves out.
const SIDES: &str = "What a client only receives has setters and conversions with the feature `server`; its fields are \
                     public either way.";

/// Whether a client leaves out anything.
fn is_partial(cx: &ModuleContext<'_>, travel: &Travel) -> bool {
    let mut types = cx.types();
    types.any(|(index, def)| {
        matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_))
            && travel.maker(index) == Maker::Server
    })
}

fn items(cx: &ModuleContext<'_>, def: &TypeDef, maker: Maker) -> Vec<Item> {
    match &def.kind {
        TypeKind::Struct(data) => structs::items(cx, def, data, maker),
        TypeKind::Enumeration(data) => enums::items(cx, def, data),
        TypeKind::Union(data) => unions::items(cx, def, data, maker),
        TypeKind::Alias(ty, _) => alias::items(cx, def, ty),
        TypeKind::Foreign(path) => alias::foreign(def, path),
    }
}

/// The docs of a named type, with where it comes from.
fn docs(def: &TypeDef, otherwise: &str) -> Prose {
    Prose::item().docs(&def.docs, otherwise).origin(&def.origin)
}
