//! When a request is sent again, and after how long: only operations that are safe to repeat, and
//! only if the server did not act on the first attempt.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode, header};

use crate::clock;

/// How often, and after how long, a request is repeated.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::client::Retry;
///
/// let patient = Retry::default().repeats(5).first_pause(Duration::from_secs(1));
/// assert_ne!(patient, Retry::none());
/// ```
///
/// A request that the server may have acted on must not be sent again without the caller's
/// knowledge. So only operations without side effects are repeated, and only after a failed
/// connection, `429` or `503`. `Retry-After` is followed up to the longest pause. `401` is never
/// repeated: some services lock a key after a few failures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    repeats: u32,
    first: Duration,
    longest: Duration,
}

impl Default for Retry {
    /// Two repeats, after about 0.5 s and 1 s; at most 30 s if the server asks for more.
    fn default() -> Self {
        Self {
            repeats: 2,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(30),
        }
    }
}

impl Retry {
    /// No repeats.
    #[must_use]
    pub fn none() -> Self {
        Self {
            repeats: 0,
            ..Self::default()
        }
    }

    /// Sets the largest number of repeats.
    #[must_use]
    pub fn repeats(mut self, repeats: u32) -> Self {
        self.repeats = repeats;
        self
    }

    /// Sets the pause before the first repeat. It doubles for each further one, and is shortened by
    /// a random part of up to a half.
    #[must_use]
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first = pause;
        self
    }

    /// Sets the longest pause, even if the server asks for a longer one.
    #[must_use]
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest = pause;
        self
    }

    /// The pause before another attempt after `sent` attempts; `None` if there is none.
    pub(crate) fn pause(&self, sent: u32, asked: Option<Duration>) -> Option<Duration> {
        if sent > self.repeats {
            return None;
        }
        let doubled = self
            .first
            .saturating_mul(2_u32.saturating_pow(sent.saturating_sub(1)));
        let jittered = doubled
            .min(self.longest)
            .min(clock::LONGEST)
            .mul_f64(0.5 + fastrand::f64() / 2.0);
        Some(asked.map_or(jittered, |asked| asked.min(self.longest)))
    }
}

/// Whether a status means that the server wants the request again later.
pub(crate) fn wants_retry(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    )
}

/// `Retry-After`: seconds or a date (<https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3>).
/// Anything else counts as missing.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[allow(clippy::unwrap_used, reason = "tests")]
#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &'static str) -> Option<Duration> {
        let headers =
            HeaderMap::from_iter([(header::RETRY_AFTER, http::HeaderValue::from_static(text))]);
        let now = httpdate::parse_http_date("Mon, 01 Jun 2026 08:09:10 GMT").unwrap();
        retry_after(&headers, now)
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(after("7"), Some(Duration::from_secs(7)));
        assert_eq!(
            after("Mon, 01 Jun 2026 08:09:15 GMT"),
            Some(Duration::from_secs(5))
        );
        assert_eq!(after("Mon, 01 Jun 2020 08:09:15 GMT"), Some(Duration::ZERO));
        assert_eq!(
            after("99999999999999999999999"),
            Some(Duration::from_secs(u64::MAX))
        );
        for garbage in ["-1", "", "soon", "1.5", "Mon, 41 Jun 2026"] {
            assert_eq!(after(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn pauses_grow_are_jittered_and_capped() {
        let retry = Retry::default().repeats(40);
        for (sent, most) in [(1, 500), (2, 1000), (3, 2000), (40, 30_000)] {
            let pause = retry.pause(sent, None).unwrap();
            let most = Duration::from_millis(most);
            assert!(pause >= most / 2 && pause <= most, "{sent}: {pause:?}");
        }
        assert_eq!(
            retry.pause(1, Some(Duration::MAX)),
            Some(Duration::from_secs(30))
        );
        assert_eq!(retry.pause(41, None), None);
        let endless = retry
            .first_pause(Duration::MAX)
            .longest_pause(Duration::MAX);
        assert!(endless.pause(1, None).unwrap() >= clock::LONGEST / 2);
        assert_eq!(endless.pause(40, Some(Duration::MAX)), Some(Duration::MAX));
        assert_eq!(Retry::none().pause(1, Some(Duration::ZERO)), None);
    }
}
