//! Durations as a caller or a peer chose them -> points in time that exist.
//!
//! `Instant + Duration` panics on overflow, and `Duration::MAX` is how a caller says "without a limit". So every duration is cut
//! at a year before it is added to the clock, here or by the timers of tokio, which do the same.

use std::time::Duration;

/// The longest pause or time limit: a year.
pub(crate) const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

/// The point in time after a duration.
#[cfg(feature = "client")]
pub(crate) fn after(duration: Duration) -> tokio::time::Instant {
    later(tokio::time::Instant::now(), duration)
}

/// A duration after a point in time.
#[cfg(feature = "client")]
pub(crate) fn later(time: tokio::time::Instant, duration: Duration) -> tokio::time::Instant {
    time.checked_add(duration.min(LONGEST)).unwrap_or(time)
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    #[test]
    fn every_duration_has_an_end() {
        let now = tokio::time::Instant::now();
        assert!(after(Duration::MAX) > now + LONGEST / 2);
        assert!(after(Duration::ZERO) >= now);
    }
}
