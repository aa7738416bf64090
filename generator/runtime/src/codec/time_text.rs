//! A string that has a time -> the time, and a time, or a string -> the string. A string stays as it is: it is read when somebody asks.
//!
//! ```text
//! 2026-05-31T08:09:10.120+0000     TimeForm::Iso8601        any form of `times`
//! 1780214950.12                    TimeForm::UnixSeconds
//! ```

use std::borrow::Cow;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::times::{Forms, civil, date_time};
use crate::untrusted::EscapedText;

/// How a time is written in a string: `x-time` of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeForm {
    /// A date and time of [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6), or in one of
    /// the forms that services write besides: with `+0000`, without seconds, with a space for `T`.
    ///
    /// Written in whole seconds of UTC, `2026-05-31T08:09:10Z`. A fraction is left out: services that
    /// say nothing about fractions may reject them.
    Iso8601,
    /// The same, written with milliseconds: `2026-05-31T08:09:10.120Z`.
    Iso8601Milliseconds,
    /// Seconds since 1970 in UTC, with or without a fraction. Written without.
    UnixSeconds,
}

/// A string is no time of the form that the document gives.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text} is no time of the form {form}")]
pub struct TimeError {
    text: EscapedText,
    form: &'static str,
}

/// The time in a string.
///
/// # Errors
/// If the string is no time of this form, or one that the system's time cannot have.
pub fn time_of(text: &str, form: TimeForm) -> Result<SystemTime, TimeError> {
    let (name, parts) = match form {
        TimeForm::Iso8601 | TimeForm::Iso8601Milliseconds => {
            let instant = date_time(text, Forms::Common);
            let parts = instant.map(|at| (at.seconds, at.nanoseconds));
            ("ISO 8601", parts)
        }
        TimeForm::UnixSeconds => ("seconds since 1970", unix(text)),
    };
    let error = || TimeError {
        text: EscapedText::quoted(text),
        form: name,
    };
    let (seconds, nanoseconds) = parts.ok_or_else(error)?;
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let whole = match seconds {
        0.. => UNIX_EPOCH.checked_add(whole),
        _ => UNIX_EPOCH.checked_sub(whole),
    };
    let fraction = Duration::from_nanos(nanoseconds.into());
    let time = whole.and_then(|whole| whole.checked_add(fraction));
    time.ok_or_else(error)
}

/// Digits, and a point with digits behind it.
fn unix(text: &str) -> Option<(i64, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let kept = fraction.get(..9).unwrap_or(fraction);
    Some((whole.parse().ok()?, format!("{kept:0<9}").parse().ok()?))
}

/// What a setter accepts for a string that has a time in it (`x-time` of the document): a time of the
/// standard library or of chrono, jiff and time, with the feature of that name, or the string itself.
///
/// A time is written in UTC, in the form that the document declares. What that form leaves out, such as a
/// fraction of a second, is cut off. A string is sent as it is.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use bindwright_runtime::codec::{TimeForm, TimeText};
///
/// let time = TimeText::from(UNIX_EPOCH + Duration::from_millis(1_780_214_950_120));
/// assert_eq!(time.clone().written(TimeForm::Iso8601), "2026-05-31T08:09:10Z");
/// assert_eq!(time.written(TimeForm::Iso8601Milliseconds), "2026-05-31T08:09:10.120Z");
///
/// let text = TimeText::from("2026-05-31T08:09:10+0000");
/// assert_eq!(text.written(TimeForm::Iso8601), "2026-05-31T08:09:10+0000");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeText(Argument);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Argument {
    Text(String),
    /// Since 1970 in UTC.
    Time {
        seconds: i64,
        nanoseconds: u32,
    },
}

impl TimeText {
    fn at(seconds: i64, nanoseconds: u32) -> Self {
        Self(Argument::Time {
            seconds,
            nanoseconds,
        })
    }

    /// The string. Years outside of 0 to 9999 have a sign and more digits, which ISO 8601 allows and most services reject.
    #[must_use]
    pub fn written(self, form: TimeForm) -> String {
        match (self.0, form) {
            (Argument::Text(text), _) => text,
            (Argument::Time { seconds, .. }, TimeForm::UnixSeconds) => seconds.to_string(),
            (Argument::Time { seconds, .. }, TimeForm::Iso8601) => clock_text(seconds) + "Z",
            (
                Argument::Time {
                    seconds,
                    nanoseconds,
                },
                TimeForm::Iso8601Milliseconds,
            ) => format!("{}.{:03}Z", clock_text(seconds), nanoseconds / 1_000_000),
        }
    }
}

