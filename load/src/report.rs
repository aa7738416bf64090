//! What is printed, and what is promised.

use std::time::Duration;

use crate::normal::Latencies;
use crate::process::Usage;

/// The promises that a run has checked.
#[derive(Debug, Default)]
pub struct Promises {
    broken: usize,
}

impl Promises {
    /// Prints a promise, and whether it was kept.
    pub fn check(&mut self, is_kept: bool, promise: &str) {
        self.broken += usize::from(!is_kept);
        println!("{} {promise}", if is_kept { "kept:  " } else { "BROKEN:" });
    }

    /// Whether all were kept.
    pub fn are_kept(&self) -> bool {
        self.broken == 0
    }
}

/// A row of the table: a burden, and what it cost.
pub struct Row<'a> {
    pub burden: &'a str,
    pub requests: usize,
    pub latencies: &'a Latencies,
    /// The highest usage beside the burden.
    pub most: Usage,
    /// The usage when the burden has ended, and what is allocated then.
    pub after: Usage,
    pub allocated: u64,
}

impl Row<'_> {
    /// Prints the head of the table.
    pub fn head() {
        println!(
            "| burden | requests | lost | p50 | p99 | resident | descriptors | afterwards: resident | allocated | descriptors |"
        );
        println!("{}|", "| --- ".repeat(10));
    }

    /// Prints the row.
    pub fn print(&self) {
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            self.burden,
            self.requests,
            self.latencies.lost,
            milliseconds(self.latencies.quantile(0.5)),
            milliseconds(self.latencies.quantile(0.99)),
            memory(self.most.memory),
            self.most.descriptors,
            memory(self.after.memory),
            memory(self.allocated),
            self.after.descriptors,
        );
    }
}

/// `0.42 ms`
fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1e3)
}

/// `12.3 MiB`
pub fn memory(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}
