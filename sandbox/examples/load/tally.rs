//! What came back: statuses, times, and the memory of the server.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use tokio::sync::watch::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, JoinSet};

use crate::process::Usage;

/// How much more memory the last minute may have than the first: the allocator keeps some of what was freed.
const GROWTH: f64 = 1.1;

/// The statuses of responses, and how long they took.
#[derive(Debug, Default)]
pub struct Tally {
    /// Sorted at the end.
    times: Vec<Duration>,
    statuses: BTreeMap<Option<u16>, u64>,
    took: Duration,
}

impl Tally {
    pub fn add(&mut self, time: Duration, status: Option<u16>) {
        self.times.push(time);
        *self.statuses.entry(status).or_default() += 1;
    }

    /// What all clients have seen since the start.
    pub async fn all(mut tasks: JoinSet<Self>, start: Instant) -> Self {
        let mut all = Self::default();
        while let Some(one) = tasks.join_next().await {
            match one {
                Ok(one) => {
                    all.times.extend(one.times);
                    for (status, count) in one.statuses {
                        *all.statuses.entry(status).or_default() += count;
                    }
                }
                // A client that ended early is at least one lost request.
                Err(_) => *all.statuses.entry(None).or_default() += 1,
            }
        }
        all.took = start.elapsed();
        all.times.sort_unstable();
        all
    }

    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// The time that this share of the requests took at most.
    pub fn quantile(&self, share: f64) -> Duration {
        let last = self.times.len().saturating_sub(1);
        let index = (last as f64 * share).round() as usize;
        self.times.get(index).copied().unwrap_or_default()
    }

    /// How many responses had a status from 500 on.
    pub fn failures(&self) -> u64 {
        let failed = self.statuses.iter();
        let failed = failed.filter(|(status, _)| status.is_some_and(|status| status >= 500));
        failed.map(|(_, count)| count).sum()
    }

    /// How many requests have no response.
    pub fn lost(&self) -> u64 {
        self.statuses.get(&None).copied().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "  {} requests, {:.0} per second;",
            self.times.len(),
            self.per_second()
        )?;
        for (status, count) in &self.statuses {
            match status {
                Some(status) => write!(f, " {status}: {count}")?,
                None => write!(f, " no response: {count}")?,
            }
        }
        let [median, most, rare] = [0.5, 0.99, 0.999].map(|share| self.quantile(share));
        write!(
            f,
            "; median {median:.1?}, p99 {most:.1?}, p99.9 {rare:.1?}, most {:.1?}",
            self.quantile(1.0)
        )
    }
}

/// The resident memory of a process, once a second.
#[derive(Debug)]
pub struct Watched {
    task: JoinHandle<()>,
    seen: Receiver<Vec<u64>>,
}

/// The means of the first and of the last minute, in bytes, and the most; the first tenth and the last one of a shorter time.
#[derive(Debug)]
pub struct Memory {
    first: f64,
    last: f64,
    /// The mean of each minute.
    minutes: Vec<f64>,
}

impl Memory {
    pub fn watch(process: u32) -> Watched {
        let (sender, seen): (Sender<Vec<u64>>, _) = channel(Vec::new());
        let task = tokio::spawn(async move {
            while let Some(usage) = Usage::of(process) {
                sender.send_modify(|all| all.push(usage.memory));
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        Watched { task, seen }
    }

    /// Whether it has not grown. Where the system does not tell, nothing is claimed.
    pub fn is_flat(&self) -> bool {
        self.last <= self.first * GROWTH
    }
}

impl Watched {
    pub fn ended(self) -> Memory {
        self.task.abort();
        let all = self.seen.borrow();
        let count = (all.len() / 10).clamp(1, 60);
        let mean = |some: &mut dyn Iterator<Item = &u64>| {
            some.take(count).map(|bytes| *bytes as f64).sum::<f64>() / count as f64
        };
        Memory {
            first: mean(&mut all.iter()),
            last: mean(&mut all.iter().rev()),
            minutes: all
                .chunks(60)
                .map(|some| some.iter().map(|bytes| *bytes as f64).sum::<f64>() / some.len() as f64)
                .collect(),
        }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |bytes: f64| bytes / 1_048_576.0;
        let (first, last) = (shown(self.first), shown(self.last));
        write!(
            f,
            "  memory: {first:.1} MiB in the first minute, {last:.1} MiB in the last one; by minute:"
        )?;
        self.minutes
            .iter()
            .try_for_each(|bytes| write!(f, " {:.1}", shown(*bytes)))
    }
}
