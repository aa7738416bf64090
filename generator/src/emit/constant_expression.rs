//! A constant as an expression, by what it costs: that decides between `unwrap_or`,
//! `unwrap_or_else` and `unwrap_or_default`.

use proc_macro2::TokenStream;
use quote::quote;

use super::module_context::ModuleContext;
use crate::ir::Type;

/// An expression, by what it costs.
pub(super) enum Expression {
    /// What the type has by default: an empty list, a struct without values.
    Default,
    /// A literal, which costs nothing.
    Literal(TokenStream),
    /// It allocates or calls something, so it belongs into a closure.
    Call(TokenStream),
}

impl Expression {
    /// The tokens; `ty` is the type of the value.
    pub(super) fn tokens(self, cx: &ModuleContext<'_>, ty: &Type) -> TokenStream {
        match self {
            Self::Default => match cx.api.resolved(ty) {
                Type::List(_) => quote!(vec![]),
                Type::Named(id) => {
                    let name = cx.named(*id);
                    quote!(#name::default())
                }
                _ => {
                    let map = cx.runtime("Map");
                    quote!(#map::new())
                }
            },
            Self::Literal(tokens) | Self::Call(tokens) => tokens,
        }
    }

    /// The value inside of something else.
    pub(super) fn within(
        self,
        cx: &ModuleContext<'_>,
        ty: &Type,
        wrap: impl FnOnce(TokenStream) -> TokenStream,
    ) -> Self {
        match self {
            Self::Literal(tokens) => Self::Literal(wrap(tokens)),
            Self::Default | Self::Call(_) => Self::Call(wrap(self.tokens(cx, ty))),
        }
    }
}
