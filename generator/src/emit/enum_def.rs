//! Enums of types: unions, request bodies and responses of several types.
//!
//! ```text
//! #[derive(Debug, PartialEq)]
//! #[allow(clippy::large_enum_variant, reason = "the document decides what a variant holds")]
//! #[non_exhaustive]
//! pub enum Pet { Cat(Cat), Dog(Dog) }
//! ```
//!
//! `#[non_exhaustive]`: a new alternative in the document must not break callers.

use proc_macro2::TokenStream;
use quote::quote;

use super::Item;
use super::docs::Prose;
use super::ident::ident;
use crate::ir::TypeName;

/// An enum to print.
pub(super) struct EnumDef<'a> {
    /// The enum's name.
    pub(super) name: &'a TypeName,
    /// Its docs.
    pub(super) docs: Prose,
    /// Its variants, with their docs and payloads.
    pub(super) variants: Vec<TokenStream>,
    /// What its payloads are like.
    pub(super) payloads: Payloads,
    /// Whether `codec!` implements `Clone`: for the unions of a document, which may contain themselves.
    pub(super) has_codec: bool,
}

/// What the payloads of an enum are like, of which its attributes depend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Payloads {
    /// Scalars, strings, lists: all of about the same size.
    Small,
    /// At least one struct, which can be much larger than the others.
    Structs,
    /// At least one stream, which can be neither cloned nor compared.
    Streams,
}

impl EnumDef<'_> {
    /// The enum.
    pub(super) fn item(self) -> Item {
        let (docs, name, variants) = (self.docs.tokens(), ident(self.name), self.variants);
        let derives = match self.payloads {
            Payloads::Small | Payloads::Structs if self.has_codec => quote!(Debug, PartialEq),
            Payloads::Small | Payloads::Structs => quote!(Debug, Clone, PartialEq),
            Payloads::Streams => quote!(Debug),
        };
        let lint = match self.payloads {
            Payloads::Small => None,
            Payloads::Structs | Payloads::Streams => Some(quote! {
                #[allow(clippy::large_enum_variant, reason = "the document decides what a variant holds")]
            }),
        };
        Item::Code(quote! {
            #docs
            #[derive(#derives)]
            #lint
            #[non_exhaustive]
            pub enum #name { #(#variants,)* }
        })
    }
}
