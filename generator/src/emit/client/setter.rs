//! One setter of the client's builder.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::docs::Prose;

/// A method that passes its arguments on to the runtime's builder.
pub(super) fn setter(
    docs: Prose,
    name: &Ident,
    arguments: TokenStream,
    call: TokenStream,
) -> TokenStream {
    let docs = docs.tokens();
    quote! {
        #docs
        pub fn #name(self, #arguments) -> Self {
            Self { config: self.config.#call }
        }
    }
}
