//! Getters of times in strings, see `x-time`.
//!
//! ```text
//! /// The time in `created`, or `None` if it is not set.
//! ///
//! /// # Errors
//! /// If the string is no time of the form ISO 8601.
//! pub fn created_as_time(&self) -> Result<Option<SystemTime>, TimeError> {
//!     self.created.as_deref().map(|text| time_of(text, TimeForm::Iso8601)).transpose()
//! }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::Prose;
use super::ident::{ident, parse, plain, suffixed};
use super::module_context::ModuleContext;
use crate::ir::{FieldName, TimeForm};

/// Whether a field always has a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeldTime {
    Always,
    IfSet,
}

/// The name of a form in the runtime.
pub(super) fn variant(form: TimeForm) -> Ident {
    parse(match form {
        TimeForm::Iso8601 => "Iso8601",
        TimeForm::Iso8601Milliseconds => "Iso8601Milliseconds",
        TimeForm::UnixSeconds => "UnixSeconds",
    })
}

/// The getter of the time in a field.
pub(super) fn getter(
    cx: &ModuleContext<'_>,
    field: &FieldName,
    held: HeldTime,
    form: TimeForm,
) -> TokenStream {
    let (result, option) = (cx.prelude("Result"), cx.prelude("Option"));
    let (time, error) = (
        cx.standard("time::SystemTime"),
        cx.runtime("codec::TimeError"),
    );
    let (of, forms) = (cx.codegen("time_of"), cx.codegen("TimeForm"));
    let words = match form {
        TimeForm::Iso8601 | TimeForm::Iso8601Milliseconds => "ISO 8601",
        TimeForm::UnixSeconds => "seconds since 1970",
    };
    let (variant, name, method) = (variant(form), ident(field), suffixed(field, "_as_time"));
    let shown = plain(field);
    let text = match held {
        HeldTime::Always => format!("The time in `{shown}`."),
        HeldTime::IfSet => format!("The time in `{shown}`; `None` if it is not set."),
    };
    let docs = Prose::member().text(&text).heading("Errors");
    let docs = docs
        .text(&format!("If the string is no time of the form {words}."))
        .tokens();
    let (ty, body) = match held {
        HeldTime::Always => (
            quote!(#result<#time, #error>),
            quote!(#of(&self.#name, #forms::#variant)),
        ),
        HeldTime::IfSet => (
            quote!(#result<#option<#time>, #error>),
            quote!(self.#name.as_deref().map(|text| #of(text, #forms::#variant)).transpose()),
        ),
    };
    quote! {
        #docs
        pub fn #method(&self) -> #ty {
            #body
        }
    }
}
