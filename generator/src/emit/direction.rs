//! How the macros of types spell where a type occurs.
//!
//! ```text
//! pub struct PetList in responses { … }
//! conversions!(Pet in requests { Cat(Cat), Dog(Dog) });
//! ```
//!
//! [`Direction`] says what it is for.

use proc_macro2::TokenStream;
use quote::quote;

use crate::analysis::Direction;

/// The words behind the name of a type; none for a type that a client both sends and receives.
pub(super) fn words(direction: Direction) -> Option<TokenStream> {
    match direction {
        Direction::Requests => Some(quote!(in requests)),
        Direction::Responses => Some(quote!(in responses)),
        Direction::Both => None,
    }
}
