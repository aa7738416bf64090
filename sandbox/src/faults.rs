//! What goes wrong on request: slow responses, failures, tasks that fail or expire, downloads that break off, and a limit on the
//! rate of requests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What goes wrong. Nothing by default. Rates are from 0 (never) to 1 (always).
///
/// # Examples
/// ```
/// use huaweicloud_workspace_sandbox::Faults;
///
/// let faults = Faults {
///     failure_rate: 0.1,
///     requests_per_minute: Some(200),
///     ..Faults::default()
/// };
/// # let _ = faults;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Faults {
    /// How long each response is delayed.
    pub latency: Duration,
    /// How many requests fail with 500 and `WKS.00211401` before anything is done for them.
    pub failure_rate: f64,
    /// How many requests one caller may send in any 60 seconds, by the sandbox's clock; all others get 429 and `APIGW.0308`. The
    /// service has limits from 100 (writes) to 200 (queries).
    pub requests_per_minute: Option<u32>,
    /// How long a task stays in the state `CREATING` at least.
    pub task_delay: Duration,
    /// How many tasks end with `FAIL`.
    pub task_failure_rate: f64,
    /// How many tasks end with `EXPIRED`: their file is deleted as soon as it is complete.
    pub task_expiry_rate: f64,
    /// How many downloads break off, after half of the bytes that were announced or less.
    pub truncation_rate: f64,
}

/// The faults of a running sandbox, which can change at any time, and the dice.
#[derive(Debug, Clone, Default)]
pub(crate) struct FaultSwitch(Arc<Mutex<Switched>>);

#[derive(Debug, Default)]
struct Switched {
    faults: Faults,
    rng: fastrand::Rng,
}

impl FaultSwitch {
    /// The same seed gives the same sequence.
    pub(crate) fn new(faults: Faults, seed: u64) -> Self {
        let rng = fastrand::Rng::with_seed(seed);
        Self(Arc::new(Mutex::new(Switched { faults, rng })))
    }

    pub(crate) fn get(&self) -> Faults {
        self.switched().faults
    }

    pub(crate) fn set(&self, faults: Faults) {
        self.switched().faults = faults;
    }

    /// Whether something with this rate happens now.
    pub(crate) fn happens(&self, rate: impl FnOnce(&Faults) -> f64) -> bool {
        let mut switched = self.switched();
        let rate = rate(&switched.faults);
        rate > 0.0 && switched.rng.f64() < rate
    }

    fn switched(&self) -> MutexGuard<'_, Switched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
