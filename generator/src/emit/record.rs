//! Structs with `new(required…)`, chained setters and getters of defaults: objects and the arguments of operations.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Item;
use super::body::of_payload;
use super::default::{Getter, getter};
use super::docs::{Prose, deprecation};
use super::ident::{ident, plain, suffixed};
use super::module_context::ModuleContext;
use super::response::Content as Carried;
use super::travel::Maker;
use crate::ir::{BodyContent, FieldName, Literal, RustName, Scalar, Type};

/// A struct to print.
pub(super) struct Record<'a> {
    /// The struct's name.
    pub(super) name: Ident,
    /// Its docs.
    pub(super) docs: Prose,
    /// Its fields, in order.
    pub(super) members: Vec<Member<'a>>,
    /// Who makes values of it.
    pub(super) maker: Maker,
}

/// A field of a record.
pub(super) struct Member<'a> {
    /// The Rust name.
    pub(super) name: &'a FieldName,
    /// What it holds.
    pub(super) content: Content<'a>,
    /// Whether it may be empty.
    pub(super) held: Held<'a>,
    /// Its docs.
    pub(super) docs: Prose,
    /// Why it is deprecated, if it is; empty if the document gives no reason.
    pub(super) deprecated: Option<&'a str>,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Content<'a> {
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
pub(super) enum Held<'a> {
    /// `T`, an argument of `new`.
    Required,
    /// `Option<T>`.
    Optional,
    /// `Option<T>`, with a getter that falls back to this value.
    Default(&'a Literal),
    /// `Map<T>`, empty at first.
    Collected,
}

impl Record<'_> {
    /// The struct and its methods.
    pub(super) fn items(self, cx: &ModuleContext<'_>) -> Vec<Item> {
        let methods = self.methods(cx);
        let (name, docs, derives) = (&self.name, self.docs.tokens(), derives(&self.members));
        let fields = self.members.iter().map(|member| member.field(cx));
        let data = quote! {
            #docs
            #[derive(#derives)]
            #[non_exhaustive]
            pub struct #name { #(#fields,)* }
        };
        let mut items = vec![Item::Code(data)];
        items.extend(methods.into_iter().map(Item::Code));
        items
    }

    fn methods(&self, cx: &ModuleContext<'_>) -> Vec<TokenStream> {
        let (name, new) = (&self.name, constructor(cx, &self.members));
        let setters = self.members.iter();
        let setters: Vec<_> = setters.filter_map(|one| one.setter(cx)).collect();
        let defaults = self.members.iter();
        let defaults = defaults.filter_map(|one| one.default_getter(cx));
        match self.maker.condition() {
            None => vec![quote!(impl #name { #new #(#setters)* #(#defaults)* })],
            Some(condition) => {
                let setters =
                    (!setters.is_empty()).then(|| quote!(#condition impl #name { #(#setters)* }));
                std::iter::once(quote!(impl #name { #new #(#defaults)* }))
                    .chain(setters)
                    .collect()
            }
        }
    }
}

/// `Clone` and `PartialEq` where every field has them, `Default` where nothing is required.
fn derives(members: &[Member<'_>]) -> TokenStream {
    let streams = members.iter().any(|member| member.content.streams());
    let required = members.iter().any(|member| member.held == Held::Required);
    match (streams, required) {
        (true, true) => quote!(Debug),
        (true, false) => quote!(Debug, Default),
        (false, true) => quote!(Debug, Clone, PartialEq),
        (false, false) => quote!(Debug, Clone, PartialEq, Default),
    }
}

/// The most arguments that a function takes before clippy asks why.
const MANY: usize = 7;

fn constructor(cx: &ModuleContext<'_>, members: &[Member<'_>]) -> TokenStream {
    let required: Vec<_> = members
        .iter()
        .filter(|member| member.held == Held::Required)
        .collect();
    if required.is_empty() {
        // A setter of this name would be meant.
        let is_hidden = members
            .iter()
            .any(|member| member.name.as_str() == "default");
        let default = cx.prelude("Default");
        let new = if is_hidden {
            quote!(<Self as #default>)
        } else {
            quote!(Self)
        };
        return quote! {
            /// Starts with nothing set.
            #[must_use]
            pub fn new() -> Self {
                #new::default()
            }
        };
    }
    let arguments = required.iter().map(|member| {
        let (name, ty) = (ident(member.name), member.argument(cx));
        quote!(#name: #ty)
    });
    let values = members.iter().map(|member| member.initial(cx));
    let lint = (required.len() > MANY).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "all of them are required")]),
    );
    quote! {
        /// Starts with what is required.
        #[must_use]
        #lint
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

impl Member<'_> {
    /// The type of a present value.
    fn value(&self, cx: &ModuleContext<'_>) -> TokenStream {
        match self.content {
            Content::Data(ty) => cx.ty(ty),
            Content::Extra(ty) => {
                let (map, ty) = (cx.runtime("Map"), cx.ty(ty));
                quote!(#map<#ty>)
            }
            Content::Body(body) => cx.body(body),
            Content::File => cx.runtime("FilePart"),
            Content::Files => {
                let (list, file) = (cx.prelude("Vec"), cx.runtime("FilePart"));
                quote!(#list<#file>)
            }
        }
    }

    fn field(&self, cx: &ModuleContext<'_>) -> TokenStream {
        let (docs, name, value) = (self.docs.clone().tokens(), ident(self.name), self.value(cx));
        let ty = match self.held {
            Held::Required | Held::Collected => value,
            Held::Optional | Held::Default(_) => cx.optional(value),
        };
        quote!(#docs pub #name: #ty)
    }

    /// The type of an argument for the value: as much as converts at no cost in reading.
    fn argument(&self, cx: &ModuleContext<'_>) -> TokenStream {
        let value = self.value(cx);
        match self.conversion() {
            Conversion::None => value,
            Conversion::Into => {
                let into = cx.prelude("Into");
                quote!(impl #into<#value>)
            }
            Conversion::Collect(item) => {
                let (iterator, item) = (cx.prelude("IntoIterator"), cx.ty(item));
                quote!(impl #iterator<Item = #item>)
            }
            Conversion::CollectInto(item) => {
                let (iterator, into) = (cx.prelude("IntoIterator"), cx.prelude("Into"));
                let item = cx.ty(item);
                quote!(impl #iterator<Item = impl #into<#item>>)
            }
        }
    }

    fn converted(&self, cx: &ModuleContext<'_>) -> TokenStream {
        let name = ident(self.name);
        match self.conversion() {
            Conversion::None => quote!(#name),
            Conversion::Into => quote!(#name.into()),
            Conversion::Collect(_) => quote!(#name.into_iter().collect()),
            Conversion::CollectInto(_) => {
                let into = cx.prelude("Into");
                quote!(#name.into_iter().map(#into::into).collect())
            }
        }
    }

    fn conversion(&self) -> Conversion<'_> {
        match self.content {
            Content::Data(ty) => conversion(ty),
            Content::Extra(_) => Conversion::None,
            Content::Body(BodyContent::Single(payload)) => match of_payload(payload) {
                Some(Carried::Data(ty)) => conversion(ty),
                Some(Carried::Stream) => Conversion::Into,
                Some(_) | None => Conversion::None,
            },
            Content::Body(BodyContent::Several(..)) => Conversion::None,
            Content::File => Conversion::Into,
            Content::Files => Conversion::None,
        }
    }

    /// The field in the struct literal of `new`.
    fn initial(&self, cx: &ModuleContext<'_>) -> TokenStream {
        let name = ident(self.name);
        match self.held {
            Held::Required if matches!(self.conversion(), Conversion::None) => quote!(#name),
            Held::Required => {
                let value = self.converted(cx);
                quote!(#name: #value)
            }
            Held::Optional | Held::Default(_) => quote!(#name: None),
            Held::Collected => {
                let map = cx.runtime("Map");
                quote!(#name: #map::new())
            }
        }
    }

    fn setter(&self, cx: &ModuleContext<'_>) -> Option<TokenStream> {
        let value = match self.held {
            Held::Required => return None,
            Held::Optional | Held::Default(_) => {
                let value = self.converted(cx);
                quote!(Some(#value))
            }
            Held::Collected => self.converted(cx),
        };
        let (name, argument) = (ident(self.name), self.argument(cx));
        let docs = Prose::member()
            .text(&format!("Sets `{}`.", plain(self.name)))
            .tokens();
        let deprecated = deprecation(self.deprecated);
        let lint = OPERATORS.contains(&self.name.as_str()).then(|| {
            quote!(#[allow(clippy::should_implement_trait, reason = "it sets a field of this name")])
        });
        Some(quote! {
            #docs
            #deprecated
            #lint
            #[must_use]
            pub fn #name(mut self, #name: #argument) -> Self {
                self.#name = #value;
                self
            }
        })
    }

    /// `…_or_default`, for constants that Rust can write down.
    fn default_getter(&self, cx: &ModuleContext<'_>) -> Option<TokenStream> {
        let (Held::Default(value), Content::Data(ty)) = (self.held, self.content) else {
            return None;
        };
        let Getter {
            ty,
            body,
            shown,
            must_use,
        } = getter(cx, &ident(self.name), ty, value)?;
        let name = suffixed(self.name, "_or_default");
        let text = format!("`{}`, or {shown} where it is not set.", plain(self.name));
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

impl Content<'_> {
    /// Whether it is read and written over time, so that it can be neither cloned nor compared.
    fn streams(self) -> bool {
        match self {
            Self::Data(_) | Self::Extra(_) => false,
            Self::Body(body) => super::body::streams(body),
            Self::File | Self::Files => true,
        }
    }
}

fn conversion(ty: &Type) -> Conversion<'_> {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Duration | Scalar::Any | Scalar::Number) => {
            Conversion::Into
        }
        Type::Nullable(_) | Type::Boxed(_) => Conversion::Into,
        Type::List(item) => match item.as_ref() {
            Type::Scalar(Scalar::String) => Conversion::CollectInto(item),
            _ => Conversion::Collect(item),
        },
        Type::Scalar(_) | Type::Map(_) | Type::Named(_) => Conversion::None,
    }
}

/// Names of setters that look like operators of `std::ops`.
const OPERATORS: [&str; 10] = [
    "add", "sub", "mul", "div", "rem", "shl", "shr", "bitand", "bitor", "bitxor",
];

/// What a setter does with its argument.
enum Conversion<'a> {
    None,
    Into,
    Collect(&'a Type),
    CollectInto(&'a Type),
}
