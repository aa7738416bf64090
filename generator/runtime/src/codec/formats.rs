//! Types of other crates for string formats: times of chrono, jiff or time (a feature each), and uuids (feature `uuid`).
//!
//! | format | `jiff` | `chrono` | `time` |
//! |---|---|---|---|
//! | `date-time` | `Timestamp` | `DateTime<FixedOffset>` | `OffsetDateTime` |
//! | `date` | `civil::Date` | `NaiveDate` | `Date` |
//!
//! A `Timestamp` is an instant and is written in UTC; the other two keep their offset. Fields have them in [`Exact`], which
//! is written as it was read. `times` says which forms are accepted.

#[cfg(feature = "time")]
use time::format_description::well_known::Rfc3339;

use super::{Decode, Encode, Reader, Writer, error::DecodeError};
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use super::{
    EncodeReason,
    exact::{Exact, Formatted},
    times::{self, CalendarDate, Forms, Instant},
};

/// A type for `date-time`: the functions that print it, and that make it. `None` is a value beyond its range, and the nearest one
/// is taken.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! date_time {
    ($type:ty, $print:expr, $new:expr, ($least:expr, $most:expr) $(, $same:expr)?) => {
        impl Formatted for $type {
            const EXPECTED: &'static str = "an RFC 3339 date-time";

            fn read(text: &str, forms: Forms) -> Option<(Self, bool)> {
                let instant = times::date_time(text, forms)?;
                let new: fn(Instant) -> Option<$type> = $new;
                Some(match new(instant) {
                    Some(value) => (value, instant.exact),
                    None if instant.seconds < 0 => ($least, false),
                    None => ($most, false),
                })
            }

            fn least() -> Self {
                $least
            }

            $(fn prints_as(&self, text: &str) -> bool {
                let same: fn(&str) -> bool = $same;
                same(text)
            })?

            fn print(&self) -> Option<String> {
                let print: fn(&$type) -> String = $print;
                Some(print(self)).filter(|text| times::date_time(text, Forms::Standard).is_some())
            }
        }

        plain!($type);
    };
}

/// A type for `date`: the functions that print it, and that make it.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! date {
    ($type:ty, $new:expr, $least:expr) => {
        impl Formatted for $type {
            const EXPECTED: &'static str = "an RFC 3339 date";

            fn read(text: &str, forms: Forms) -> Option<(Self, bool)> {
                let new: fn(CalendarDate) -> Option<$type> = $new;
                let date = times::date(text, forms)?;
                // A time behind the date is in the text alone.
                Some((new(date)?, text.len() <= 10))
            }

            fn least() -> Self {
                $least
            }

            fn prints_as(&self, text: &str) -> bool {
                text.len() == 10
            }

            fn print(&self) -> Option<String> {
                Some(self.to_string()).filter(|text| times::date(text, Forms::Standard).is_some())
            }
        }

        plain!($type);
    };
}

/// The codec of the type alone, which forgets how it was spelled.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! plain {
    ($type:ty) => {
        impl Encode for $type {
            fn encode(&self, w: &mut Writer<'_>) {
                match Formatted::print(self) {
                    Some(text) => w.string(&text),
                    None => w.fail(EncodeReason::Year),
                }
            }
        }

        impl Decode for $type {
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                Exact::decode(r).map(Exact::into_inner)
            }
        }
    };
}

#[cfg(feature = "chrono")]
date_time!(
    chrono::DateTime<chrono::FixedOffset>,
    // An offset may lead beyond the last local time that chrono has, where printing panics.
    |at| match at.naive_utc().checked_add_offset(*at.offset()) {
        Some(_) => at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        None => String::new(),
    },
    |at| {
        let utc = chrono::DateTime::from_timestamp(at.seconds, at.nanoseconds)?;
        Some(utc.with_timezone(&chrono::FixedOffset::east_opt(at.offset)?))
    },
    (
        chrono::DateTime::<chrono::Utc>::MIN_UTC.fixed_offset(),
        chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset()
    )
);
#[cfg(feature = "chrono")]
date!(
    chrono::NaiveDate,
    |date| chrono::NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()),
    chrono::NaiveDate::MIN
);
#[cfg(feature = "jiff")]
date_time!(
    jiff::Timestamp,
    |at| at.to_string(),
    |at| jiff::Timestamp::new(at.seconds, i32::try_from(at.nanoseconds).ok()?).ok(),
    (jiff::Timestamp::MIN, jiff::Timestamp::MAX),
    is_short_utc
);
#[cfg(feature = "jiff")]
date!(
    jiff::civil::Date,
    |date| {
        let year = i16::try_from(date.year).ok()?;
        let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        jiff::civil::Date::new(year, month, day).ok()
    },
    jiff::civil::Date::MIN
);
#[cfg(feature = "time")]
date_time!(
    time::OffsetDateTime,
    |at| at.format(&Rfc3339).unwrap_or_default(),
    |at| {
        let whole = i128::from(at.seconds) * 1_000_000_000 + i128::from(at.nanoseconds);
        let utc = time::OffsetDateTime::from_unix_timestamp_nanos(whole).ok()?;
        utc.checked_to_offset(time::UtcOffset::from_whole_seconds(at.offset).ok()?)
    },
    (
        time::PrimitiveDateTime::MIN.assume_utc(),
        time::PrimitiveDateTime::MAX.assume_utc()
    )
);
#[cfg(feature = "time")]
date!(
    time::Date,
    |date| {
        let month = time::Month::try_from(date.month).ok()?;
        time::Date::from_calendar_date(date.year.into(), month, date.day).ok()
    },
    time::Date::MIN
);

/// Whether a time is written as jiff writes it, without printing it: `2024-02-29T12:00:00.5Z`.
#[cfg(feature = "jiff")]
fn is_short_utc(text: &str) -> bool {
    let (bytes, whole) = (text.as_bytes(), "2024-02-29T12:00:00".len());
    let fraction = bytes.get(whole..bytes.len().saturating_sub(1));
    let is_short = match fraction {
        Some([]) => true,
        Some([point, .., last]) => *point == b'.' && *last != b'0',
        Some([_]) | None => false,
    };
    is_short && bytes.get(10) == Some(&b'T') && bytes.last() == Some(&b'Z')
}

/// A UUID has hyphens ([RFC 9562, section 4](https://www.rfc-editor.org/rfc/rfc9562#section-4)). A client also reads what some
/// services write: 32 digits, braces, and `urn:uuid:`.
#[cfg(feature = "uuid")]
impl Decode for uuid::Uuid {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let lenient = r.policy() == super::Policy::Lenient;
        let text = r.str()?;
        let accepted = lenient || is_shape(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
        let parsed = text.parse().ok().filter(|_| accepted);
        parsed.ok_or_else(|| super::DecodeReason::unexpected_text("a UUID", text).into())
    }
}

#[cfg(feature = "uuid")]
impl Encode for uuid::Uuid {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(&self.to_string());
    }
}

/// Whether a string has a shape, in which `x` is a hexadecimal digit, and anything else itself.
#[cfg(feature = "uuid")]
fn is_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, expected)| match expected {
                b'x' => byte.is_ascii_hexdigit(),
                _ => byte == expected,
            })
}
