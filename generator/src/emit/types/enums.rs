//! Strings and integers by name.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::emit::Item;
use crate::emit::docs::{Prose, code};
use crate::emit::ident::ident;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::ir::{Enumeration, Literal, Type, TypeDef, Variant};

/// The enum; the runtime's `codec!` writes its conversions and comparisons, in less time than derives take.
pub(super) fn items(cx: &ModuleContext<'_>, def: &TypeDef, data: &Enumeration) -> Vec<Item> {
    let (docs, name) = (
        docs(def, "One of several values.").tokens(),
        ident(&def.name),
    );
    let variants = data.variants.iter().map(variant);
    let unknown = data.unlisted.variant().map(|name| {
        let (name, base) = (ident(name), cx.ty(&Type::Scalar(data.base)));
        quote! {
            /// A value that the document does not list.
            #name(#base)
        }
    });
    let derives = match unknown {
        Some(_) => quote!(Clone),
        None => quote!(Clone, Copy),
    };
    let exhaustive = data
        .unlisted
        .variant()
        .is_some()
        .then(|| quote!(#[non_exhaustive]));
    let members = variants.chain(unknown);
    vec![Item::Code(quote! {
        #docs
        #[derive(#derives)]
        #exhaustive
        pub enum #name { #(#members,)* }
    })]
}

fn variant(variant: &Variant) -> TokenStream {
    let shown = shown(&variant.value);
    let otherwise = match shown.as_str() {
        "" => "The empty text.".to_owned(),
        shown => format!("{}.", code(shown)),
    };
    let docs = Prose::member().docs(&variant.docs, &otherwise).tokens();
    let name = ident(&variant.name);
    quote!(#docs #name)
}

pub(super) fn shown(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::String(value) | Literal::Json(value) => value.clone(),
        Literal::Variant(_, name) => name.to_string(),
        Literal::List(values) => values.iter().map(shown).collect::<Vec<_>>().join(", "),
    }
}

/// The constant as a token.
pub(in crate::emit) fn value(value: &Literal) -> TokenStream {
    match value {
        Literal::Integer(value) => literal::integer(*value),
        other => literal::string(&shown(other)),
    }
}
