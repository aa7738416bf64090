//! What setters and constructors accept for a field: a value of its type, or what converts into it.

use proc_macro2::TokenStream;
use quote::quote;

use super::module_context::ModuleContext;
use super::time;
use crate::ir::{Scalar, TimeForm, Type};

/// What a setter or `new` accepts for a field.
pub(super) enum Conversion {
    /// A value of the type.
    None,
    /// Whatever converts into the type: `&str` for a string.
    Into,
    /// A time, or the string that has it, in this form.
    Time(TimeForm),
    /// An iterator of the items of a list.
    Each,
    /// An iterator of what converts into the items of a list.
    EachInto,
}

impl Conversion {
    /// How the macro spells it.
    pub(super) fn words(&self) -> Option<TokenStream> {
        match self {
            Self::None => None,
            Self::Into => Some(quote!((into))),
            Self::Time(form) => {
                let form = time::variant(*form);
                Some(quote!((into #form)))
            }
            Self::Each => Some(quote!((each))),
            Self::EachInto => Some(quote!((each into))),
        }
    }
}

/// What a setter of a field of this type accepts.
pub(super) fn conversion(cx: &ModuleContext<'_>, ty: &Type) -> Conversion {
    match ty {
        Type::Nullable(_) | Type::Boxed(_) => Conversion::Into,
        // The macro recognises a list by the name `Vec`.
        Type::List(_) if cx.is_taken("Vec") => Conversion::None,
        Type::List(item) if converts(cx.api.resolved(item)) || is_union(cx, item) => {
            Conversion::EachInto
        }
        Type::List(_) => Conversion::Each,
        // An alias of a string accepts what a string accepts.
        Type::Scalar(_) | Type::Named(_) => match cx.api.resolved(ty) {
            Type::Scalar(Scalar::Any | Scalar::Number) => Conversion::Into,
            ty if converts(ty) || is_union(cx, ty) => Conversion::Into,
            _ => Conversion::None,
        },
        Type::Map(_) => Conversion::None,
    }
}

/// Whether a value is a union, which callers pass as one of its payloads.
fn is_union(cx: &ModuleContext<'_>, ty: &Type) -> bool {
    match cx.api.resolved(ty) {
        Type::Named(id) => cx
            .api
            .get(*id)
            .is_some_and(|def| def.kind.as_union().is_some()),
        _ => false,
    }
}

/// Whether callers pass something else for a value: `&str` for a string, a `Timestamp` for a time.
fn converts(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(scalar) if scalar.is_string()
        || matches!(scalar, Scalar::DateTime | Scalar::Date))
}
