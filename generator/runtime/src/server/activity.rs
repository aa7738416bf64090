//! What happens on a connection with many requests at once -> when it has to end.

use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use crate::clock;

/// The requests of a connection: shared by those who respond, and by the one who ends it.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<SharedActivity>);

#[derive(Debug)]
struct SharedActivity {
    counts: Mutex<ActivityCounts>,
    /// How many requests may be taken back.
    resets: u64,
    /// There were too many.
    too_many: Notify,
}

#[derive(Debug)]
struct ActivityCounts {
    /// Requests whose responses are not complete.
    open: usize,
    /// Those of them that have something for the peer, which it has not taken.
    offering: usize,
    /// When something has begun, was taken, or has ended.
    since: Instant,
    requests: u64,
    resets: u64,
}

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// It has no requests.
    Idle,
    /// Its peer takes nothing of what there is for it.
    Stalled,
    /// Its peer has taken too many requests back.
    Resets,
}

impl Activity {
    /// Of a connection that has just begun.
    pub(super) fn new(resets: u64) -> Self {
        let counts = Mutex::new(ActivityCounts {
            open: 0,
            offering: 0,
            since: Instant::now(),
            requests: 0,
            resets: 0,
        });
        Self(Arc::new(SharedActivity {
            counts,
            resets,
            too_many: Notify::new(),
        }))
    }

    /// The state. A panic cannot leave it inconsistent.
    fn lock(&self) -> MutexGuard<'_, ActivityCounts> {
        self.0.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins with a request.
    pub(super) fn begin(&self) -> InFlight {
        let mut counts = self.lock();
        counts.open += 1;
        counts.requests = counts.requests.saturating_add(1);
        counts.since = Instant::now();
        drop(counts);
        InFlight {
            activity: self.clone(),
            is_offering: false,
            is_complete: false,
        }
    }

    /// Ready when the connection has to end: after a time without requests, after a time in which the peer took nothing, or after too
    /// many requests that were taken back.
    pub(super) async fn ends(&self, idle: Duration, stalled: Duration) -> Ending {
        tokio::select! {
            biased;
            () = self.0.too_many.notified() => Ending::Resets,
            ending = self.times_out(idle.min(clock::LONGEST), stalled.min(clock::LONGEST)) => ending,
        }
    }

    async fn times_out(&self, idle: Duration, stalled: Duration) -> Ending {
        if idle.min(stalled) == clock::LONGEST {
            return pending().await;
        }
        // The wait for an end that something has put off is the next shorter one.
        let mut next = self.lock().since + idle.min(stalled);
        loop {
            sleep_until(next).await;
            let counts = self.lock();
            let (limit, ending) = match (counts.open, counts.offering) {
                (0, _) => (idle, Some(Ending::Idle)),
                (_, 0) => (idle.min(stalled), None),
                _ => (stalled, Some(Ending::Stalled)),
            };
            let end = counts.since + limit;
            let now = Instant::now();
            match ending {
                Some(ending) if end <= now => return ending,
                Some(_) => next = end.min(now + idle.min(stalled)),
                None => next = now + limit,
            }
        }
    }
}

/// A request whose response is not complete.
#[derive(Debug)]
pub(super) struct InFlight {
    activity: Activity,
    /// Whether there is something for the peer that it has not taken.
    is_offering: bool,
    is_complete: bool,
}

impl InFlight {
    /// Notes that there is something for the peer, and whether it is the last.
    pub(super) fn offered(&mut self, is_last: bool) {
        self.is_complete = is_last;
        if !is_last {
            self.set_offering(true);
        }
    }

    /// Notes that the peer has room for more.
    pub(super) fn taken(&mut self) {
        self.set_offering(false);
    }

    fn set_offering(&mut self, is_offering: bool) {
        if self.is_offering == is_offering {
            return;
        }
        self.is_offering = is_offering;
        let mut counts = self.activity.lock();
        counts.since = Instant::now();
        if is_offering {
            counts.offering += 1;
        } else {
            counts.offering = counts.offering.saturating_sub(1);
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.set_offering(false);
        let mut counts = self.activity.lock();
        counts.open = counts.open.saturating_sub(1);
        counts.since = Instant::now();
        if !self.is_complete && !std::thread::panicking() {
            counts.resets += 1;
            if counts.resets > self.activity.0.resets && counts.resets > counts.requests / 2 {
                self.activity.0.too_many.notify_one();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::{advance, timeout};

    use super::*;

    const IDLE: Duration = Duration::from_secs(30);
    const STALLED: Duration = Duration::from_secs(20);

    /// How the connection ends, and after how many seconds.
    async fn ending(activity: &Activity) -> (Ending, u64) {
        let start = Instant::now();
        let ending = activity.ends(IDLE, STALLED).await;
        (ending, start.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_without_requests_ends() {
        let activity = Activity::new(9);
        assert_eq!(ending(&activity).await, (Ending::Idle, 30));
        advance(Duration::from_secs(100)).await;
        let request = activity.begin();
        let waiting = timeout(Duration::from_secs(1000), ending(&activity)).await;
        assert!(waiting.is_err(), "a handler takes its time");
        drop(request);
        assert_eq!(ending(&activity).await, (Ending::Idle, 30));
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_takes_nothing_stalls_the_connection_and_one_that_does_not() {
        let activity = Activity::new(9);
        let (mut slow, mut fast) = (activity.begin(), activity.begin());
        slow.offered(false);
        for _ in 0..10 {
            fast.offered(false);
            advance(STALLED - Duration::from_secs(1)).await;
            fast.taken();
        }
        assert_eq!(ending(&activity).await, (Ending::Stalled, 20));
        slow.taken();
        slow.offered(true);
        let waiting = timeout(Duration::from_secs(1000), ending(&activity)).await;
        assert!(waiting.is_err(), "nothing is offered");
    }

    #[tokio::test(start_paused = true)]
    async fn requests_that_are_taken_back_end_the_connection_unless_others_outweigh_them() {
        let activity = Activity::new(3);
        for _ in 0..8 {
            activity.begin().offered(true);
        }
        for _ in 0..8 {
            drop(activity.begin());
        }
        let waiting = timeout(Duration::from_secs(1), ending(&activity)).await;
        assert!(waiting.is_err(), "half of them are complete");
        drop(activity.begin());
        assert_eq!(ending(&activity).await.0, Ending::Resets);
    }
}
