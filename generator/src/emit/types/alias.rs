//! Another name for a type.

use quote::quote;

use super::docs;
use crate::emit::Item;
use crate::emit::ident::{ident, parse};
use crate::emit::module_context::ModuleContext;
use crate::ir::{RustPath, Type, TypeDef};

/// `pub type UserId = String;`
pub(super) fn items(cx: &ModuleContext<'_>, def: &TypeDef, ty: &Type) -> Vec<Item> {
    let (docs, name, ty) = (
        docs(def, "A name for a type.").tokens(),
        ident(&def.name),
        cx.ty(ty),
    );
    vec![Item::Code(quote!(#docs pub type #name = #ty;))]
}

/// `pub type Money = crate::money::Money;`
pub(super) fn foreign(def: &TypeDef, path: &RustPath) -> Vec<Item> {
    let (docs, name) = (
        docs(def, "A type of the user's own.").tokens(),
        ident(&def.name),
    );
    let external = path.segments().next() != Some("crate");
    let root = external.then(|| quote!(::));
    let segments = path.segments().map(parse);
    vec![Item::Code(
        quote!(#docs pub type #name = #root #(#segments)::*;),
    )]
}
