//! Structs whose fields, constructor and setters come from one macro call: objects and the
//! arguments of operations.
//!
//! ```text
//! object! {
//!     /// A pet.
//!     pub struct Pet {
//!         /// The id.
//!         pub required id: i64,
//!         pub optional(into) owner as ownerName: String,
//!     }
//! }
//! ```
//!
//! One row per field is all there is. The macro writes the struct, `new`, the setters with the docs
//! of their fields, and for an object the codec. A word in parentheses says what `new` and the
//! setter accept: `into` for `&str`, `each` for any iterator of items.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::BodyType;
use super::conversion::{Conversion, conversion};
use super::default::{Getter, getter};
use super::docs::{Prose, deprecation};
use super::ident::{ident, plain, suffixed};
use super::literal;
use super::module_context::ModuleContext;
use super::object_rows;
use super::time;
use super::{Item, Node, Table};
use crate::analysis::Direction;
use crate::ir::{
    BodyContent, Constant, Field, FieldName, Holds, Literal, RustName, TimeForm, Type, TypeName,
};

/// A struct to print.
pub(super) struct StructDef<'a> {
    /// The struct's name.
    pub(super) name: &'a TypeName,
    /// The struct that `new` takes, if it needs more arguments than a function should have.
    pub(super) companion: Option<&'a TypeName>,
    /// Its docs.
    pub(super) docs: Prose,
    /// Its fields, in order.
    pub(super) fields: Vec<FieldDef<'a>>,
    /// What it is used for.
    pub(super) purpose: Purpose<'a>,
}

/// What a struct is used for.
#[derive(Clone, Copy)]
pub(super) enum Purpose<'a> {
    /// A JSON object.
    Object {
        /// The properties that always have the same value.
        constants: &'a [Constant],
        /// The properties, some of which only one side may send.
        properties: &'a [Field],
        /// Whether other properties are rejected.
        is_closed: bool,
        /// Whether it occurs in requests, in responses or in both.
        direction: Direction,
    },
    /// The arguments of an operation, or the form that it sends: written by other tables.
    Arguments,
}

/// A field of a struct.
pub(super) struct FieldDef<'a> {
    /// The Rust name.
    pub(super) name: &'a FieldName,
    /// The name in JSON, if the struct is an object.
    pub(super) wire: &'a str,
    /// What the field contains.
    pub(super) content: FieldContent<'a>,
    /// Whether it may be empty.
    pub(super) presence: FieldPresence<'a>,
    /// The form of the time in it.
    pub(super) time: Option<TimeForm>,
    /// Its docs.
    pub(super) docs: Prose,
    /// Why it is deprecated, if it is; empty if the document gives no reason.
    pub(super) deprecated: Option<&'a str>,
}