/// `2026-05-31T08:09:10`.
fn clock_text(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let second = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ => format!("{year:+05}"),
    };
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

macro_rules! from_texts {
    ($($text:ty),*) => {
        $(impl From<$text> for TimeText {
            fn from(text: $text) -> Self {
                Self(Argument::Text(text.into()))
            }
        })*
    };
}
from_texts!(&str, String, &String, Cow<'_, str>, Box<str>);

impl From<SystemTime> for TimeText {
    fn from(time: SystemTime) -> Self {
        // A duration since 1970 that is beyond `i64` seconds is not a time that any system has.
        let whole = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(since) => Self::at(whole(since.as_secs()), since.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                match before.subsec_nanos() {
                    0 => Self::at(-whole(before.as_secs()), 0),
                    part => Self::at(-whole(before.as_secs()) - 1, 1_000_000_000 - part),
                }
            }
        }
    }
}

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for TimeText {
    fn from(time: chrono::DateTime<Z>) -> Self {
        // A leap second has more than a second of nanoseconds.
        let nanoseconds = time.timestamp_subsec_nanos().min(999_999_999);
        Self::at(time.timestamp(), nanoseconds)
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for TimeText {
    fn from(time: jiff::Timestamp) -> Self {
        let nanoseconds = time.as_nanosecond();
        let seconds = nanoseconds.div_euclid(1_000_000_000);
        let rest = nanoseconds.rem_euclid(1_000_000_000);
        // Both fit: the years are -9999 to 9999.
        Self::at(
            i64::try_from(seconds).unwrap_or_default(),
            u32::try_from(rest).unwrap_or_default(),
        )
    }
}

#[cfg(feature = "jiff")]
impl From<&jiff::Zoned> for TimeText {
    fn from(time: &jiff::Zoned) -> Self {
        time.timestamp().into()
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Zoned> for TimeText {
    fn from(time: jiff::Zoned) -> Self {
        time.timestamp().into()
    }
}

#[cfg(feature = "time")]
impl From<time::OffsetDateTime> for TimeText {
    fn from(time: time::OffsetDateTime) -> Self {
        Self::at(time.unix_timestamp(), time.nanosecond())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nanoseconds(text: &str, form: TimeForm) -> Option<u128> {
        let time = time_of(text, form).ok()?;
        Some(time.duration_since(UNIX_EPOCH).ok()?.as_nanos())
    }

    #[test]
    fn what_services_write_is_a_time() {
        let at = 1_780_214_950_120_000_000;
        for text in [
            "2026-05-31T08:09:10.120Z",
            "2026-05-31T08:09:10.120+0000",
            "2026-05-31T10:09:10.12+02:00",
            "2026-05-31 08:09:10,120 UTC",
        ] {
            assert_eq!(nanoseconds(text, TimeForm::Iso8601), Some(at), "{text}");
        }
        for text in ["1780214950.12", "1780214950.1200000009"] {
            assert_eq!(nanoseconds(text, TimeForm::UnixSeconds), Some(at), "{text}");
        }
        let early = time_of("1969-12-31T23:59:59.5Z", TimeForm::Iso8601).ok();
        let before = early.and_then(|early| UNIX_EPOCH.duration_since(early).ok());
        assert_eq!(before, Some(Duration::from_millis(500)));
    }

    #[test]
    fn anything_else_is_an_error_that_shows_it() {
        for (text, form) in [
            ("yesterday", TimeForm::Iso8601),
            ("", TimeForm::Iso8601),
            ("2026-02-30T00:00:00Z", TimeForm::Iso8601),
            ("1780214950", TimeForm::Iso8601),
            ("-1", TimeForm::UnixSeconds),
            ("1e9", TimeForm::UnixSeconds),
            ("1.", TimeForm::UnixSeconds),
            ("99999999999999999999", TimeForm::UnixSeconds),
        ] {
            assert!(time_of(text, form).is_err(), "{text}");
        }
        let error = time_of("a\u{1b}\nb", TimeForm::Iso8601).map_err(|error| error.to_string());
        let said = r#""a\u{1b}\nb" is no time of the form ISO 8601"#;
        assert_eq!(error, Err(said.to_owned()));
    }

    const FORMS: [TimeForm; 3] = [
        TimeForm::Iso8601,
        TimeForm::Iso8601Milliseconds,
        TimeForm::UnixSeconds,
    ];

    fn written(time: impl Into<TimeText>) -> [String; 3] {
        let time = time.into();
        FORMS.map(|form| time.clone().written(form))
    }

    #[test]
    fn a_time_is_written_in_utc_without_what_the_form_leaves_out() {
        for (milliseconds, texts) in [
            (0, ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "0"]),
            (
                1_780_214_950_129,
                [
                    "2026-05-31T08:09:10Z",
                    "2026-05-31T08:09:10.129Z",
                    "1780214950",
                ],
            ),
            (
                951_868_799_999,
                [
                    "2000-02-29T23:59:59Z",
                    "2000-02-29T23:59:59.999Z",
                    "951868799",
                ],
            ),
            (
                253_402_300_800_000,
                [
                    "+10000-01-01T00:00:00Z",
                    "+10000-01-01T00:00:00.000Z",
                    "253402300800",
                ],
            ),
        ] {
            let time = UNIX_EPOCH + Duration::from_millis(milliseconds);
            assert_eq!(written(time), texts.map(str::to_owned));
        }
        // Before 1970, what is cut off makes a time earlier as well.
        let early = UNIX_EPOCH - Duration::from_millis(86_400_500);
        let texts = ["1969-12-30T23:59:59Z", "1969-12-30T23:59:59.500Z", "-86401"];
        assert_eq!(written(early), texts.map(str::to_owned));
        let day = UNIX_EPOCH - Duration::from_secs(86_400);
        assert_eq!(written(day)[0], "1969-12-31T00:00:00Z");
    }

    #[test]
    fn what_is_written_is_read_again() {
        // Every day of four centuries, at another second each.
        for day in 0..146_097_u64 {
            let time = UNIX_EPOCH + Duration::from_millis((day * 86_400 + day % 86_400) * 1000 + 7);
            let time_text = TimeText::from(time);
            let text = time_text.clone().written(TimeForm::Iso8601Milliseconds);
            assert_eq!(time_of(&text, TimeForm::Iso8601), Ok(time), "{text}");
            let text = time_text.written(TimeForm::UnixSeconds);
            let whole = time - Duration::from_millis(7);
            assert_eq!(time_of(&text, TimeForm::UnixSeconds), Ok(whole), "{text}");
        }
    }

    #[test]
    fn a_string_stays_as_it_is() {
        let texts = ["yesterday", "yesterday", "yesterday"].map(str::to_owned);
        assert_eq!(written("yesterday"), texts);
        assert_eq!(written("yesterday".to_owned()), texts);
        assert_eq!(written(Cow::from("yesterday")), texts);
    }

    #[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
    #[test]
    fn the_types_of_other_crates_are_the_same_instants() {
        for text in [
            "2026-05-31T10:09:10.129000001+02:00",
            "1969-12-30T23:59:59.5Z",
            "2000-02-29T00:00:00Z",
        ] {
            let time = time_of(text, TimeForm::Iso8601);
            let wanted = time.map(written);
            let chrono = chrono::DateTime::parse_from_rfc3339(text);
            assert_eq!(chrono.map(written).ok(), wanted.clone().ok(), "{text}");
            let jiff = text.parse::<jiff::Timestamp>();
            assert_eq!(
                jiff.clone().map(written).ok(),
                wanted.clone().ok(),
                "{text}"
            );
            let zoned = jiff.map(|jiff| written(jiff.to_zoned(jiff::tz::TimeZone::UTC)));
            assert_eq!(zoned.ok(), wanted.clone().ok(), "{text}");
            let format = &time::format_description::well_known::Rfc3339;
            let time = time::OffsetDateTime::parse(text, format);
            assert_eq!(time.map(written).ok(), wanted.ok(), "{text}");
        }
    }
}
