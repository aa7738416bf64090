//! Two ways to send requests: as fast as responses come, and at a rate that does not depend on them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep_until;

use crate::mix::Target;
use crate::tally::Tally;

/// How many requests are on their way at most.
const WORKERS: usize = 128;

/// How late a timer may be. What is later waited for a worker, so that its time counts from when it should have been sent.
const TIMER: Duration = Duration::from_millis(3);

/// Clients that send a request as soon as they have the response to the one before.
pub async fn closed(target: &Target, clients: usize, limit: Duration) -> Tally {
    let (start, mut tasks) = (Instant::now(), JoinSet::new());
    for client in 0..clients {
        let mut caller = target.caller();
        tasks.spawn(async move {
            let mut tally = Tally::default();
            // Each begins elsewhere, so that they do not all export at once.
            let first = client as u64 * 7;
            for turn in first.. {
                let sent = Instant::now();
                if sent - start >= limit {
                    break;
                }
                let status = caller.turn(turn).await;
                tally.add(sent.elapsed(), status);
            }
            tally
        });
    }
    Tally::all(tasks, start).await
}

/// Requests at a rate, whatever the responses take.
pub async fn open(target: &Target, rate: f64, limit: Duration) -> Tally {
    let (start, mut tasks) = (Instant::now(), JoinSet::new());
    let next = Arc::new(AtomicU64::new(0));
    for worker in 0..WORKERS {
        let (mut caller, next) = (target.caller(), Arc::clone(&next));
        tasks.spawn(async move {
            let mut tally = Tally::default();
            for turn in worker as u64 * 7.. {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let due = Duration::from_secs_f64(number as f64 / rate);
                if due >= limit {
                    break;
                }
                let due = start + due;
                sleep_until(due.into()).await;
                let now = Instant::now();
                let since = if now - due > TIMER { due } else { now };
                let status = caller.turn(turn).await;
                tally.add(since.elapsed(), status);
            }
            tally
        });
    }
    Tally::all(tasks, start).await
}
