//! Defaults of the document as getters: `limit_or_default`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::ident;
use super::literal;
use super::scope::Scope;
use crate::ir::{Literal, Scalar, Type};

/// The parts of a getter of a default.
pub(super) struct Getter {
    /// What it returns.
    pub(super) ty: TokenStream,
    /// Its body.
    pub(super) body: TokenStream,
    /// The constant, for its docs.
    pub(super) shown: String,
}

/// The getter of a field that falls back to a constant; `None` where Rust cannot write the constant down.
pub(super) fn getter(
    scope: &Scope<'_>,
    field: &Ident,
    ty: &Type,
    value: &Literal,
) -> Option<Getter> {
    let owned = scope.ty(ty);
    let getter = match value {
        Literal::Bool(value) => Getter {
            ty: owned,
            body: quote!(self.#field.unwrap_or(#value)),
            shown: format!("`{value}`"),
        },
        Literal::Integer(value) => {
            let token = literal::integer(*value);
            Getter {
                ty: owned,
                body: quote!(self.#field.unwrap_or(#token)),
                shown: value.to_string(),
            }
        }
        Literal::Float(value) => {
            let token = literal::float(*value);
            Getter {
                ty: owned,
                body: quote!(self.#field.unwrap_or(#token)),
                shown: value.to_string(),
            }
        }
        Literal::String(value) => {
            let token = literal::string(value);
            let body = quote!(self.#field.as_deref().unwrap_or(#token));
            Getter {
                ty: quote!(&str),
                body,
                shown: super::docs::code(value),
            }
        }
        Literal::Variant(id, variant) => {
            let (name, variant) = (scope.named(*id), ident(variant));
            let body = quote!(self.#field.clone().unwrap_or(#name::#variant));
            Getter {
                ty: owned,
                body,
                shown: format!("`{name}::{variant}`").replace(' ', ""),
            }
        }
        Literal::List(_) | Literal::Json(_) => return None,
    };
    fits(scope, ty, value).then_some(getter)
}

/// Whether the constant can be written down for the type: for scalars and enumerations that are not nullable.
fn fits(scope: &Scope<'_>, ty: &Type, value: &Literal) -> bool {
    match scope.resolved(ty) {
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
