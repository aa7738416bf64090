//! Defaults of the document as getters. A field stays `None` if it is absent, so that what was
//! received can be sent back unchanged; the getter applies the default.
//!
//! ```text
//! /// `limit`, or 20 if it is not set.
//! #[must_use]
//! pub fn limit_or_default(&self) -> i64 {
//!     self.limit.unwrap_or(20)
//! }
//!
//! /// `filter`, or `{"all":true}` if it is not set.
//! #[must_use]
//! pub fn filter_or_default(&self) -> Filter {
//!     self.filter.clone().unwrap_or_else(|| Filter { all: Some(true), ..Filter::default() })
//! }
//! ```
//!
//! A type of the user's (`x-rust-type`) has no constants: its default is decoded at every call, and
//! the getter returns a `Result`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::constant::expression;
use super::constant_expression::Expression;
use super::literal;
use super::module_context::ModuleContext;
use crate::ir::{Literal, Type};

/// The parts of a getter of a default.
pub(super) struct Getter {
    /// What it returns.
    pub(super) ty: TokenStream,
    /// Its body.
    pub(super) body: TokenStream,
    /// The constant, for its docs.
    pub(super) shown: String,
    /// `#[must_use]`, unless the type says so itself.
    pub(super) must_use: Option<TokenStream>,
}

/// The getter of a field that falls back to a constant; `None` for a list whose items have no
/// literal.
pub(super) fn getter(
    cx: &ModuleContext<'_>,
    field: &Ident,
    ty: &Type,
    value: &Literal,
) -> Option<Getter> {
    let must_use = Some(quote!(#[must_use]));
    let resolved = cx.api.resolved(ty);
    if let (Type::Scalar(scalar), Literal::String(text)) = (resolved, value)
        && scalar.is_string()
    {
        let token = literal::string(text);
        return Some(Getter {
            ty: quote!(&str),
            body: quote!(self.#field.as_deref().unwrap_or(#token)),
            shown: shown(cx, value),
            must_use,
        });
    }
    let Some(default) = expression(cx, ty, value) else {
        return decoded(cx, field, ty, value);
    };
    let current = current(cx, field, ty);
    let body = match default {
        Expression::Default => quote!(#current.unwrap_or_default()),
        Expression::Literal(default) => quote!(#current.unwrap_or(#default)),
        Expression::Call(default) => quote!(#current.unwrap_or_else(|| #default)),
    };
    Some(Getter {
        ty: cx.ty(ty),
        body,
        shown: shown(cx, value),
        must_use,
    })
}

/// The getter of a default of which only the JSON is known. Decoding it may fail: the document need
/// not agree with itself.
fn decoded(cx: &ModuleContext<'_>, field: &Ident, ty: &Type, value: &Literal) -> Option<Getter> {
    let Literal::Json(text) = value else {
        return None;
    };
    let (result, error) = (cx.prelude("Result"), cx.runtime("codec::DecodeError"));
    let (from_json, policy) = (cx.runtime("codec::from_json"), cx.runtime("codec::Policy"));
    let (json, current) = (literal::string(text), current(cx, field, ty));
    let ty = cx.ty(ty);
    Some(Getter {
        ty: quote!(#result<#ty, #error>),
        body: quote! {
            #current.map_or_else(|| #from_json(#json.as_bytes(), #policy::Lenient), Ok)
        },
        shown: shown(cx, value),
        must_use: None,
    })
}

/// A copy of what the field contains.
fn current(cx: &ModuleContext<'_>, field: &Ident, ty: &Type) -> TokenStream {
    if cx.is_copy(ty) {
        quote!(self.#field)
    } else {
        quote!(self.#field.clone())
    }
}

/// The constant in docs.
fn shown(cx: &ModuleContext<'_>, value: &Literal) -> String {
    match value {
        Literal::Null => "`null`".to_owned(),
        Literal::Bool(value) => format!("`{value}`"),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::Number(text)
        | Literal::String(text)
        | Literal::Formatted(_, text)
        | Literal::Unlisted(_, text)
        | Literal::Composite(_, text)
        | Literal::Json(text) => super::docs::code(text),
        Literal::Variant(id, variant) => match cx.api.get(*id) {
            Some(def) => format!("`{}::{variant}`", def.name),
            None => format!("`{variant}`"),
        },
        Literal::List(items) if items.is_empty() => "an empty list".to_owned(),
        Literal::List(items) => {
            let items = items.iter().map(|item| match item {
                Literal::List(_) => format!("({})", shown(cx, item)),
                _ => shown(cx, item),
            });
            items.collect::<Vec<_>>().join(", ")
        }
    }
}
