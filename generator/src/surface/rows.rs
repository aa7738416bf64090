//! The rows of `object!` and `arguments!`, as they are written.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitStr, Token, Type, parenthesized};

use super::attributes::Attributes;

/// A row.
pub(super) enum StructRow {
    /// `pub optional(into) owner as ownerName: String`.
    Field(Box<StructField>),
    /// `..extra: Map<Value>`.
    Extra(Ident, Box<Type>),
    /// What says nothing about public items: `only responses "id"`, `const object = "pet"`.
    Silent,
}

/// The row of a field.
pub(super) struct StructField {
    /// The Rust name.
    pub(super) name: Ident,
    /// Whether `new` takes it.
    pub(super) is_required: bool,
    /// What arguments may be.
    pub(super) accepts: Accepts,
    /// The type of a present value.
    pub(super) ty: Type,
    /// Whether the setter is deprecated.
    pub(super) is_deprecated: bool,
}

/// What an argument for a field may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepts {
    /// `T`.
    Value,
    /// `impl Into<T>`.
    Into,
    /// `impl Into<TimeText>`.
    Time,
    /// `impl IntoIterator<Item = T>`.
    Each,
    /// `impl IntoIterator<Item = impl Into<T>>`.
    EachInto,
}

impl Parse for StructRow {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = Attributes::of(&input.call(Attribute::parse_outer)?);
        if input.peek(Token![const]) || (input.peek(Ident::peek_any) && !input.peek(Token![pub])) {
            input.parse::<proc_macro2::TokenStream>()?;
            return Ok(Self::Silent);
        }
        if input.peek(Token![..]) {
            input.parse::<Token![..]>()?;
            let name = input.parse()?;
            if input.peek(Ident) {
                input.parse::<Ident>()?; // `or("next")`
                let names;
                parenthesized!(names in input);
                names.parse::<proc_macro2::TokenStream>()?;
            }
            input.parse::<Token![:]>()?;
            return Ok(Self::Extra(name, Box::new(input.parse()?)));
        }
        input.parse::<Token![pub]>()?;
        let presence: Ident = input.parse()?;
        let accepts = if input.peek(syn::token::Paren) {
            let words;
            parenthesized!(words in input);
            accepts(&words.parse::<proc_macro2::TokenStream>()?.to_string())
        } else {
            Accepts::Value
        };
        let name = input.call(Ident::parse_any)?;
        if input.peek(Token![as]) {
            input.parse::<Token![as]>()?;
            if input.peek(LitStr) {
                input.parse::<LitStr>()?;
            } else {
                input.call(Ident::parse_any)?;
            }
        }
        input.parse::<Token![:]>()?;
        Ok(Self::Field(Box::new(StructField {
            name,
            is_required: presence == "required",
            accepts,
            ty: input.parse()?,
            is_deprecated: attributes.is_deprecated,
        })))
    }
}

fn accepts(words: &str) -> Accepts {
    match words {
        "into" => Accepts::Into,
        "each" => Accepts::Each,
        "each into" => Accepts::EachInto,
        _ => Accepts::Time, // `into Iso8601`
    }
}

impl Accepts {
    /// The type of an argument; `ty` is the type of the field as text.
    pub(super) fn argument(self, ty: &str) -> String {
        let item = ty
            .strip_prefix("Vec<")
            .and_then(|rest| rest.strip_suffix('>'));
        match (self, item) {
            (Self::Time, _) => "impl Into<runtime::codec::TimeText>".to_owned(),
            (Self::Into, _) => format!("impl Into<{ty}>"),
            (Self::Each, Some(item)) => format!("impl IntoIterator<Item = {item}>"),
            (Self::EachInto, Some(item)) => format!("impl IntoIterator<Item = impl Into<{item}>>"),
            (Self::Value | Self::Each | Self::EachInto, _) => ty.to_owned(),
        }
    }
}
