//! Defaults of the document as getters: `limit_or_default`.

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

/// The getter of a number, which is copied.
fn number(field: &Ident, ty: TokenStream, token: &TokenStream, value: &dyn ToString) -> Getter {
    Getter {
        ty,
        body: quote!(self.#field.unwrap_or(#token)),
        shown: value.to_string(),
        must_use: Some(quote!(#[must_use])),
    }
}

/// The getter of a field that falls back to a constant; `None` for a list whose items have no literal.
pub(super) fn getter(
    cx: &ModuleContext<'_>,
    field: &Ident,
    ty: &Type,
    value: &Literal,
) -> Option<Getter> {
    let owned = cx.ty(ty);
    let getter = match value {
        Literal::Bool(value) => Getter {
            ty: owned,
            body: quote!(self.#field.unwrap_or(#value)),
            shown: format!("`{value}`"),
            must_use: Some(quote!(#[must_use])),
        },
        Literal::Integer(value) => number(field, owned, &literal::integer(*value), value),
        Literal::Float(value) => number(field, owned, &literal::float(*value), value),
        Literal::String(value) => {
            let token = literal::string(value);
            let body = quote!(self.#field.as_deref().unwrap_or(#token));
            Getter {
                ty: quote!(&str),
                body,
                shown: super::docs::code(value),
                must_use: Some(quote!(#[must_use])),
            }
        }
        Literal::Variant(id, variant) => {
            let (name, variant) = (cx.named(*id), ident(variant));
            let held = held(cx, field, ty);
            let body = quote!(#held.unwrap_or(#name::#variant));
            Getter {
                ty: owned,
                body,
                shown: format!("`{name}::{variant}`").replace(' ', ""),
                must_use: Some(quote!(#[must_use])),
            }
        }
        Literal::List(_) | Literal::Json(_) => return built(cx, field, ty, value),
    };
    if fits(cx, ty, value) {
        Some(getter)
    } else {
        built(cx, field, ty, value)
    }
}

/// The getter of a constant that is built from literals at every call: of a list, or inside a nullable or a box.
fn built(cx: &ModuleContext<'_>, field: &Ident, ty: &Type, value: &Literal) -> Option<Getter> {
    let Some(default) = owned(cx, ty, value) else {
        return decoded(cx, field, ty, value);
    };
    let held = held(cx, field, ty);
    let body = match value {
        Literal::List(items) if items.is_empty() => quote!(#held.unwrap_or_default()),
        _ => quote!(#held.unwrap_or_else(|| #default)),
    };
    Some(Getter {
        ty: cx.ty(ty),
        body,
        shown: shown(value),
        must_use: Some(quote!(#[must_use])),
    })
}

/// The getter of a constant of which only the JSON is known, which the type has the last word on.
fn decoded(cx: &ModuleContext<'_>, field: &Ident, ty: &Type, value: &Literal) -> Option<Getter> {
    let Literal::Json(text) = value else {
        return None;
    };
    let (result, error) = (cx.prelude("Result"), cx.runtime("codec::DecodeError"));
    let (from_json, policy) = (cx.runtime("codec::from_json"), cx.runtime("codec::Policy"));
    let (json, held) = (literal::string(text), held(cx, field, ty));
    let ty = cx.ty(ty);
    Some(Getter {
        ty: quote!(#result<#ty, #error>),
        body: quote! {
            #held.map_or_else(|| #from_json(#json.as_bytes(), #policy::Lenient), Ok)
        },
        shown: shown(value),
        must_use: None,
    })
}

/// What the field holds, copied.
fn held(cx: &ModuleContext<'_>, field: &Ident, ty: &Type) -> TokenStream {
    if cx.is_copy(ty) {
        quote!(self.#field)
    } else {
        quote!(self.#field.clone())
    }
}

/// An expression of the type; `None` where only its JSON is known.
fn owned(cx: &ModuleContext<'_>, ty: &Type, value: &Literal) -> Option<TokenStream> {
    match (cx.api.resolved(ty), value) {
        (Type::Nullable(_), Literal::Json(text)) if text == "null" => {
            let nullable = cx.runtime("Nullable");
            Some(quote!(#nullable::Null))
        }
        (Type::Nullable(inner), value) => {
            let (nullable, value) = (cx.runtime("Nullable"), owned(cx, inner, value)?);
            Some(quote!(#nullable::Value(#value)))
        }
        (Type::Boxed(inner), value) => {
            let (boxed, value) = (cx.prelude("Box"), owned(cx, inner, value)?);
            Some(quote!(#boxed::new(#value)))
        }
        (Type::List(item), Literal::List(values)) => {
            let values: Option<Vec<_>> = values.iter().map(|one| owned(cx, item, one)).collect();
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

/// The constant for people.
fn shown(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => format!("`{value}`"),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::String(text) | Literal::Json(text) => super::docs::code(text),
        Literal::Variant(_, name) => format!("`{name}`"),
        Literal::List(items) if items.is_empty() => "an empty list".to_owned(),
        Literal::List(items) => {
            let items = items.iter().map(|item| match item {
                Literal::List(_) => format!("({})", shown(item)),
                _ => shown(item),
            });
            items.collect::<Vec<_>>().join(", ")
        }
    }
}

/// Whether the constant can be written down for the type: for scalars and enumerations that are not nullable.
fn fits(cx: &ModuleContext<'_>, ty: &Type, value: &Literal) -> bool {
    match cx.api.resolved(ty) {
        Type::Scalar(Scalar::String | Scalar::Duration) => matches!(value, Literal::String(_)),
        Type::Scalar(Scalar::Bool) => matches!(value, Literal::Bool(_)),
        Type::Scalar(Scalar::Integer(_)) => matches!(value, Literal::Integer(_)),
        Type::Scalar(Scalar::Float(_)) => matches!(value, Literal::Float(_)),
        Type::Named(_) => matches!(value, Literal::Variant(..)),
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => {
            false
        }
    }
}
