//! The forms of the page: what they send -> faults and times.

use std::time::Duration;

use serde::Deserialize;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::times;

/// The form of the faults. Rates are in percent.
#[derive(Debug, Deserialize)]
pub(super) struct FaultForm {
    latency: String,
    failures: String,
    rate_limit: String,
    task_delay: String,
    task_failures: String,
    task_expiries: String,
    truncated: String,
    /// The button that was used: `set`, or `none` to repair everything.
    action: String,
}

impl FaultForm {
    /// The faults, or what is wrong with a field.
    pub(super) fn read(&self) -> Result<Faults, String> {
        if self.action == "none" {
            return Ok(Faults::default());
        }
        let limit = match self.rate_limit.trim() {
            "" => None,
            text => Some(text.parse().map_err(|_| wrong("the limit", text))?),
        };
        Ok(Faults {
            latency: millis("the delay of responses", &self.latency)?,
            failure_rate: percent("the rate of failures", &self.failures)?,
            requests_per_minute: limit,
            task_delay: millis("the delay of tasks", &self.task_delay)?,
            task_failure_rate: percent("the rate of tasks that fail", &self.task_failures)?,
            task_expiry_rate: percent("the rate of tasks that expire", &self.task_expiries)?,
            truncation_rate: percent("the rate of downloads that break off", &self.truncated)?,
        })
    }
}

/// The form of the clock: one of the fields is sent.
#[derive(Debug, Deserialize)]
pub(super) struct ClockForm {
    /// Seconds to go forward.
    advance: Option<u64>,
    /// A time without a zone, in UTC, as `datetime-local` sends it.
    set: Option<String>,
}

impl ClockForm {
    /// Sets the clock, or says why not.
    pub(super) fn apply(&self, clock: &Clock) -> Result<(), String> {
        if let Some(seconds) = self.advance {
            clock.advance(Duration::from_secs(seconds));
        }
        if let Some(text) = self.set.as_deref().filter(|text| !text.is_empty()) {
            let millis =
                times::parse(&format!("{text}Z")).ok_or_else(|| wrong("the time", text))?;
            let time =
                jiff::Timestamp::from_millisecond(millis).map_err(|_| wrong("the time", text))?;
            clock.set(time);
        }
        Ok(())
    }
}

fn millis(name: &str, text: &str) -> Result<Duration, String> {
    let millis = text.trim().parse().map_err(|_| wrong(name, text))?;
    Ok(Duration::from_millis(millis))
}

fn percent(name: &str, text: &str) -> Result<f64, String> {
    let percent: f64 = text.trim().parse().map_err(|_| wrong(name, text))?;
    if (0.0..=100.0).contains(&percent) {
        Ok(percent / 100.0)
    } else {
        Err(wrong(name, text))
    }
}

fn wrong(name: &str, text: &str) -> String {
    let text: String = text.chars().take(40).collect();
    format!("{name} cannot be {text:?}")
}
