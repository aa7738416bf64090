//! Types of other crates for string formats: times of chrono, jiff or time (a feature each), and uuids (feature `uuid`).
//! Rejects what the format's own standard does not allow, however much the other crate would accept.
//!
//! | format | `jiff` | `chrono` | `time` |
//! |---|---|---|---|
//! | `date-time` | `Timestamp` | `DateTime<FixedOffset>` | `OffsetDateTime` |
//! | `date` | `civil::Date` | `NaiveDate` | `Date` |
//!
//! A `Timestamp` is an instant and is written in UTC; the other two keep the offset that they were read with.

#[cfg(feature = "time")]
use time::format_description::well_known::{Iso8601, Rfc3339};

use super::{Decode, Encode, EncodeReason, Reader, Writer, error::DecodeError, scalar::formatted};

/// A string in the format that `$standard` accepts, with the functions that print and parse it.
macro_rules! format_as {
    ($type:ty, $expected:literal, $standard:expr, $print:expr, $parse:expr) => {
        impl Encode for $type {
            fn encode(&self, w: &mut Writer) {
                let print: fn(&$type) -> String = $print;
                let text = print(self);
                if $standard(&text) {
                    w.string(&text);
                } else {
                    w.fail(EncodeReason::Year);
                }
            }
        }

        impl Decode for $type {
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                formatted(r, $expected, |text| {
                    let parse: fn(&str) -> Option<$type> = $parse;
                    if $standard(text) { parse(text) } else { None }
                })
            }
        }
    };
}

#[cfg(feature = "chrono")]
format_as!(
    chrono::DateTime<chrono::FixedOffset>,
    "an RFC 3339 date-time",
    is_date_time,
    |at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
    |text| chrono::DateTime::parse_from_rfc3339(text).ok()
);
#[cfg(feature = "chrono")]
format_as!(
    chrono::NaiveDate,
    "an RFC 3339 date",
    is_date,
    |day| day.to_string(),
    |text| text.parse().ok()
);
#[cfg(feature = "jiff")]
format_as!(
    jiff::Timestamp,
    "an RFC 3339 date-time",
    is_date_time,
    |at| at.to_string(),
    |text| text.parse().ok()
);
#[cfg(feature = "jiff")]
format_as!(
    jiff::civil::Date,
    "an RFC 3339 date",
    is_date,
    |day| day.to_string(),
    |text| text.parse().ok()
);
#[cfg(feature = "time")]
format_as!(
    time::OffsetDateTime,
    "an RFC 3339 date-time",
    is_date_time,
    |at| at.format(&Rfc3339).unwrap_or_default(),
    |text| time::OffsetDateTime::parse(text, &Rfc3339).ok()
);
#[cfg(feature = "time")]
format_as!(
    time::Date,
    "an RFC 3339 date",
    is_date,
    |day| day.to_string(),
    |text| time::Date::parse(text, &Iso8601::DATE).ok()
);
#[cfg(feature = "uuid")]
format_as!(uuid::Uuid, "a UUID", is_uuid, |id| id.to_string(), |text| {
    text.parse().ok()
});

/// `date-time` of [RFC 3339, section 5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6): the offset is required, `T` and `Z` may be small.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
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
    is_date(date) && is_partial_time(clock) && known_offset
}

/// `partial-time` of [RFC 3339, section 5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn is_partial_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_shape(clock, "dd:dd:dd")
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// `full-date` of [RFC 3339, section 5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn is_date(text: &str) -> bool {
    is_shape(text, "dddd-dd-dd")
}

/// [RFC 9562, section 4](https://www.rfc-editor.org/rfc/rfc9562#section-4).
#[cfg(feature = "uuid")]
fn is_uuid(text: &str) -> bool {
    is_shape(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
}

/// Whether a string has a shape, in which `d` is a digit, `x` a hexadecimal digit, and
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

    /// What the string is written as after it was read, or the error.
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
    }

    /// Texts that every crate reads, each with what it is written as when the offset is kept.
    #[cfg(any(feature = "chrono", feature = "time"))]
    const KEPT: &[(&str, &str)] = &[
        ("2024-02-29T23:59:59.5+02:00", "2024-02-29T23:59:59.5+02:00"),
        ("2024-02-29t00:00:00z", "2024-02-29T00:00:00Z"),
        (
            "0001-01-01T00:00:00.123456789-23:59",
            "0001-01-01T00:00:00.123456789-23:59",
        ),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ];

    #[cfg(feature = "chrono")]
    #[test]
    fn chrono_keeps_the_offset() {
        for (text, expected) in KEPT {
            let back = again::<chrono::DateTime<chrono::FixedOffset>>(text);
            assert_eq!(
                back.map(|text| text.replace(".500", ".5")).as_deref(),
                Ok(*expected)
            );
        }
        assert!(again::<chrono::DateTime<chrono::FixedOffset>>("2024-02-29 00:00:00Z").is_err());
        assert_eq!(
            again::<chrono::NaiveDate>("2024-02-29").as_deref(),
            Ok("2024-02-29")
        );
        assert!(again::<chrono::NaiveDate>("2023-02-29").is_err());
        assert!(to_value(&chrono::NaiveDate::MAX).is_err());
    }

    #[cfg(feature = "time")]
    #[test]
    fn time_keeps_the_offset() {
        for (text, expected) in KEPT {
            assert_eq!(
                again::<time::OffsetDateTime>(text).as_deref(),
                Ok(*expected)
            );
        }
        assert!(again::<time::OffsetDateTime>("2024-02-29 00:00:00Z").is_err());
        assert_eq!(
            again::<time::Date>("2024-02-29").as_deref(),
            Ok("2024-02-29")
        );
        assert!(again::<time::Date>("2023-02-29").is_err());
        assert!(to_value(&time::Date::MIN).is_err());
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
