//! Another name for a type.

use quote::quote;

use super::docs;
use crate::emit::Item;
use crate::emit::ident::ident;
use crate::emit::scope::Scope;
use crate::ir::{Type, TypeDef};

/// `pub type UserId = String;`
pub(super) fn items(scope: &Scope<'_>, def: &TypeDef, ty: &Type) -> Vec<Item> {
    let (docs, name, ty) = (
        docs(def, "A name for a type.").tokens(),
        ident(&def.name),
        scope.ty(ty),
    );
    vec![Item::Code(quote!(#docs pub type #name = #ty;))]
}
