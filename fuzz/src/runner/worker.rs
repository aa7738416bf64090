//! The worker: runs the inputs of one target, catches panics, and prints one line per distinct failure.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::reached;
use crate::runner::Options;
use crate::target::Target;

/// The stack of the thread that runs inputs: as a server's threads have.
const STACK: usize = 2 << 20;

/// Where the last panic was, and what it said.
static LAST: Mutex<(String, String)> = Mutex::new((String::new(), String::new()));

/// Runs the inputs of the first target. The supervisor reads what is printed.
pub fn work(options: &Options, progress: &Path) {
    let Some(target) = options.targets.first() else {
        return;
    };
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line()))
            .unwrap_or_default();
        let message = info
            .payload_as_str()
            .unwrap_or("a panic without a message")
            .to_owned();
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = (place, message);
    }));
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(progress)
        .expect("a file for the progress");
    let work = || run(target, options, &file);
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .expect("a thread");
        thread.join().expect("panics are caught inside");
    });
}

fn run(target: &Target, options: &Options, progress: &File) {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let (mut slowest, mut slowest_index) = (Duration::ZERO, 0);
    for index in options.from..options.from + options.runs {
        progress
            .write_all_at(&index.to_le_bytes(), 0)
            .expect("the progress is written");
        let input = target.numbered(options.seed, index);
        let start = Instant::now();
        let failure = failure(target, &input);
        let taken = start.elapsed();
        if taken > slowest {
            (slowest, slowest_index) = (taken, index);
        }
        if let Some((place, message)) = failure {
            let count = seen.entry(key(&place, &message)).or_default();
            *count += 1;
            if *count == 1 {
                println!("failure\t{index}\t{place}\t{}", message.escape_debug());
            }
        }
    }
    for (key, count) in seen {
        println!("count\t{count}\t{}", key.escape_debug());
    }
    println!(
        "done\t{}\t{}\t{slowest_index}\t{}",
        reached::count(),
        slowest.as_micros(),
        peak_memory()
    );
}

/// Where and why an input fails.
pub fn failure(target: &Target, input: &[u8]) -> Option<(String, String)> {
    let done = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    done.is_err()
        .then(|| LAST.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// Failures at the same place whose messages start the same are one.
fn key(place: &str, message: &str) -> String {
    let words: String = message
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .take(24)
        .collect();
    format!("{place} {words}")
}

/// The most memory that the process had, in KiB. Linux says it.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
