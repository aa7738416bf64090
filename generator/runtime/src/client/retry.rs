//! How often a request is sent again, after how long, and who decides. Which attempts are repeated
//! by default is in [`Attempt`].

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use http::{HeaderMap, header};

use super::{attempt::Attempt, callback::Callback};
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
/// knowledge. So by default only these are repeated:
///
/// - requests of which nothing was sent, of any operation;
/// - operations with an idempotent method
///   ([RFC 9110, section 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)), those that
///   the document declares repeatable, and those with a documented header parameter
///   `Idempotency-Key` that has a value: after `408`, `425`, `429`, a `5xx` but `501`, `505`,
///   `506`, `508`, `510` and `511`, a connection that broke, and an attempt that was late. The key
///   stays the same. No key is made up.
///
/// A body that streams is sent again only if nothing was sent. `Retry-After` is followed
/// up to the longest pause; if the server asks for a longer one, its response is the result, and
/// nothing is sent again. `401` is never repeated with the same credential, whatever a predicate
/// says: some services lock a key after a few failures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    repeats: u32,
    first: Duration,
    longest: Duration,
    predicate: Option<Callback<Decide>>,
}

/// Decides about an attempt instead of the client.
type Decide = dyn Fn(&Attempt<'_>) -> bool + Send + Sync;

impl Default for Retry {
    /// Two repeats, after about 0.5 s and 1 s, or after what the server asks for if that is at most
    /// 30 s.
    fn default() -> Self {
        Self {
            repeats: 2,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(30),
            predicate: None,
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

    /// Sets the longest pause. If the server asks for a longer one, the request is not repeated.
    #[must_use]
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest = pause;
        self
    }

    /// Decides about each failed attempt instead of the client: what it returns is whether another
    /// one is made. It can allow less or more than the default, which
    /// [`Attempt::is_repeated_by_default`] has. It is not asked about `401`, about a body that is
    /// gone, and after the last repeat.
    ///
    /// ```
    /// use bindwright_runtime::{client::Retry, http::StatusCode};
    ///
    /// // Also after a conflict, but never after a 500.
    /// let retry = Retry::default().when(|attempt| match attempt.status() {
    ///     Some(StatusCode::CONFLICT) => attempt.is_repeatable(),
    ///     Some(StatusCode::INTERNAL_SERVER_ERROR) => false,
    ///     _ => attempt.is_repeated_by_default(),
    /// });
    /// # let _ = retry;
    /// ```
    ///
    /// It is up to you that a request which it lets repeat does not do the work twice.
    #[must_use]
    pub fn when(mut self, decide: impl Fn(&Attempt<'_>) -> bool + Send + Sync + 'static) -> Self {
        self.predicate = Some(Callback(Arc::new(decide)));
        self
    }

    /// The longest pause.
    pub(super) fn longest(&self) -> Duration {
        self.longest
    }

    /// Whether requests are repeated at all.
    pub(crate) fn is_on(&self) -> bool {
        self.repeats > 0
    }

    /// The pause before another attempt after this one; `None` if there is none.
    pub(crate) fn pause_after(&self, attempt: &Attempt<'_>) -> Option<Duration> {
        let asked = attempt.headers();
        let asked = asked.and_then(|headers| retry_after(headers, clock::now()));
        let pause = self.pause(attempt.number(), asked)?;
        let is_repeated = match &self.predicate {
            Some(predicate) => (predicate.0)(attempt),
            None => attempt.is_repeated_by_default(),
        };
        is_repeated.then_some(pause)
    }

    /// The pause before another attempt after `sent` attempts; `None` if there is none, or if the
    /// server asks for a longer one than the caller waits.
    pub(super) fn pause(&self, sent: u32, asked: Option<Duration>) -> Option<Duration> {
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
        match asked {
            Some(asked) => (asked <= self.longest).then_some(asked),
            None => Some(jittered),
        }
    }
}

/// `Retry-After`: seconds or a date (<https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3>). Some
/// servers send fractions of seconds, which are rounded up. Anything else counts as missing.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(whole) && is_number(fraction) {
        let more = u64::from(fraction.bytes().any(|digit| digit != b'0'));
        let seconds = whole.parse().unwrap_or(u64::MAX).saturating_add(more);
        return Some(Duration::from_secs(seconds));
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
        assert_eq!(after("1.5"), Some(Duration::from_secs(2)));
        assert_eq!(after("2.00"), Some(Duration::from_secs(2)));
        for garbage in ["-1", "", "soon", "1.", ".5", "1.5.0", "Mon, 41 Jun 2026"] {
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
        let longest = Duration::from_secs(30);
        assert_eq!(retry.pause(1, Some(longest)), Some(longest));
        assert_eq!(retry.pause(1, Some(longest + Duration::from_secs(1))), None);
        assert_eq!(retry.pause(41, None), None);
        let endless = retry
            .first_pause(Duration::MAX)
            .longest_pause(Duration::MAX);
        assert!(endless.pause(1, None).unwrap() >= clock::LONGEST / 2);
        assert_eq!(endless.pause(40, Some(Duration::MAX)), Some(Duration::MAX));
        assert_eq!(Retry::none().pause(1, Some(Duration::ZERO)), None);
    }
}
