//! Types of other crates for string formats: jiff's times (feature `jiff`) and uuids (feature
//! `uuid`). Refuses what the format's own standard does not allow, however much the other crate
//! would accept.

use super::{Decode, Encode, Reader, Writer, error::DecodeError, scalar::formatted};

/// A string in the format that `$standard` accepts, parsed by `FromStr` and printed by `Display`.
macro_rules! format_as {
    ($type:ty, $expected:literal, $standard:expr) => {
        impl Encode for $type {
            fn encode(&self, w: &mut Writer) {
                w.string(&self.to_string());
            }
        }

        impl Decode for $type {
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                formatted(r, $expected, |text| {
                    if $standard(text) {
                        text.parse().ok()
                    } else {
                        None
                    }
                })
            }
        }
    };
}

#[cfg(feature = "jiff")]
format_as!(jiff::Timestamp, "an RFC 3339 date-time", is_date_time);
#[cfg(feature = "jiff")]
format_as!(
    jiff::civil::Date,
    "an RFC 3339 date",
    |text: &str| is_shape(text, "dddd-dd-dd")
);
#[cfg(feature = "jiff")]
format_as!(
    jiff::civil::Time,
    "an RFC 3339 time without an offset",
    is_partial_time
);
#[cfg(feature = "uuid")]
format_as!(uuid::Uuid, "a UUID", |text: &str| is_shape(
    text,
    "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
));

/// `date-time` of RFC 3339, section 5.6: the offset is required, `T` and `Z` may be small.
#[cfg(feature = "jiff")]
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let Some(start) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (clock, offset) = time.split_at(start);
    let known_offset =
        matches!(offset, "Z" | "z") || is_shape(offset.get(1..).unwrap_or_default(), "dd:dd");
    is_shape(date, "dddd-dd-dd") && is_partial_time(clock) && known_offset
}

/// `partial-time` of RFC 3339, section 5.6.
#[cfg(feature = "jiff")]
fn is_partial_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_shape(clock, "dd:dd:dd")
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has a shape, in which `d` stands for a digit, `x` for a hexadecimal digit, and
/// anything else for itself.
fn is_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, expected)| match expected {
                b'd' => byte.is_ascii_digit(),
                b'x' => byte.is_ascii_hexdigit(),
                _ => byte == expected,
            })
}

#[cfg(test)]
mod tests {
    use super::super::{Policy, Value, from_value, to_value};
    use super::*;

    /// What the text is written as after it was read, or the error.
    fn again<T: Encode + Decode>(text: &str) -> Result<String, String> {
        let value: T =
            from_value(&Value::from(text), Policy::Strict).map_err(|error| error.to_string())?;
        to_value(&value)
            .map(|value| value.as_str().unwrap_or_default().to_owned())
            .map_err(|error| error.to_string())
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn times_follow_rfc_3339() {
        let timestamp = again::<jiff::Timestamp>;
        assert_eq!(
            timestamp("2024-02-29T23:59:59.5+02:00").as_deref(),
            Ok("2024-02-29T21:59:59.5Z")
        );
        assert_eq!(
            timestamp("2024-02-29t00:00:00z").as_deref(),
            Ok("2024-02-29T00:00:00Z")
        );
        for bad in [
            "2024-02-29",
            "2024-02-29 00:00:00Z",
            "2024-02-29T00:00:00",
            "2024-02-30T00:00:00Z",
            "2024-02-29T00:00Z",
            "2024-02-29T00:00:00+02",
            "2024-02-29T00:00:00Z[UTC]",
            "20240229T000000Z",
            "2024-02-29T00:00:00.Z",
        ] {
            assert_eq!(
                timestamp(bad),
                Err(format!("expected an RFC 3339 date-time, found \"{bad}\""))
            );
        }
        assert_eq!(
            again::<jiff::civil::Date>("2024-02-29").as_deref(),
            Ok("2024-02-29")
        );
        assert!(again::<jiff::civil::Date>("2023-02-29").is_err());
        assert!(again::<jiff::civil::Date>("20240229").is_err());
        assert_eq!(
            again::<jiff::civil::Time>("23:59:58.25").as_deref(),
            Ok("23:59:58.25")
        );
        assert!(again::<jiff::civil::Time>("23:59").is_err());
    }

    #[cfg(feature = "uuid")]
    #[test]
    fn uuids_have_hyphens() {
        let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        assert_eq!(
            again::<uuid::Uuid>(&text.to_uppercase()).as_deref(),
            Ok(text)
        );
        for bad in [
            text.replace('-', ""),
            format!("{{{text}}}"),
            format!("urn:uuid:{text}"),
        ] {
            assert!(again::<uuid::Uuid>(&bad).is_err(), "{bad}");
        }
    }
}
