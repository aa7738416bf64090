//! Types of the user's, by the path in `x-rust-type`.

use quote::quote;

use super::docs;
use crate::emit::Item;
use crate::emit::ident::{ident, parse};
use crate::emit::module_context::ModuleContext;
use crate::ir::{RustPath, TypeDef};

/// `pub type Money = crate::money::Money;`
pub(super) fn items(_: &ModuleContext<'_>, def: &TypeDef, path: &RustPath) -> Vec<Item> {
    let (docs, name) = (docs(def).origin_of(def).tokens(), ident(&def.name));
    let external = path.segments().next() != Some("crate");
    let root = external.then(|| quote!(::));
    let segments = path.segments().map(parse);
    vec![Item::Code(
        quote!(#docs pub type #name = #root #(#segments)::*;),
    )]
}
