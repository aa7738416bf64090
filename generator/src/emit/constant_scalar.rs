//! Constants of scalar types as expressions: literals, strings, and the constructors of dates,
//! UUIDs and addresses.

use proc_macro2::TokenStream;
use quote::quote;

use super::constant_expression::Expression;
use super::ident::parse;
use super::literal;
use super::module_context::ModuleContext;
use crate::ir::{DateTimes, Formatted, Literal, Scalar};

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
        Formatted::DateTime(seconds, nanoseconds) => date_time(cx, *seconds, *nanoseconds)?,
        Formatted::Date(year, month, day) => date(cx, (*year, *month, *day))?,
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

/// A date and time: `Timestamp::constant(1_767_225_600, 0)` of jiff. The constructors of other
/// crates return an `Option` or a `Result` for values that they cannot have; the generator has
/// parsed the value, so the fallback is never taken.
fn date_time(cx: &ModuleContext<'_>, seconds: i64, nanoseconds: i32) -> Option<TokenStream> {
    let whole = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
    let (whole, seconds, nanoseconds) = (
        literal::integer(whole),
        literal::integer(seconds.into()),
        literal::integer(nanoseconds.into()),
    );
    Some(match cx.api.date_times {
        DateTimes::Jiff => {
            let at = cx.runtime("jiff::Timestamp");
            quote!(#at::constant(#seconds, #nanoseconds))
        }
        DateTimes::Chrono => {
            let at = cx.runtime("chrono::DateTime");
            quote!(#at::from_timestamp(#seconds, #nanoseconds).unwrap_or_default().fixed_offset())
        }
        DateTimes::Time => {
            let at = cx.runtime("time::OffsetDateTime");
            quote!(#at::from_unix_timestamp_nanos(#whole).unwrap_or(#at::UNIX_EPOCH))
        }
        DateTimes::String => return None,
    })
}

/// A date: `Date::constant(2020, 2, 29)` of jiff.
fn date(cx: &ModuleContext<'_>, (year, month, day): (i16, i8, i8)) -> Option<TokenStream> {
    let [year, number, day] =
        [year, month.into(), day.into()].map(|part| literal::integer(part.into()));
    Some(match cx.api.date_times {
        DateTimes::Jiff => {
            let date = cx.runtime("jiff::civil::Date");
            quote!(#date::constant(#year, #number, #day))
        }
        DateTimes::Chrono => {
            let date = cx.runtime("chrono::NaiveDate");
            quote!(#date::from_ymd_opt(#year, #number, #day).unwrap_or_default())
        }
        DateTimes::Time => {
            let (date, months) = (cx.runtime("time::Date"), cx.runtime("time::Month"));
            let month = parse(month_name(month)?);
            quote!(#date::from_calendar_date(#year, #months::#month, #day).unwrap_or(#date::MIN))
        }
        DateTimes::String => return None,
    })
}

/// The name of a month in the crate `time`.
fn month_name(month: i8) -> Option<&'static str> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::try_from(month).ok()?.checked_sub(1)?;
    NAMES.get(index).copied()
}
