//! `oneOf` and `anyOf`: an enum with one variant per alternative, and `From` for each.
//!
//! ```text
//! pub enum Pet {
//!     /// Tagged `cat`.
//!     Cat(Cat),
//!     /// Tagged `hound`.
//!     Dog(Dog),
//!     /// An object with a tag that the document does not list.
//!     Unknown(Value),
//! }
//!
//! conversions!(Pet { Cat(Cat), Dog(Dog) });
//! ```
//!
//! How a value is decoded is a row of `codec!` in `wire.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::analysis::Direction;
use crate::emit::direction;
use crate::emit::docs::{Prose, code};
use crate::emit::enum_def::{EnumDef, Payloads};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::{Item, Node, Table};
use crate::ir::{Alternative, Tagging, Type, TypeDef, TypeKind, Union};

/// The enum, and `From` for each payload that only one variant has.
pub(super) fn items(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Union,
    direction: Direction,
) -> Vec<Item> {
    let variants = data.alternatives.iter().map(|one| variant(cx, one));
    let union = EnumDef {
        name: &def.name,
        docs: docs(def).origin_of(def),
        variants: variants.chain(unknown(cx, &data.tagging)).collect(),
        payloads: if holds_struct(cx, data) {
            Payloads::Structs
        } else {
            Payloads::Small
        },
    };
    std::iter::once(union.item())
        .chain(conversions(cx, def, data, direction))
        .collect()
}

/// `Cat(Cat)`, with the tags that select it as docs.
fn variant(cx: &ModuleContext<'_>, alternative: &Alternative) -> TokenStream {
    let tags: Vec<String> = alternative.tags.iter().map(|tag| code(tag)).collect();
    let otherwise = match tags.as_slice() {
        [] => String::new(),
        tags => format!("Tagged {}.", tags.join(" or ")),
    };
    let docs = Prose::member().docs(&alternative.docs, &otherwise).tokens();
    let (name, ty) = (ident(&alternative.name), cx.ty(&alternative.ty));
    quote!(#docs #name(#ty))
}

/// `Unknown(Value)`: what a newer server may send.
fn unknown(cx: &ModuleContext<'_>, tagging: &Tagging) -> Option<TokenStream> {
    match tagging {
        Tagging::Property(_, Some(name)) => {
            let (name, value) = (ident(name), cx.runtime("Value"));
            Some(quote! {
                /// An object with a tag that the document does not list.
                #name(#value)
            })
        }
        Tagging::Property(_, None) | Tagging::Untagged => None,
    }
}

/// `conversions!(Pet { Cat(Cat), Dog(Dog) });`: `From` for each payload that only one variant has.
fn conversions(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Union,
    direction: Direction,
) -> Option<Item> {
    let sole = |one: &&Alternative| is_sole(cx, data, one);
    let rows: Vec<Node> = data
        .alternatives
        .iter()
        .filter(sole)
        .map(|one| {
            let (variant, ty) = (ident(&one.name), cx.ty(&one.ty));
            Node::Leaf(quote!(#variant(#ty)))
        })
        .collect();
    let (name, suffix) = (ident(&def.name), direction::words(direction));
    if rows.is_empty() {
        return None;
    }
    let body = Node::filled(quote!(#name #suffix), rows);
    Some(Table::line(cx.codegen("conversions"), body))
}

/// Whether the payload is a named type that no other variant has.
fn is_sole(cx: &ModuleContext<'_>, data: &Union, alternative: &Alternative) -> bool {
    let ty = cx.api.resolved(&alternative.ty);
    let same = data
        .alternatives
        .iter()
        .filter(|other| cx.api.resolved(&other.ty) == ty)
        .count();
    matches!(ty, Type::Named(_)) && same == 1
}

/// Whether a variant can be much larger than the others.
fn holds_struct(cx: &ModuleContext<'_>, data: &Union) -> bool {
    data.alternatives
        .iter()
        .any(|alternative| match cx.api.resolved(&alternative.ty) {
            Type::Named(id) => cx
                .api
                .get(*id)
                .is_some_and(|def| matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_))),
            _ => false,
        })
}
