//! Clocks and timers, and durations as a caller or a peer chose them -> points in time that exist.
//!
//! | target | clock | timers |
//! |---|---|---|
//! | `wasm32-unknown-unknown` | `performance.now()` and `Date.now()` of JavaScript | `setTimeout` |
//! | others | the system's | tokio's, which tests can pause |
//!
//! On `wasm32-unknown-unknown`, the standard library has no clock: it panics when it is asked for the time. All of the client takes
//! the time from here.
//!
//! `Instant + Duration` panics on overflow, and `Duration::MAX` is how a caller says "without a limit". So every duration is cut
//! at a year, or what timers can do, before it is added to the clock, here or by the timers of tokio, which do the same.

#[cfg(any(feature = "client", feature = "server"))]
use std::time::Duration;
#[cfg(any(feature = "client", feature = "signing"))]
use std::time::SystemTime;

#[cfg(all(
    feature = "client",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout_at};
#[cfg(all(feature = "client", target_family = "wasm", target_os = "unknown"))]
pub(crate) use wasmtimer::{
    std::Instant,
    tokio::{Sleep, sleep, sleep_until, timeout_at},
};

/// The longest pause or time limit: 20 days, because `setTimeout` counts milliseconds in 31 bits and
/// takes what is more for nothing
/// (<https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-settimeout>).
#[cfg(all(
    any(feature = "client", feature = "server"),
    target_family = "wasm",
    target_os = "unknown"
))]
pub(crate) const LONGEST: Duration = Duration::from_secs(20 * 24 * 3600);

/// The longest pause or time limit: a year.
#[cfg(all(
    any(feature = "client", feature = "server"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

/// The date and time.
#[cfg(all(
    any(feature = "client", feature = "signing"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

/// The date and time.
#[cfg(all(
    any(feature = "client", feature = "signing"),
    target_family = "wasm",
    target_os = "unknown"
))]
pub(crate) fn now() -> SystemTime {
    let since = wasmtimer::std::SystemTime::now().duration_since(wasmtimer::std::UNIX_EPOCH);
    SystemTime::UNIX_EPOCH + since.unwrap_or_default()
}

/// The point in time after a duration.
#[cfg(feature = "client")]
pub(crate) fn after(duration: Duration) -> Instant {
    later(Instant::now(), duration)
}

/// A duration after a point in time.
#[cfg(feature = "client")]
pub(crate) fn later(time: Instant, duration: Duration) -> Instant {
    time.checked_add(duration.min(LONGEST)).unwrap_or(time)
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    #[test]
    fn every_duration_has_an_end() {
        let now = Instant::now();
        assert!(after(Duration::MAX) > now + LONGEST / 2);
        assert!(after(Duration::ZERO) >= now);
    }
}
