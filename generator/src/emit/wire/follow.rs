//! Ways into typed values as expressions: fields, options, items of lists.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::ident;
use crate::ir::{Pointed, Step};

/// An expression of type `Option<&T>` that follows `way` from `start`, a reference.
pub(super) fn borrowed(start: &TokenStream, way: &Pointed) -> TokenStream {
    let mut path = start.clone();
    let mut found = None;
    for step in &way.steps {
        let one = match step {
            Step::Field(name) => {
                let name = ident(name);
                path = quote!(#path.#name);
                continue;
            }
            Step::OptionalField(name) => {
                let name = ident(name);
                quote!(#path.#name.as_ref())
            }
            Step::NonNull => quote!(#path.as_option()),
            Step::Item(index) => {
                let index = proc_macro2::Literal::usize_unsuffixed(*index);
                quote!(#path.get(#index))
            }
        };
        found = Some(match found {
            Some(before) => quote!(#before.and_then(|found| #one)),
            None => one,
        });
        path = quote!(found);
    }
    match found {
        Some(found) if way.steps.last().is_some_and(|step| matches!(step, Step::Field(_))) => {
            quote!(#found.map(|found| &#path))
        }
        Some(found) => found,
        None => quote!(Some(&#path)),
    }
}
