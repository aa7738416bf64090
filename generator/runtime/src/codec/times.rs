//! Dates and times as text: the forms of RFC 3339, and those that services write besides.
//!
//! | form | example | written by |
//! |---|---|---|
//! | RFC 3339 | `2024-02-29T12:00:00.5+02:00`, `…t…z` | most |
//! | an offset without colon or minutes | `…T12:00:00.000+0000`, `+00` | Jira, Facebook; PostgreSQL |
//! | a space instead of `T`, or in front of the offset | `2024-02-29 12:00:00 +0000` | Ruby, Go, PHP |
//! | no offset: UTC | `2024-02-29T12:00:00` | Python, .NET, Java |
//! | no seconds, or no time | `2024-02-29T12:00Z`, `2024-02-29` | Open-Meteo |
//! | `UTC`, `GMT`, or a zone in brackets | `… UTC`, `…Z[UTC]` | Ruby; Java |
//! | a comma before the fraction, no separators | `12:00:00,5`, `20240229T120000Z` | ISO 8601 |
//!
//! A server accepts RFC 3339 only, which `format: date-time` stands for
//! (<https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3.1>). A client accepts
//! all of them. Rejects days that the calendar does not have.

pub(crate) use super::time_scanner::CalendarDate;
pub(crate) use super::time_scanner::Forms;
use super::time_scanner::{ClockTime, TimeScanner};

/// A date and time, with what the other crates are built from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instant {
    /// Seconds since 1970 in UTC. A leap second is the second before it.
    pub(crate) seconds: i64,
    pub(crate) nanoseconds: u32,
    /// Seconds east of UTC.
    pub(crate) offset: i32,
    /// Whether that is all: no leap second, and no more than nine digits of a second.
    pub(crate) exact: bool,
}

/// Reads a date and time.
pub(crate) fn date_time(text: &str, forms: Forms) -> Option<Instant> {
    let common = forms == Forms::Common;
    let mut scan = TimeScanner { rest: text };
    let date = scan.date(forms)?;
    let mut time = ClockTime::default();
    if scan.eat("T") || scan.eat("t") || (common && scan.eat(" ")) {
        time = scan.time(forms)?;
    } else if !common {
        return None;
    }
    let offset = scan.offset(forms)?;
    let minutes = i64::from(time.hour) * 60 + i64::from(time.minute);
    let leap = time.second == 60;
    // A leap second is the last one of a day in UTC.
    if leap && (minutes * 60 - i64::from(offset)).rem_euclid(86_400) != 86_340 {
        return None;
    }
    let second = i64::from(time.second.min(59));
    let seconds = days(date) * 86_400 + minutes * 60 + second - i64::from(offset);
    (scan.rest.is_empty()).then_some(Instant {
        seconds,
        nanoseconds: time.nanoseconds,
        offset,
        exact: time.exact && !leap,
    })
}

/// Reads a date. In common forms, a time may follow, as some services write it for `format: date`.
pub(crate) fn date(text: &str, forms: Forms) -> Option<CalendarDate> {
    let mut scan = TimeScanner { rest: text };
    let date = scan.date(forms)?;
    let is_whole = scan.rest.is_empty();
    (is_whole || (forms == Forms::Common && date_time(text, forms).is_some())).then_some(date)
}

/// Whether a string is a date and time of RFC 3339.
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    date_time(text, Forms::Standard).is_some()
}

/// Whether a string is a date of RFC 3339.
#[must_use]
pub fn is_date(text: &str) -> bool {
    date(text, Forms::Standard).is_some()
}

/// The days since 1970, by counting years from March on: a leap day is then the last of a year.
fn days(date: CalendarDate) -> i64 {
    let (year, month) = (i64::from(date.year), i64::from(date.month));
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day) - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + day_of_year - 719_468
}

/// The year, month and day of a day since 1970, by the same way back: there are 146,097 days in 400 years.
pub(crate) fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let year = year + era * 400;
    match month {
        ..10 => (year, month + 3, day_of_month),
        _ => (year + 1, month - 9, day_of_month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rfc_3339_allows_is_read() {
        for (text, seconds, nanoseconds, offset, exact) in [
            ("1970-01-01T00:00:00Z", 0, 0, 0, true),
            (
                "2024-02-29t23:59:59.5+02:00",
                1_709_243_999,
                500_000_000,
                7200,
                true,
            ),
            ("0000-01-01T00:00:00Z", -62_167_219_200, 0, 0, true),
            ("9999-12-31T23:59:59Z", 253_402_300_799, 0, 0, true),
            ("1998-12-31T23:59:60Z", 915_148_799, 0, 0, false),
            (
                "1998-12-31T15:59:60.123-08:00",
                915_148_799,
                123_000_000,
                -28_800,
                false,
            ),
            ("1970-01-01T00:00:00.0000000001z", 0, 0, 0, false),
            ("1970-01-01T00:00:00.1000000000Z", 0, 100_000_000, 0, true),
        ] {
            let expected = Instant {
                seconds,
                nanoseconds,
                offset,
                exact,
            };
            assert_eq!(date_time(text, Forms::Standard), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_client_reads_what_services_write() {
        let noon = "2024-02-29T12:00:00Z";
        for text in [
            "2024-02-29T12:00:00.000+0000",
            "2024-02-29T14:00:00+02",
            "2024-02-29 12:00:00+00:00",
            "2024-02-29 12:00:00 +0000",
            "2024-02-29 12:00:00 UTC",
            "2024-02-29T12:00:00",
            "2024-02-29T12:00",
            "2024-02-29T12:00Z",
            "2024-02-29T12:00:00,000Z",
            "20240229T120000Z",
            "2024-02-29T12:00:00Z[UTC]",
        ] {
            assert_eq!(date_time(text, Forms::Standard), None, "{text}");
            let instant = |text, forms| date_time(text, forms).map(|at| at.seconds);
            assert_eq!(
                instant(text, Forms::Common),
                instant(noon, Forms::Standard),
                "{text}"
            );
        }
        assert!(date_time("2024-02-29", Forms::Common).is_some());
        assert!(date("2024-02-29T12:00:00Z", Forms::Common).is_some());
        assert!(date("20240229", Forms::Common).is_some());
    }

    #[test]
    fn what_is_no_time_is_rejected() {
        for text in [
            "",
            "yesterday",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-00-01T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:61Z",
            "2024-01-01T00:00:60Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00Z ",
            "2024-01-01T00:00:00+1:00",
            "２024-01-01T00:00:00Z",
            "2024-01-01T",
            "2024-1-1T00:00:00Z",
            "1709208000",
        ] {
            assert_eq!(date_time(text, Forms::Standard), None, "{text}");
            assert_eq!(date_time(text, Forms::Common), None, "{text}");
        }
        assert_eq!(date("20240229", Forms::Standard), None);
        assert_eq!(date("2024-02-30", Forms::Common), None);
    }
}
