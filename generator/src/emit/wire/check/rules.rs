//! Rules between fields (`x-rules`), with the place of each field in messages.
//!
//! ```text
//! rule requires("sort" => sort, "by" => by)
//! rule ordered("query.low" => low, "query.high" => high)
//! rule together("from" => from, "to" => to)
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::ident;
use crate::emit::literal;
use crate::ir::{FieldName, Rule};

/// A field's name and its place in messages.
type RuleField<'a> = (&'a FieldName, String);

/// `rule ordered("query.low" => low, "query.high" => high)`
pub(super) fn row(places: &[RuleField<'_>], rule: &Rule) -> TokenStream {
    let pair = |field: &FieldName| pair(places, field);
    match rule {
        Rule::Requires(field, others) => {
            let (field, others) = (pair(field), others.iter().map(pair));
            quote!(rule requires(#field, #(#others),*))
        }
        Rule::Ordered(first, second) => {
            let (first, second) = (pair(first), pair(second));
            quote!(rule ordered(#first, #second))
        }
        Rule::Together(fields) => {
            let fields = fields.iter().map(pair);
            quote!(rule together(#(#fields),*))
        }
    }
}

/// `"query.sort_type" => sort_type`
fn pair(places: &[RuleField<'_>], field: &FieldName) -> TokenStream {
    let place = places
        .iter()
        .find(|(name, _)| *name == field)
        .map_or_else(String::new, |(_, place)| place.clone());
    let (place, field) = (literal::string(&place), ident(field));
    quote!(#place => #field)
}
