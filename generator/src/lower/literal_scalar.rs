//! A JSON value and a scalar type -> a literal, or what is expected instead.
//!
//! Strings with a format are parsed here, once: the generated code has the result, and no way to
//! fail. `2020-02-29` becomes `Date::constant(2020, 2, 29)`.

use serde_json::{Number, Value};

use crate::ir::{Composite, Formatted, Literal, Scalar};
use bindwright_runtime::codegen::{is_date, is_date_time};

/// A value of a scalar type.
///
/// # Errors
///
/// Says what is expected instead.
pub(super) fn scalar_literal(value: &Value, scalar: Scalar) -> Result<Literal, String> {
    let expected = |what: &str| format!("{what} is expected");
    let text = || value.as_str().ok_or_else(|| expected("a string"));
    match scalar {
        Scalar::Any => Ok(any(value)),
        Scalar::Null if value.is_null() => Ok(Literal::Null),
        Scalar::Null => Err(expected("only null")),
        Scalar::Bool => value
            .as_bool()
            .map(Literal::Bool)
            .ok_or_else(|| expected("a boolean")),
        Scalar::String | Scalar::Binary | Scalar::Content => {
            text().map(|text| Literal::String(text.to_owned()))
        }
        Scalar::Integer(width) => {
            let beyond = value.as_f64().filter(|number| number.fract() == 0.0);
            let problem = || match beyond {
                Some(_) => format!("{value} is outside of the type's range"),
                None => expected("an integer"),
            };
            let integer = whole(value).ok_or_else(problem)?;
            let (least, greatest) = width.range();
            if (least..=greatest).contains(&integer) {
                Ok(Literal::Integer(integer))
            } else {
                Err(format!("{integer} is outside of the type's range"))
            }
        }
        Scalar::Float(_) => {
            let number = value.as_f64().filter(|number| number.is_finite());
            number
                .map(Literal::Float)
                .ok_or_else(|| expected("a number"))
        }
        Scalar::Number => match value {
            Value::Number(number) => Ok(exact(number)),
            _ => Err(expected("a number")),
        },
        Scalar::Base64
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Duration
        | Scalar::Uuid
        | Scalar::Ipv4
        | Scalar::Ipv6 => formatted(text()?, scalar),
    }
}

/// A value of any type.
fn any(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(number) => exact(number),
        Value::String(text) => Literal::String(text.clone()),
        Value::Array(_) | Value::Object(_) => Literal::Composite(Composite::Any, value.to_string()),
    }
}

/// A number with all of its digits.
fn exact(number: &Number) -> Literal {
    match number.as_i64() {
        Some(integer) => Literal::Integer(integer.into()),
        None => Literal::Number(number.to_string()),
    }
}

/// The value of a string that has a format: by the same parsers as at run time.
fn formatted(text: &str, scalar: Scalar) -> Result<Literal, String> {
    let (value, what) = match scalar {
        // A duration stays a string.
        Scalar::Duration if text.parse::<jiff::Span>().is_ok() => {
            return Ok(Literal::String(text.to_owned()));
        }
        Scalar::Duration => (None, "a duration of ISO 8601"),
        Scalar::DateTime => (
            is_date_time(text).then_some(Formatted::Time),
            "a date and time of RFC 3339",
        ),
        Scalar::Date => (is_date(text).then_some(Formatted::Time), "a date"),
        Scalar::Uuid => (uuid(text).map(Formatted::Uuid), "a UUID"),
        Scalar::Ipv4 => {
            let address = text.parse::<std::net::Ipv4Addr>().ok();
            let bits = address.map(|one| Formatted::Ipv4(one.to_bits()));
            (bits, "an IPv4 address")
        }
        Scalar::Ipv6 => {
            let address = text.parse::<std::net::Ipv6Addr>().ok();
            let segments = address.map(|one| Formatted::Ipv6(one.segments()));
            (segments, "an IPv6 address")
        }
        _ => (base64(text).map(Formatted::Bytes), "base64"),
    };
    match value {
        Some(value) => Ok(Literal::Formatted(value, text.to_owned())),
        None => Err(format!("this is not {what}")),
    }
}

/// The integer that a number is, also if it is written `1.0`:
/// <https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.3>.
pub(super) fn integer(number: &Number) -> Option<i128> {
    let exact = number.as_i128();
    let round = || {
        number
            .as_f64()
            .filter(|value| value.fract() == 0.0 && value.abs() < 9e15)
            .map(|value| value as i128)
    };
    exact.or_else(round)
}

/// The integer that a value is; `None` for other values.
pub(super) fn whole(value: &Value) -> Option<i128> {
    integer(value.as_number()?)
}

/// The bits of a UUID: <https://www.rfc-editor.org/rfc/rfc9562#section-4>.
fn uuid(text: &str) -> Option<u128> {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits = groups.concat();
    let is_uuid =
        lengths == [8, 4, 4, 4, 12] && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_uuid.then(|| u128::from_str_radix(&digits, 16).ok())?
}

/// The bytes of padded base64: <https://www.rfc-editor.org/rfc/rfc4648#section-4>.
fn base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let is_padded = text.len().is_multiple_of(4) && padding <= 2;
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in digits.chars().filter(|_| is_padded) {
        let value = ALPHABET.find(digit).and_then(|at| u32::try_from(at).ok())?;
        bits = (bits << 6 | value) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    // The bits behind the last byte are zero: <https://www.rfc-editor.org/rfc/rfc4648#section-3.5>.
    let rest = bits & ((1 << count) - 1);
    (is_padded && rest == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{base64, uuid};

    #[test]
    fn base64_is_decoded() {
        assert_eq!(base64("AP+/Zg=="), Some(vec![0, 255, 191, 102]));
        assert_eq!(base64("Zm9v"), Some(b"foo".to_vec()));
        assert_eq!(base64(""), Some(Vec::new()));
        assert_eq!(base64("Zm9"), None);
        assert_eq!(base64("Zm9*"), None);
        assert_eq!(base64("EmA="), Some(vec![0x12, 0x60]));
        assert_eq!(base64("EmC="), None, "bits behind the last byte");
    }

    #[test]
    fn a_uuid_has_five_groups() {
        let text = "00000000-0000-0000-0000-0000000000ff";
        assert_eq!(uuid(text), Some(255));
        assert_eq!(uuid("000000000000000000000000000000ff"), None);
    }
}
