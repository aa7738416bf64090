//! Constants of scalar types as expressions: literals, strings, and the constructors of times, UUIDs
//! and addresses.

use proc_macro2::TokenStream;
use quote::quote;

use super::constant_expression::Expression;
use super::literal;
use super::module_context::ModuleContext;
use crate::ir::{Formatted, Literal, Scalar};

/// `String::from("a")`
pub(super) fn string(cx: &ModuleContext<'_>, text: &str) -> TokenStream {
    let (string, text) = (cx.prelude("String"), literal::string(text));
    quote!(#string::from(#text))
}

/// A constant of a scalar type.
pub(super) fn scalar(
    cx: &ModuleContext<'_>,
    scalar: Scalar,
    value: &Literal,
) -> Option<Expression> {
    Some(match (scalar, value) {
        (Scalar::Any, value) => Expression::Call(any(cx, value)?),
        (Scalar::Number, Literal::Integer(_) | Literal::Number(_)) => {
            Expression::Call(number(cx, value)?)
        }
        (Scalar::Null, Literal::Null) => Expression::Literal(quote!(())),
        (scalar, Literal::String(text)) if scalar.is_string() => Expression::Call(string(cx, text)),
        (Scalar::Bool, Literal::Bool(value)) => Expression::Literal(quote!(#value)),
        (Scalar::Integer(_), Literal::Integer(value)) => {
            Expression::Literal(literal::integer(*value))
        }
        (Scalar::Float(_), Literal::Float(value)) => Expression::Literal(literal::float(*value)),
        (_, Literal::Formatted(Formatted::Time, text)) => {
            let (time, text) = (cx.codegen("time"), literal::string(text));
            Expression::Call(quote!(#time(#text)))
        }
        (_, Literal::Formatted(value, _)) => Expression::Call(formatted(cx, value)?),
        _ => return None,
    })
}

/// `Value::from("a")`; a list or an object is the JSON of the document: `json("{\"a\":1}")`.
fn any(cx: &ModuleContext<'_>, value: &Literal) -> Option<TokenStream> {
    let inner = match value {
        Literal::Null => {
            let any = cx.runtime("Value");
            return Some(quote!(#any::Null));
        }
        Literal::Composite(_, text) => {
            let (json, text) = (cx.codegen("json"), literal::string(text));
            return Some(quote!(#json(#text)));
        }
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(_) => literal::constant(value),
        Literal::Number(_) => number(cx, value)?,
        Literal::String(text) => literal::string(text),
        _ => return None,
    };
    let any = cx.runtime("Value");
    Some(quote!(#any::from(#inner)))
}

/// `Number::from(1_i64)`, or a number with all of its digits: `number("1.50")`.
fn number(cx: &ModuleContext<'_>, value: &Literal) -> Option<TokenStream> {
    match value {
        Literal::Integer(_) => {
            let (number, value) = (cx.runtime("Number"), literal::constant(value));
            Some(quote!(#number::from(#value)))
        }
        Literal::Number(text) => {
            let (number, text) = (cx.codegen("number"), literal::string(text));
            Some(quote!(#number(#text)))
        }
        _ => None,
    }
}

/// A value that is a string in JSON, by the constructor of its type.
fn formatted(cx: &ModuleContext<'_>, value: &Formatted) -> Option<TokenStream> {
    let number = |value: i128| literal::integer(value);
    Some(match value {
        Formatted::Time => return None,
        Formatted::Uuid(bits) => {
            let (uuid, bits) = (cx.runtime("uuid::Uuid"), hex(*bits));
            quote!(#uuid::from_u128(#bits))
        }
        Formatted::Ipv4(bits) => {
            let bytes = bits.to_be_bytes().map(|byte| number(byte.into()));
            let address = cx.standard("net::Ipv4Addr");
            quote!(#address::new(#(#bytes),*))
        }
        Formatted::Ipv6(segments) => {
            let segments = segments.map(|segment| hex(segment.into()));
            let address = cx.standard("net::Ipv6Addr");
            quote!(#address::new(#(#segments),*))
        }
        Formatted::Bytes(bytes) => {
            let base64 = cx.runtime("Base64");
            let bytes = proc_macro2::Literal::byte_string(bytes);
            quote!(#base64::from(#bytes.as_slice()))
        }
    })
}

/// `0x67e5_5044_10b1`
fn hex(bits: u128) -> TokenStream {
    let digits = format!("{bits:x}");
    let first = digits.len() % 4;
    let (head, tail) = digits.split_at_checked(first).unwrap_or(("", &digits));
    let mut groups = vec![head.to_owned()];
    groups.extend(
        tail.as_bytes()
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned()),
    );
    groups.retain(|group| !group.is_empty());
    format!("0x{}", groups.join("_"))
        .parse()
        .unwrap_or_default()
}