/// What a field contains.
#[derive(Clone, Copy)]
pub(super) enum FieldContent<'a> {
    /// A value of a type of the document.
    Data(&'a Type),
    /// The additional properties of an object, values of a type.
    Extra(&'a Type),
    /// A body.
    Body(&'a BodyContent),
    /// A file of a form.
    File,
    /// The files of a form that share a name.
    Files,
}

/// Whether a field may be empty.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum FieldPresence<'a> {
    /// `T`, an argument of `new`.
    Required,
    /// `Option<T>`.
    Optional,
    /// `Option<T>`, with a getter that falls back to this value.
    Default(&'a Literal),
    /// `Map<T>`, empty at first.
    Collected,
}

impl StructDef<'_> {
    /// The macro call, and the getters of defaults.
    pub(super) fn items(self, cx: &ModuleContext<'_>) -> Vec<Item> {
        let getters: Vec<_> = self
            .fields
            .iter()
            .flat_map(|one| [one.default_getter(cx), one.time_getter(cx)])
            .flatten()
            .collect();
        let name = ident(self.name);
        let getters = (!getters.is_empty()).then(|| quote!(impl #name { #(#getters)* }));
        std::iter::once(self.table(cx))
            .chain(getters.map(Item::Code))
            .collect()
    }

    /// `object! { … }` or `arguments! { … }`
    fn table(self, cx: &ModuleContext<'_>) -> Item {
        let streams = self.fields.iter().any(|one| one.content.streams());
        let (macro_name, mut rows, closed, suffix) = match self.purpose {
            Purpose::Object {
                constants,
                properties,
                is_closed,
                direction,
            } => (
                "object",
                object_rows::leading(properties, constants),
                is_closed.then(|| quote!(closed)),
                super::direction::words(direction),
            ),
            Purpose::Arguments => (
                "arguments",
                Vec::new(),
                streams.then(|| quote!(streaming)),
                None,
            ),
        };
        let fields = self.fields.into_iter();
        rows.extend(fields.map(|one| one.row(cx, self.purpose)));
        let name = ident(self.name);
        let companion = self.companion.map(|name| {
            let name = ident(name);
            quote!(from #name)
        });
        let head = quote!(pub #closed struct #name #suffix #companion);
        let body = Node::open(head, rows).behind(self.docs.lines());
        Table::block(cx.codegen(macro_name), body)
    }
}

impl FieldDef<'_> {
    /// `/// docs`, `pub optional(into) owner as ownerName: String`.
    fn row(self, cx: &ModuleContext<'_>, purpose: Purpose<'_>) -> Node {
        let deprecated = deprecation(self.deprecated);
        let (name, ty) = (ident(self.name), self.content.ty(cx));
        let is_object = matches!(purpose, Purpose::Object { .. });
        let wire = (is_object && self.wire != self.name.as_str()).then(|| {
            let wire = literal::name(self.wire);
            quote!(as #wire)
        });
        let conversion = match self.time {
            Some(form) => Conversion::Time(form),
            None => self.content.conversion(cx),
        };
        let conversion = conversion.words();
        let row = match self.presence {
            FieldPresence::Collected => {
                let varying = varying(purpose);
                quote!(..#name #varying: #ty)
            }
            FieldPresence::Required => {
                quote!(#deprecated pub required #conversion #name #wire: #ty)
            }
            FieldPresence::Optional | FieldPresence::Default(_) => {
                quote!(#deprecated pub optional #conversion #name #wire: #ty)
            }
        };
        Node::Documented(self.docs.lines(), row)
    }

    /// `created_as_time`.
    fn time_getter(&self, cx: &ModuleContext<'_>) -> Option<TokenStream> {
        let held = match self.presence {
            FieldPresence::Required => time::HeldTime::Always,
            _ => time::HeldTime::IfSet,
        };
        Some(time::getter(cx, self.name, held, self.time?))
    }

    /// `limit_or_default`.
    fn default_getter(&self, cx: &ModuleContext<'_>) -> Option<TokenStream> {
        let (FieldPresence::Default(value), FieldContent::Data(ty)) = (self.presence, self.content)
        else {
            return None;
        };
        let Getter {
            ty,
            body,
            shown,
            must_use,
        } = getter(cx, &ident(self.name), ty, value)?;
        let name = suffixed(self.name, "_or_default");
        let text = format!("`{}`, or {shown} if it is not set.", plain(self.name));
        let docs = Prose::member().text(&text).tokens();
        Some(quote! {
            #docs
            #must_use
            pub fn #name(&self) -> #ty {
                #body
            }
        })
    }
}

impl FieldContent<'_> {
    /// The type of a present value.
    fn ty(self, cx: &ModuleContext<'_>) -> TokenStream {
        match self {
            Self::Data(ty) => cx.ty(ty),
            Self::Extra(ty) => {
                let (map, ty) = (cx.runtime("Map"), cx.ty(ty));
                quote!(#map<#ty>)
            }
            Self::Body(body) => cx.body(body),
            Self::File => cx.runtime("FilePart"),
            Self::Files => {
                let (list, file) = (cx.prelude("Vec"), cx.runtime("FilePart"));
                quote!(#list<#file>)
            }
        }
    }

    /// What a setter or `new` accepts.
    fn conversion(self, cx: &ModuleContext<'_>) -> Conversion {
        match self {
            Self::Data(ty) => conversion(cx, ty),
            Self::Body(BodyContent::Single(payload)) => match BodyType::of_payload(payload) {
                Some(BodyType::Value(ty)) => conversion(cx, ty),
                Some(BodyType::Bytes) => Conversion::Into,
                Some(_) | None => Conversion::None,
            },
            Self::File => Conversion::Into,
            Self::Extra(_) | Self::Body(BodyContent::Several(..)) | Self::Files => Conversion::None,
        }
    }

    /// Whether it is read and written over time, so that it can be neither cloned nor compared.
    fn streams(self) -> bool {
        match self {
            Self::Data(_) | Self::Extra(_) => false,
            Self::Body(body) => super::body::streams(body),
            Self::File | Self::Files => true,
        }
    }
}

/// `or("next")`: the properties whose other values are kept, too.
fn varying(purpose: Purpose<'_>) -> Option<TokenStream> {
    let Purpose::Object { properties, .. } = purpose else {
        return None;
    };
    let varying = properties
        .iter()
        .filter(|field| field.holds == Holds::InSomeAlternatives);
    let wires: Vec<_> = varying.map(|field| literal::string(&field.wire)).collect();
    (!wires.is_empty()).then(|| quote!(or(#(#wires),*)))
}
