//! A parameter: where its value is, how it is written there, and its limits.
//!
//! ```text
//! ids: Param::query("ids").list().compact().limits(&[MaxItems(10)])
//! ```
//!
//! Only what differs from the defaults of OpenAPI is printed:
//! <https://spec.openapis.org/oas/v3.0.3.html#style-values>.

use proc_macro2::TokenStream;
use quote::quote;

use super::check;
use crate::emit::ident::{ident, parse};
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::ir::{
    Extra, HeaderField, Location, Operation, Parameter, ParameterCodec, Style, StyleText, Type,
};

/// Where a header of a response is, and how it is written.
pub(in crate::emit) fn header(cx: &ModuleContext<'_>, header: &HeaderField) -> TokenStream {
    place(
        cx,
        &header.wire,
        Location::Header,
        &header.codec,
        &header.ty,
    )
}

/// The row of a parameter: the field, where its value is, whether the client supplies it, its
/// limits.
pub(super) fn parameter(
    cx: &ModuleContext<'_>,
    operation: &Operation,
    parameter: &Parameter,
) -> TokenStream {
    let Parameter {
        name,
        wire,
        location,
        codec,
        ty,
        constraints,
        ..
    } = parameter;
    let (name, place) = (ident(name), place(cx, wire, *location, codec, ty));
    let escaped = (*location == Location::Path)
        .then(|| cx.analysis.delimiters.of_parameter(&operation.path, wire))
        .filter(|escaped| !escaped.is_empty())
        .map(|escaped| {
            let escaped = literal::string(&escaped);
            quote!(.escaping(#escaped))
        });
    let supplied = parameter.from_client.then(|| quote!(.from_client()));
    let limits = check::list(cx, &cx.api.effective(ty, constraints));
    let limits = limits.map(|limits| quote!(.limits(&#limits)));
    quote!(#name: #place #escaped #supplied #limits)
}

/// `Param::query("ids").list().compact()`
fn place(
    cx: &ModuleContext<'_>,
    wire: &str,
    location: Location,
    codec: &ParameterCodec,
    ty: &Type,
) -> TokenStream {
    let (param, wire) = (cx.codegen("Param"), literal::string(wire));
    let place = parse(location.name());
    let (shape, written) = (shape(cx, codec, ty), written(cx, location, codec));
    quote!(#param::#place(#wire)#shape #written)
}

/// The shape of the value, which the runtime needs to parse it: `a,b` is one string or a list of
/// two.
fn shape(cx: &ModuleContext<'_>, codec: &ParameterCodec, ty: &Type) -> Option<TokenStream> {
    match codec {
        ParameterCodec::Json => return None,
        ParameterCodec::Style {
            text: StyleText::Open,
            ..
        } => return Some(quote!(.open())),
        ParameterCodec::Style {
            text: StyleText::Lists(between),
            ..
        } => return Some(quote!(.lists(#between))),
        ParameterCodec::Style {
            text: StyleText::Defined,
            ..
        } => {}
    }
    match cx.bare(ty) {
        Type::List(_) => Some(quote!(.list())),
        Type::Map(_) => Some(quote!(.object(&[]))),
        Type::Named(id) => {
            let data = cx.api.get(*id)?.kind.as_struct()?;
            if let Extra::Kept(..) = data.extra {
                return Some(quote!(.object(&[])));
            }
            let constants = data.constants.iter().map(|one| &one.wire);
            let properties = constants.chain(data.fields.iter().map(|field| &field.wire));
            let properties = properties.map(|wire| literal::string(wire));
            Some(quote!(.object(&[#(#properties),*])))
        }
        Type::Scalar(_) | Type::Nullable(_) | Type::Boxed(_) => None,
    }
}

/// What differs from the default style of the location:
/// <https://spec.openapis.org/oas/v3.0.3.html#parameter-object>.
fn written(cx: &ModuleContext<'_>, location: Location, codec: &ParameterCodec) -> TokenStream {
    let ParameterCodec::Style {
        style,
        explode,
        allow_reserved,
        text: _,
    } = *codec
    else {
        return quote!(.json());
    };
    let presumed = location.default_style();
    let chosen = (style != presumed).then(|| {
        let (ty, name) = (cx.codegen("Style"), parse(style_name(style)));
        quote!(.style(#ty::#name))
    });
    let spread = match (explode, style == Style::Form) {
        // `deepObject` has only one form, so `explode` does not matter.
        _ if style == Style::DeepObject => None,
        (true, false) => Some(quote!(.exploded())),
        (false, true) => Some(quote!(.compact())),
        (true, true) | (false, false) => None,
    };
    let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(#chosen #spread #reserved)
}

/// The variant of the runtime's `Style`.
fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}
