//! `types.rs`: the named types of the document.
//!
//! ```text
//! object! { pub struct Cat { pub optional lives: i64 } }
//! enumeration! { pub enum Sort { Ascending = "ASC", Descending = "DESC" } }
//! pub enum Pet { Cat(Cat), Dog(Dog) }
//! pub type UserId = String;
//! ```
//!
//! Structs and enums of strings are macro calls, since their methods follow from their rows: a
//! setter per field, `as_str`. They come with their codec. A union is a plain `enum`, and its codec
//! is a row in `wire.rs` ([`super::wire`]).

mod alias;
mod enums;
mod foreign;
mod structs;
mod unions;

use super::docs::{Prose, escape};
use super::module_context::ModuleContext;
use super::{Item, ModuleHead};
use crate::analysis::{Direction, Directions};
use crate::ir::{TypeDef, TypeKind};

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    let directions = &cx.analysis.directions;
    cx.add(cx.submodules());
    for (index, def) in cx.types() {
        cx.add(items(&cx, def, directions.of(index)));
    }
    let all = format!("Data types of {}", escape(&cx.api.title));
    let docs = Prose::item().text(&cx.subject(&all));
    let docs = if is_partial(&cx, directions) {
        docs.text(SIDES).lines()
    } else {
        docs.lines()
    };
    cx.finish(docs)
}

/// What a client leaves out.
const SIDES: &str = "Types in responses have constructors, setters and conversions with the feature `builders`, for \
                     tests and servers; their fields are public without it.";

/// Whether a client leaves out anything.
fn is_partial(cx: &ModuleContext<'_>, directions: &Directions) -> bool {
    let mut types = cx.types();
    types.any(|(index, def)| {
        matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_))
            && directions.of(index) == Direction::Responses
    })
}

/// A named type, by its kind.
fn items(cx: &ModuleContext<'_>, def: &TypeDef, direction: Direction) -> Vec<Item> {
    match &def.kind {
        TypeKind::Struct(data) => structs::items(cx, def, data, direction),
        TypeKind::Enumeration(data) => enums::items(cx, def, data, direction),
        TypeKind::Union(data) => unions::items(cx, def, data, direction),
        TypeKind::Alias(ty, _) => alias::items(cx, def, ty),
        TypeKind::Foreign(path) => foreign::items(cx, def, path),
    }
}

/// The docs of a named type.
fn docs(def: &TypeDef) -> Prose {
    Prose::item().docs(&def.docs, "")
}

/// The docs of a named type inside a macro call.
fn nested_docs(def: &TypeDef) -> Prose {
    Prose::nested_item().docs(&def.docs, "")
}
