//! The date of a signature: `YYYYMMDDTHHMMSSZ` in UTC, from and to the system's time. Rejects any
//! other form.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;

/// The date of a time: `20260601T080910Z`. Times before 1970 become 1970.
#[must_use]
pub fn format_date(time: SystemTime) -> String {
    let seconds = time
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let (year, month, day) = civil(seconds / DAY);
    let second = seconds % DAY;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// The time of a date; `None` if it has another form, or the day does not exist.
pub(super) fn parse_date(text: &str) -> Option<SystemTime> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    if date.len() != 8 || time.len() != 6 {
        return None;
    }
    let part = |text: &str, from: usize, to: usize| -> Option<u64> {
        let digits = text
            .get(from..to)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse().ok()
    };
    let days = days(part(date, 0, 4)?, part(date, 4, 6)?, part(date, 6, 8)?)?;
    let (hour, minute, second) = (part(time, 0, 2)?, part(time, 2, 4)?, part(time, 4, 6)?);
    let valid = hour < 24 && minute < 60 && second < 60;
    let seconds = days * DAY + hour * 3600 + minute * 60 + second;
    UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .filter(|_| valid)
}

/// Days since 1970 as year, month and day of the Gregorian calendar. Years are counted from March,
/// so that the leap day is the last day of a year.
fn civil(days: u64) -> (u64, u64, u64) {
    const FROM_YEAR_ZERO: u64 = 719_468;
    const ERA: u64 = 146_097;
    let days = days + FROM_YEAR_ZERO;
    let (era, day) = (days / ERA, days % ERA);
    let year = (day - day / 1_460 + day / 36_524 - day / (ERA - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + next, month, day)
}

/// Days since 1970 of a day that exists; the inverse of [`civil`].
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    let years = year.checked_sub(1970)?;
    let leaps = |year: u64| year / 4 - year / 100 + year / 400;
    let mut days = years * 365 + leaps(year.checked_sub(1)?) - leaps(1969);
    let february =
        if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) {
            29
        } else {
            28
        };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let before = usize::try_from(month.checked_sub(1)?).ok()?;
    if !(1..=*lengths.get(before)?).contains(&day) {
        return None;
    }
    days += lengths.iter().take(before).sum::<u64>();
    Some(days + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_parsed_as_they_were_formatted() {
        for text in [
            "19700101T000000Z",
            "20000229T235959Z",
            "20260601T080910Z",
            "20991231T000001Z",
            "21000301T120000Z",
        ] {
            assert_eq!(parse_date(text).map(format_date).as_deref(), Some(text));
        }
        assert_eq!(
            format_date(UNIX_EPOCH + Duration::from_secs(1_780_301_350)),
            "20260601T080910Z"
        );
    }

    #[test]
    fn other_forms_are_rejected() {
        let bad = [
            "",
            "20260601T080910",
            "20260229T000000Z",
            "20261301T000000Z",
            "20260600T000000Z",
            "20260601T240000Z",
            "+0260601T080910Z",
            "2026060éT80910Z",
            "19691231T235959Z",
        ];
        for text in bad {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
