//! Booleans, numbers, strings, and the types that are strings in JSON.
//!
//! A number keeps its value or is rejected: `256` is no `u8`, and `1e309` is no `f64`. An integer can
//! be written as a decimal or with an exponent, so `1.0e2` is 100
//! ([JSON Schema validation, section 6.1.1](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1)).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    Decode, Encode, Reader, View, Writer,
    error::{DecodeError, DecodeReason},
    memory,
    scalars::too_large,
};

/// Types for which the reader and the writer have a method of the same name. `as` says how a check
/// looks at the value; without it, the check looks at the JSON. `in_place` is for types of which there are long lists: these are read and
/// written in place, with code for each such type.
macro_rules! plain {
    ($($type:ty => $method:ident $(as $view:expr)? $(; $list:ident)?),* $(,)?) => {
        $(impl Encode for $type {
            fn encode(&self, w: &mut Writer<'_>) {
                w.$method(*self);
            }

            $(lists! { $list encode |w, item| w.$method(*item) })?

            $(fn view(&self) -> View<'_> {
                $view(*self)
            })?
        }

        impl Decode for $type {
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                r.$method()
            }

            $(lists! { $list decode |r| r.$method() })?
        })*
    };
}

/// A list that is written or read in place.
macro_rules! lists {
    (in_place encode $write:expr) => {
        fn encode_list(items: &[Self], w: &mut Writer<'_>) {
            w.list_by(items, $write);
        }
    };
    (in_place decode $read:expr) => {
        fn decode_list(r: &mut Reader<'_>) -> Result<Vec<Self>, DecodeError> {
            r.scalars($read)
        }
    };
}

// An `f32` has no view: as an `f64` it would have digits that were never written, and `0.1_f32`
// would be more than `maximum: 0.1`.
plain!(
    bool => bool; in_place,
    i64 => i64 as |value| View::Integer(i128::from(value)); in_place,
    u64 => u64 as |value| View::Integer(i128::from(value)),
    i128 => i128 as View::Integer,
    u128 => u128,
    f32 => f32,
    f64 => f64 as View::Float; in_place,
);

/// Integers that are read as `i64` and then have to fit.
macro_rules! narrow {
    ($($type:ty $(; $list:ident)?),*) => {
        $(impl Encode for $type {
            fn encode(&self, w: &mut Writer<'_>) {
                w.i64(i64::from(*self));
            }

            $(lists! { $list encode |w, item| w.i64(i64::from(*item)) })?

            fn view(&self) -> View<'_> {
                View::Integer(i128::from(*self))
            }
        }

        impl Decode for $type {
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let value = r.i64()?;
                value.try_into().map_err(|_| too_large(stringify!($type), value))
            }

            $(lists! { $list decode Self::decode })?
        })*
    };
}
narrow!(i8, i16, i32; in_place, u8, u16, u32);

impl Encode for String {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(self);
    }

    lists! { in_place encode |w, item| w.sink.string(item) }

    fn view(&self) -> View<'_> {
        View::String(self)
    }
}

impl Decode for String {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let text = r.str()?.to_owned();
        r.count_memory(memory::text(&text))?;
        Ok(text)
    }

    lists! { in_place decode String::decode }
}

impl Encode for str {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(self);
    }

    fn view(&self) -> View<'_> {
        View::String(self)
    }
}

/// Nothing: `null` on the wire, and a field of this type may be absent.
impl Encode for () {
    fn encode(&self, w: &mut Writer<'_>) {
        w.null();
    }

    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Decode for () {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.null()
    }

    fn absent() -> Option<Self> {
        Some(())
    }

    fn null() -> Option<Self> {
        Some(())
    }
}

/// Bytes that are a Base64 string in JSON, for `format: byte`. The alphabet has `+` and `/`, and
/// padding is required ([RFC 4648, section
/// 4](https://www.rfc-editor.org/rfc/rfc4648#section-4)).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(pub Vec<u8>);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Encode for Base64 {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(&STANDARD.encode(&self.0));
    }
}

impl Decode for Base64 {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        formatted(r, "Base64", |text| STANDARD.decode(text).ok().map(Self))
    }
}

/// Reads a string that `parse` understands. `expected` is the end of the error's "expected …".
pub(super) fn formatted<T>(
    r: &mut Reader<'_>,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    let text = r.str()?;
    parse(text).ok_or_else(|| DecodeReason::unexpected_text(expected, text).into())
}

/// Types whose `Display` and `FromStr` are their format on the wire.
macro_rules! addresses {
    ($($type:ty => $expected:literal),*) => {
        $(impl Encode for $type {
            fn encode(&self, w: &mut Writer<'_>) {
                w.string(&self.to_string());
            }
        }

        impl Decode for $type {
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                formatted(r, $expected, |text| text.parse().ok())
            }
        })*
    };
}
addresses!(Ipv4Addr => "an IPv4 address", Ipv6Addr => "an IPv6 address", IpAddr => "an IP address");

#[cfg(test)]
mod tests {
    use super::super::{Policy, from_json, to_json};
    use super::*;

    fn read<T: Decode>(json: &str) -> Result<T, String> {
        from_json(json.as_bytes(), Policy::Strict).map_err(|error| error.to_string())
    }

    #[test]
    fn integers_are_limited_to_their_range() {
        assert_eq!(read("-128"), Ok(i8::MIN));
        assert_eq!(
            read::<u8>("256"),
            Err("256 is out of range for u8".to_owned())
        );
        assert_eq!(
            read::<u64>("-1"),
            Err("-1 is out of range for u64".to_owned())
        );
        assert_eq!(read("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(read("1.0e2"), Ok(100_u16));
        assert_eq!(
            read("340282366920938463463374607431768211455"),
            Ok(u128::MAX)
        );
        assert_eq!(
            read("-170141183460469231731687303715884105728"),
            Ok(i128::MIN)
        );
        assert_eq!(read("-0"), Ok(0_u64));
    }

    #[test]
    fn floats_are_the_nearest_and_finite() {
        assert_eq!(read("0.1"), Ok(0.1_f32));
        assert_eq!(read("16777217"), Ok(16_777_216_f32));
        assert_eq!(
            read::<f32>("1e39"),
            Err("1e39 is out of range for f32".to_owned())
        );
        assert_eq!(
            read::<f64>("1e309"),
            Err("1e309 is out of range for f64".to_owned())
        );
        assert_eq!(to_json(&0.1_f32), Ok(b"0.1".to_vec()));
        assert_eq!(to_json(&1e21), Ok(b"1e21".to_vec()));
    }

    #[test]
    fn bytes_are_encoded_as_base64() {
        assert_eq!(read("\"AP8=\""), Ok(Base64(vec![0, 255])));
        assert_eq!(to_json(&Base64(vec![0, 255])), Ok(b"\"AP8=\"".to_vec()));
        assert_eq!(
            read::<Base64>("\"AP8\""),
            Err("expected Base64, found \"AP8\"".to_owned())
        );
        assert!(read::<Base64>("\"_-8=\"").is_err());
    }

    #[test]
    fn addresses_are_encoded_as_strings() {
        assert_eq!(read("\"::1\""), Ok(IpAddr::V6(Ipv6Addr::LOCALHOST)));
        assert_eq!(read("\"127.0.0.1\""), Ok(Ipv4Addr::LOCALHOST));
        let error = read::<Ipv4Addr>("\"127.0.0.256\"");
        assert_eq!(
            error,
            Err("expected an IPv4 address, found \"127.0.0.256\"".to_owned())
        );
    }
}
