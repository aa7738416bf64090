//! Rules between fields (`x-rules`).

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::ident;
use crate::emit::literal;
use crate::ir::{FieldName, Rule};

/// A field's name and its place in messages.
type Place<'a> = (&'a FieldName, String);

/// The call that checks one rule.
pub(super) fn statement(places: &[Place<'_>], rule: &Rule) -> TokenStream {
    match rule {
        Rule::Requires(field, others) => {
            let field = pair(places, field);
            let others = others.iter().map(|other| pair(places, other));
            quote!(check.requires(#field, &[#(#others),*]);)
        }
        Rule::Ordered(first, second) => {
            let (first, second) = (pair(places, first), pair(places, second));
            quote!(check.ordered(#first, #second);)
        }
        Rule::Together(fields) => {
            let fields = fields.iter().map(|field| pair(places, field));
            quote!(check.together(&[#(#fields),*]);)
        }
    }
}

/// `("query.sort_type", &self.sort_type)`
fn pair(places: &[Place<'_>], field: &FieldName) -> TokenStream {
    let place = places
        .iter()
        .find(|(name, _)| *name == field)
        .map_or_else(String::new, |(_, place)| place.clone());
    let (place, field) = (literal::string(&place), ident(field));
    quote!((#place, &self.#field))
}
