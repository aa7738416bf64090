//! The time of the sandbox: that of the system, shifted or stopped by a test.
//!
//! It decides what "the last 30 days" are, when a task was created, when it expires and when a locked key is free again. It does
//! not decide whether the date of a signature is fresh: clients sign with the clock of the system, which nobody can set for them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// The last time: 9999-01-01, in milliseconds since 1970.
const LAST: i64 = 253_370_764_800_000;

/// The time of a sandbox. Clones are the same clock.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use huaweicloud_workspace_sandbox::Clock;
///
/// let clock = Clock::stopped_at("2026-06-01T00:00:00Z".parse()?);
/// clock.advance(Duration::from_secs(24 * 3600));
/// assert_eq!(clock.now().to_string(), "2026-06-02T00:00:00Z");
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<Mutex<Reading>>);

/// How the time is found, in milliseconds.
#[derive(Debug, Clone, Copy)]
enum Reading {
    /// The system's time, and so much more.
    Shifted(i64),
    /// Always the same.
    Stopped(i64),
}

impl Default for Reading {
    fn default() -> Self {
        Self::Shifted(0)
    }
}

impl Clock {
    /// The time of the system.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is set or advanced.
    #[must_use]
    pub fn stopped_at(time: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Reading::Stopped(
            time.as_millisecond(),
        ))))
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Sets the time. A clock that runs goes on from there.
    pub fn set(&self, time: Timestamp) {
        self.change(|_| time.as_millisecond());
    }

    /// Moves the time forward. At most to the year 9999.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.change(|now| now.saturating_add(by).min(LAST));
    }

    /// Whether it stands still.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(*self.reading(), Reading::Stopped(_))
    }

    /// The time in milliseconds since 1970.
    pub(crate) fn millis(&self) -> i64 {
        let millis = match *self.reading() {
            Reading::Shifted(by) => system_millis().saturating_add(by),
            Reading::Stopped(at) => at,
        };
        millis.min(LAST)
    }

    fn change(&self, time: impl FnOnce(i64) -> i64) {
        let mut reading = self.reading();
        *reading = match *reading {
            Reading::Shifted(by) => {
                let system = system_millis();
                Reading::Shifted(time(system.saturating_add(by)) - system)
            }
            Reading::Stopped(at) => Reading::Stopped(time(at)),
        };
    }

    fn reading(&self) -> std::sync::MutexGuard<'_, Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time of the system in milliseconds since 1970.
pub(crate) fn system_millis() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_running_clock_goes_on_from_the_time_that_was_set() {
        let clock = Clock::system();
        let then: Timestamp = "2020-02-29T12:00:00Z".parse().unwrap();
        clock.set(then);
        assert!(clock.now() >= then);
        assert!(!clock.is_stopped());
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().to_string(), "9999-01-01T00:00:00Z");
    }
}
