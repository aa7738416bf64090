//! Types that the user has written, by the path in `x-rust-type`.
//!
//! ```text
//! /// An amount of money.
//! pub type Money = crate::money::Money;
//! pub type Weight = ::bindwright_runtime::Number;
//! ```
//!
//! The type encodes, decodes and checks its own values; generated code only refers to it.

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
