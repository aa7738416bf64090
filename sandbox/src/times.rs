//! Times as callers write them -> milliseconds since 1970, and back, as the service and its reports write them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// One day in milliseconds.
pub(crate) const DAY: i64 = 24 * HOUR;

/// One hour in milliseconds.
pub(crate) const HOUR: i64 = 3_600_000;

/// How far back a report may begin: the pages of the connection records and of the application access say "within the last 30
/// days".
pub(crate) const WINDOW: i64 = 30 * DAY;

/// Reads a time: `2016-08-20T21:11:11Z`, and what siblings accept, which is minutes only, milliseconds, or an offset.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let time: Timestamp = text.trim().parse().ok()?;
    Some(time.as_millisecond())
}

/// A time of an export task: `2026-05-31T08:09:10.120+0000`. The page gives the Java pattern `yyyy-MM-dd'T'HH:mm:ss.SSSZ`, which
/// prints the offset.
pub(crate) fn of_task(millis: i64) -> String {
    format(millis, "%Y-%m-%dT%H:%M:%S.%3f+0000")
}

/// A time in a report, in UTC: `2026-05-31 08:09:10`.
pub(crate) fn of_report(millis: i64) -> String {
    format(millis, "%Y-%m-%d %H:%M:%S")
}

/// A day for the name of a file: `20260531`.
pub(crate) fn of_file(millis: i64) -> String {
    format(millis, "%Y%m%d")
}

fn format(millis: i64, form: &str) -> String {
    let time = Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH);
    time.to_zoned(TimeZone::UTC).strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_the_pages_show_is_read() {
        let expected = 1_780_301_340_000;
        for text in [
            "2026-06-01T08:09:00Z",
            "2026-06-01T08:09Z",
            "2026-06-01T08:09:00.000Z",
            "2026-06-01T08:09:00.000+0000",
            "2026-06-01T16:09:00+08:00",
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
        for text in ["", "yesterday", "2026-06-01", "2026-02-30T00:00:00Z"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_written_as_the_service_writes_them() {
        assert_eq!(of_task(1_780_301_350_120), "2026-06-01T08:09:10.120+0000");
        assert_eq!(of_report(1_780_301_350_120), "2026-06-01 08:09:10");
        assert_eq!(of_file(1_780_301_350_120), "20260601");
    }
}
