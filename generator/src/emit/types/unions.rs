//! One of several types.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::emit::Item;
use crate::emit::docs::Prose;
use crate::emit::ident::ident;
use crate::emit::scope::Scope;
use crate::emit::travel::Maker;
use crate::ir::{Alternative, Tagging, Type, TypeDef, TypeKind, Union};

/// The enum, and `From` for each payload that only one variant has.
pub(super) fn items(scope: &Scope<'_>, def: &TypeDef, data: &Union, maker: Maker) -> Vec<Item> {
    let (docs, name) = (
        docs(def, "One of several types.").tokens(),
        ident(&def.name),
    );
    let variants = data
        .alternatives
        .iter()
        .map(|alternative| variant(scope, alternative));
    let unknown = unknown(scope, &data.tagging);
    let members = variants.chain(unknown);
    let lint = holds_struct(scope, data).then(|| {
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
        .filter(|alternative| is_sole(scope, data, alternative))
        .map(|alternative| conversion(scope, def, alternative, maker));
    std::iter::once(union)
        .chain(conversions)
        .map(Item::Code)
        .collect()
}

fn variant(scope: &Scope<'_>, alternative: &Alternative) -> TokenStream {
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
    let (name, ty) = (ident(&alternative.name), scope.ty(&alternative.ty));
    quote!(#docs #name(#ty))
}

fn unknown(scope: &Scope<'_>, tagging: &Tagging) -> Option<TokenStream> {
    match tagging {
        Tagging::Property(_, Some(name)) => {
            let (name, value) = (ident(name), scope.runtime("Value"));
            Some(quote! {
                /// An object with a tag that the document does not list.
                #name(#value)
            })
        }
        Tagging::Property(_, None) | Tagging::Untagged => None,
    }
}

fn conversion(
    scope: &Scope<'_>,
    def: &TypeDef,
    alternative: &Alternative,
    maker: Maker,
) -> TokenStream {
    let (name, ty, variant) = (
        ident(&def.name),
        scope.ty(&alternative.ty),
        ident(&alternative.name),
    );
    let (from, condition) = (scope.prelude("From"), maker.condition());
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
fn is_sole(scope: &Scope<'_>, data: &Union, alternative: &Alternative) -> bool {
    let ty = scope.resolved(&alternative.ty);
    let same = data
        .alternatives
        .iter()
        .filter(|other| scope.resolved(&other.ty) == ty)
        .count();
    matches!(ty, Type::Named(_)) && same == 1
}

fn holds_struct(scope: &Scope<'_>, data: &Union) -> bool {
    data.alternatives
        .iter()
        .any(|alternative| match scope.resolved(&alternative.ty) {
            Type::Named(id) => scope
                .def(*id)
                .is_some_and(|def| matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_))),
            _ => false,
        })
}
