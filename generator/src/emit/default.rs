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
//! pub fn filter_or_default(&self) -> Result<Filter, DecodeError> {
//!     self.filter.clone().map_or_else(|| from_json(r"{…}".as_bytes(), Policy::Lenient), Ok)
//! }
//! ```
//!
//! The second form is for values that Rust cannot write down, such as objects: they are decoded at
//! every call.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::ident;
use super::literal;
use super::module_context::ModuleContext;
use crate::ir::{Literal, Scalar, Type};

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
    if let (Type::Scalar(Scalar::String | Scalar::Duration), Literal::String(text)) =
        (resolved, value)
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
    let body = match (resolved, value) {
        (_, Literal::List(items)) if items.is_empty() => quote!(#current.unwrap_or_default()),
        // A literal costs nothing, so it needs no closure.
        (Type::Scalar(_) | Type::Named(_), _) => quote!(#current.unwrap_or(#default)),
        _ => quote!(#current.unwrap_or_else(|| #default)),
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

/// The constant as an expression of the type; `None` if only its JSON is known, or if it does not
/// fit.
fn expression(cx: &ModuleContext<'_>, ty: &Type, value: &Literal) -> Option<TokenStream> {
    match (cx.api.resolved(ty), value) {
        (Type::Nullable(_), Literal::Json(text)) if text == "null" => {
            let nullable = cx.runtime("Nullable");
            Some(quote!(#nullable::Null))
        }
        (Type::Nullable(inner), value) => {
            let (nullable, value) = (cx.runtime("Nullable"), expression(cx, inner, value)?);
            Some(quote!(#nullable::Value(#value)))
        }
        (Type::Boxed(inner), value) => {
            let (boxed, value) = (cx.prelude("Box"), expression(cx, inner, value)?);
            Some(quote!(#boxed::new(#value)))
        }
        (Type::List(item), Literal::List(values)) => {
            let values: Option<Vec<_>> =
                values.iter().map(|one| expression(cx, item, one)).collect();
            values.map(|values| quote!(vec![#(#values),*]))
        }
        (Type::Scalar(Scalar::String | Scalar::Duration), Literal::String(text)) => {
            let (string, text) = (cx.prelude("String"), literal::string(text));
            Some(quote!(#string::from(#text)))
        }
        (Type::Scalar(Scalar::Bool), Literal::Bool(value)) => Some(quote!(#value)),
        (Type::Scalar(Scalar::Integer(_)), Literal::Integer(value)) => {
            Some(literal::integer(*value))
        }
        (Type::Scalar(Scalar::Float(_)), Literal::Float(value)) => Some(literal::float(*value)),
        (Type::Named(_), Literal::Variant(id, variant)) => {
            let (name, variant) = (cx.named(*id), ident(variant));
            Some(quote!(#name::#variant))
        }
        (Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Named(_), _) => None,
    }
}

/// The constant in docs.
fn shown(cx: &ModuleContext<'_>, value: &Literal) -> String {
    match value {
        Literal::Bool(value) => format!("`{value}`"),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::String(text) | Literal::Json(text) => super::docs::code(text),
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
