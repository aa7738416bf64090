//! Another name for a type of the document.
//!
//! ```text
//! /// The id of a user.
//! pub type UserId = String;
//! ```
//!
//! An alias has no codec and no limits of its own: they are part of every field that uses it.

use quote::quote;

use super::docs;
use crate::emit::Item;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::ir::{Type, TypeDef};

/// `pub type UserId = String;`
pub(super) fn items(cx: &ModuleContext<'_>, def: &TypeDef, ty: &Type) -> Vec<Item> {
    let (docs, name, ty) = (
        docs(def).origin_of(def).tokens(),
        ident(&def.name),
        cx.ty(ty),
    );
    vec![Item::Code(quote!(#docs pub type #name = #ty;))]
}
