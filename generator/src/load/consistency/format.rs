//! Does a value have the form that its `format` names
//! (<https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3>)? Only for formats that
//! have a Rust type of their own: other strings are never decoded.

use bindwright_runtime::codegen::{is_date, is_date_time};
use serde_json::Number;

/// What a string should be, if it is not.
pub(super) fn text(format: &str, text: &str) -> Option<&'static str> {
    let (fits, expected) = match format {
        "date-time" => (is_date_time(text), "a date-time of RFC 3339"),
        "date" => (is_date(text), "a date of RFC 3339"),
        "uuid" => (is_uuid(text), "a UUID"),
        "ipv4" => (
            text.parse::<std::net::Ipv4Addr>().is_ok(),
            "an IPv4 address",
        ),
        "ipv6" => (
            text.parse::<std::net::Ipv6Addr>().is_ok(),
            "an IPv6 address",
        ),
        "byte" => (is_base64(text), "padded base64"),
        _ => return None,
    };
    (!fits).then_some(expected)
}

/// What an integer should be, if it is out of the range that its format has.
pub(super) fn integer(format: &str, number: &Number) -> Option<&'static str> {
    let (least, most, expected) = match format {
        "int8" => (i8::MIN.into(), i8::MAX.into(), "an int8"),
        "int16" => (i16::MIN.into(), i16::MAX.into(), "an int16"),
        "int32" => (i32::MIN.into(), i32::MAX.into(), "an int32"),
        "uint8" => (0, u8::MAX.into(), "a uint8"),
        "uint16" => (0, u16::MAX.into(), "a uint16"),
        "uint32" => (0, u32::MAX.into(), "a uint32"),
        "uint64" => (0, u64::MAX.into(), "a uint64"),
        _ => (i64::MIN.into(), i64::MAX.into(), "an int64"),
    };
    let value: i128 = number.as_i128()?;
    (!(least..=most).contains(&value)).then_some(expected)
}

/// [RFC 9562, section 4](https://www.rfc-editor.org/rfc/rfc9562#section-4).
fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').map(str::len);
    let digits = text.bytes().filter(|byte| *byte != b'-');
    groups.eq([8, 4, 4, 4, 12]) && digits.into_iter().all(|byte| byte.is_ascii_hexdigit())
}

/// [RFC 4648, section 4](https://www.rfc-editor.org/rfc/rfc4648#section-4). The bits behind the last
/// byte are [zero](https://www.rfc-editor.org/rfc/rfc4648#section-3.5), as in `EmA=`, or it does not
/// decode: `EmC=` would be written back as another string.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    let ends_in = match text.len() - digits.len() {
        0 => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        1 => "AEIMQUYcgkosw048",
        2 => "AQgw",
        _ => return false,
    };
    text.len().is_multiple_of(4)
        && digits.bytes().all(is_digit)
        && digits
            .chars()
            .last()
            .is_none_or(|last| ends_in.contains(last))
}
