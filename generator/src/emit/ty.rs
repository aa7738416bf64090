//! Types of the IR as Rust types.
//!
//! ```text
//! {type: array, items: {$ref: Pet}}            Vec<Pet>
//! {type: object, additionalProperties: …}      Map<Pet>
//! {type: string, nullable: true}               Nullable<String>
//! {type: string, format: date-time}            Exact<Timestamp>, of jiff unless another crate is chosen
//! ```
//!
//! Whether a field is an `Option` is not part of its type, see `struct_def`.

use proc_macro2::TokenStream;
use quote::quote;

use super::module_context::ModuleContext;
use crate::ir::{DateTimes, Float, Integer, Scalar, Type};

impl ModuleContext<'_> {
    /// A type.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::List(item) => self.wrapped(self.prelude("Vec"), item),
            Type::Map(value) => self.wrapped(self.runtime("Map"), value),
            Type::Nullable(inner) => self.wrapped(self.runtime("Nullable"), inner),
            Type::Boxed(inner) => self.wrapped(self.prelude("Box"), inner),
            Type::Named(id) => self.named(*id),
        }
    }

    /// `Vec<Pet>`
    fn wrapped(&self, wrapper: TokenStream, inner: &Type) -> TokenStream {
        let inner = self.ty(inner);
        quote!(#wrapper<#inner>)
    }

    /// A scalar. The types of other crates come through the runtime, so that versions cannot
    /// differ.
    fn scalar(&self, scalar: Scalar) -> TokenStream {
        match scalar {
            Scalar::Bool => quote!(bool),
            Scalar::Integer(width) => integer(width),
            Scalar::Float(Float::F32) => quote!(f32),
            Scalar::Float(Float::F64) => quote!(f64),
            Scalar::String | Scalar::Duration | Scalar::Binary | Scalar::Content => {
                self.prelude("String")
            }
            Scalar::Base64 => self.runtime("Base64"),
            Scalar::Any => self.runtime("Value"),
            Scalar::Null => quote!(()),
            Scalar::DateTime => self.exact(self.date_time()),
            Scalar::Date => self.exact(self.date()),
            Scalar::Uuid => self.runtime("uuid::Uuid"),
            Scalar::Ipv4 => self.standard("net::Ipv4Addr"),
            Scalar::Ipv6 => self.standard("net::Ipv6Addr"),
            Scalar::Number => self.runtime("Number"),
        }
    }

    /// `Exact<Timestamp>`: the time, with the string that it was read from.
    fn exact(&self, inner: TokenStream) -> TokenStream {
        match self.api.date_times {
            DateTimes::String => inner,
            DateTimes::Jiff | DateTimes::Chrono | DateTimes::Time => {
                let exact = self.runtime("Exact");
                quote!(#exact<#inner>)
            }
        }
    }

    /// `format: date-time`, by the option `date-times`.
    fn date_time(&self) -> TokenStream {
        match self.api.date_times {
            DateTimes::Jiff => self.runtime("jiff::Timestamp"),
            DateTimes::Chrono => {
                let at = self.runtime("chrono::DateTime");
                let offset = self.runtime("chrono::FixedOffset");
                quote!(#at<#offset>)
            }
            DateTimes::Time => self.runtime("time::OffsetDateTime"),
            DateTimes::String => self.prelude("String"),
        }
    }

    /// `format: date`, by the same option.
    fn date(&self) -> TokenStream {
        match self.api.date_times {
            DateTimes::Jiff => self.runtime("jiff::civil::Date"),
            DateTimes::Chrono => self.runtime("chrono::NaiveDate"),
            DateTimes::Time => self.runtime("time::Date"),
            DateTimes::String => self.prelude("String"),
        }
    }

    /// Whether the type is `Copy`: most scalars, and nothing else.
    pub(super) fn is_copy(&self, ty: &Type) -> bool {
        match self.api.resolved(ty) {
            Type::Scalar(scalar) => {
                !scalar.is_string()
                    && !matches!(
                        scalar,
                        Scalar::Base64
                            | Scalar::Any
                            | Scalar::Number
                            | Scalar::DateTime
                            | Scalar::Date
                    )
            }
            Type::Nullable(inner) => self.is_copy(inner),
            // An enum has a variant for values that the document does not list, which contains a
            // string.
            Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => false,
        }
    }

    /// The type behind aliases, nullables and boxes.
    pub(super) fn bare<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut at = self.api.resolved(ty);
        while let Type::Nullable(inner) | Type::Boxed(inner) = at {
            at = self.api.resolved(inner);
        }
        at
    }
}

/// The name of a primitive.
pub(super) fn integer(width: Integer) -> TokenStream {
    match width {
        Integer::I8 => quote!(i8),
        Integer::I16 => quote!(i16),
        Integer::I32 => quote!(i32),
        Integer::I64 => quote!(i64),
        Integer::U8 => quote!(u8),
        Integer::U16 => quote!(u16),
        Integer::U32 => quote!(u32),
        Integer::U64 => quote!(u64),
    }
}
