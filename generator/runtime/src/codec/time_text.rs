//! A string that has a time -> the time. The string stays as it is: it is read when somebody asks.
//!
//! ```text
//! 2026-05-31T08:09:10.120+0000     TimeForm::Iso8601        any form of `times`
//! 1780214950.12                    TimeForm::UnixSeconds
//! ```

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::times::{Forms, date_time};
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
}
