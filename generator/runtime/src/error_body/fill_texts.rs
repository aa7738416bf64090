//! The texts of formats in an error body: the ID of a request as a UUID, and the time.

use std::time::{Duration, SystemTime};

/// A UUID as [RFC 9562, section 4](https://www.rfc-editor.org/rfc/rfc9562#section-4) writes it. The IDs of the server have no hyphens.
pub(super) fn uuid(id: &str) -> Option<String> {
    let digits: String = id.chars().filter(|one| *one != '-').collect();
    let is_hex = digits.len() == 32 && digits.bytes().all(|one| one.is_ascii_hexdigit());
    let mut written = String::with_capacity(36);
    for (index, digit) in digits.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            written.push('-');
        }
        written.push(digit);
    }
    let is_written_so = id.len() == 32 || id == written;
    (is_hex && is_written_so).then_some(written)
}

/// The time in UTC, in whole seconds.
pub(super) fn now() -> Option<String> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    date_time(since.ok()?)
}

/// A time after 1970: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
fn date_time(since: Duration) -> Option<String> {
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let days = i64::try_from(days).ok()?.checked_add(719_468)?;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let second = second % 60;
    (year <= 9999)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_only_if_it_is_one() {
        let written = "0123abcd-0123-abcd-0123-0123456789ab";
        for (id, expected) in [
            ("0123abcd0123abcd01230123456789ab", Some(written)),
            (written, Some(written)),
            ("id-7", None),
            ("0-123abcd0123abcd01230123456789ab", None),
        ] {
            assert_eq!(uuid(id).as_deref(), expected, "{id}");
        }
    }

    #[test]
    fn times_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_827_696, "2000-02-29T12:34:56Z"),
            (4_102_444_799, "2099-12-31T23:59:59Z"),
        ] {
            let written = date_time(Duration::from_secs(seconds));
            assert_eq!(written.as_deref(), Some(expected));
        }
        assert_eq!(date_time(Duration::MAX), None);
    }
}
