//! One of several types.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::emit::Item;
use crate::emit::docs::Prose;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::travel::Maker;
use crate::ir::{Alternative, Tagging, Type, TypeDef, TypeKind, Union};

/// The enum, and `From` for each payload that only one variant has.
pub(super) fn items(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Union,
    maker: Maker,
) -> Vec<Item> {
    let (docs, name) = (
        docs(def, "One of several types.").tokens(),
        ident(&def.name),
    );
    let variants = data
        .alternatives
        .iter()
        .map(|alternative| variant(cx, alternative));
    let unknown = unknown(cx, &data.tagging);
    let members = variants.chain(unknown);
    let lint = holds_struct(cx, data).then(|| {
        quote!(#[allow(clippy::large_enum_variant, reason = "the document decides what a variant holds")])
    });
    let union = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #lint
        #[non_exhaustive]
        pub enum #name { #(#members,)* }
    };
    let conversions = data
        .alternatives
        .iter()
        .filter(|alternative| is_sole(cx, data, alternative))
        .map(|alternative| conversion(cx, def, alternative, maker));
    std::iter::once(union)
        .chain(conversions)
        .map(Item::Code)
        .collect()
}

fn variant(cx: &ModuleContext<'_>, alternative: &Alternative) -> TokenStream {
    let otherwise = match alternative.tags.as_slice() {
        [] => "One alternative.".to_owned(),
        tags => {
            let tags: Vec<String> = tags
                .iter()
                .map(|tag| crate::emit::docs::code(tag))
                .collect();
            format!("Tagged {}.", tags.join(" or "))
        }
    };
    let docs = Prose::member().docs(&alternative.docs, &otherwise).tokens();
    let (name, ty) = (ident(&alternative.name), cx.ty(&alternative.ty));
    quote!(#docs #name(#ty))
}

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

fn conversion(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    alternative: &Alternative,
    maker: Maker,
) -> TokenStream {
    let (name, ty, variant) = (
        ident(&def.name),
        cx.ty(&alternative.ty),
        ident(&alternative.name),
    );
    let (from, condition) = (cx.prelude("From"), maker.condition());
    quote! {
        #condition
        impl #from<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#variant(value)
            }
        }
    }
}

/// Whether the payload is a named type that no other variant has.
fn is_sole(cx: &ModuleContext<'_>, data: &Union, alternative: &Alternative) -> bool {
    let ty = cx.resolved(&alternative.ty);
    let same = data
        .alternatives
        .iter()
        .filter(|other| cx.resolved(&other.ty) == ty)
        .count();
    matches!(ty, Type::Named(_)) && same == 1
}

fn holds_struct(cx: &ModuleContext<'_>, data: &Union) -> bool {
    data.alternatives
        .iter()
        .any(|alternative| match cx.resolved(&alternative.ty) {
            Type::Named(id) => cx
                .def(*id)
                .is_some_and(|def| matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_))),
            _ => false,
        })
}
