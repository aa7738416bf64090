//! Until when an attempt may go on. The total and the limit of one attempt stand still during an
//! upload: then only the time without progress counts.
//!
//! ```text
//! connect ───── upload ─────────── wait for the response, read it
//! total         idle               what is left of the total, or idle, whichever is longer
//! ```
//!
//! The last wait may be as long as `idle`, since nobody sees how much of the body the system still
//! has in its buffers: a few MiB, which a slow network takes a while to transport.

use std::{convert::Infallible, pin::Pin, time::Duration};

use super::{
    limits::CallLimits,
    upload::{Upload, UploadProgress},
};
use crate::{
    body::BodyError,
    clock::{self, Instant, timeout_at},
    error::{Error, TransportError, TransportKind},
};

/// The shortest time between two looks at an upload.
const SHORTEST: Duration = Duration::from_millis(1);

/// The limits of a call that has begun.
pub(super) struct Deadline {
    limits: CallLimits,
    /// When the call ends. It moves by the time that uploads take.
    total: Instant,
    /// The time, if it was just looked at.
    now: Option<Instant>,
}

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Late {
    /// That of the whole call: nothing is repeated.
    Total(Duration),
    /// That of one attempt.
    Attempt(Duration),
    /// The body that is being sent made no progress.
    Upload(Duration),
}

impl From<Late> for Error<Infallible> {
    fn from(late: Late) -> Self {
        match late {
            Late::Total(limit) | Late::Attempt(limit) => Error::Timeout(limit.into()),
            Late::Upload(limit) => {
                let stalled = BodyError::Stalled { limit };
                Error::Transport(TransportError::new(TransportKind::Exchange, stalled))
            }
        }
    }
}

impl Deadline {
    /// From now on.
    pub(super) fn new(limits: CallLimits) -> Self {
        let now = Instant::now();
        Self {
            limits,
            total: clock::later(now, limits.total),
            now: Some(now),
        }
    }

    /// Whether a pause ends before the call does.
    pub(super) fn allows(&self, pause: Duration) -> bool {
        clock::after(pause) < self.total
    }

    /// The result of something that happens before an attempt.
    pub(super) async fn before<F: Future>(&mut self, work: F) -> Result<F::Output, Late> {
        self.now = None;
        let ended = timeout_at(self.total, work).await;
        ended.map_err(|_| Late::Total(self.limits.total))
    }

    /// The result of an attempt that begins now. It is pinned already: it is large, and would be moved for each future around it.
    pub(super) async fn within<F: Future>(
        &mut self,
        upload: Option<&Upload>,
        mut attempt: Pin<&mut F>,
    ) -> Result<F::Output, Late> {
        let started = self.now.take().unwrap_or_else(Instant::now);
        loop {
            let (end, _) = self.end(started, upload.map(Upload::progress));
            // The progress of an upload changes the end: look again, soon enough to see no progress.
            let look = upload.map(|_| clock::after(self.limits.idle.max(SHORTEST)));
            let ended = timeout_at(look.map_or(end, |look| look.min(end)), attempt.as_mut()).await;
            let progress = upload.map(Upload::progress);
            let total = self.moved(self.total, started, progress);
            if let Ok(output) = ended {
                self.total = total;
                return Ok(output);
            }
            let (end, late) = self.end(started, progress);
            if Instant::now() >= end {
                self.total = total;
                return Err(late);
            }
        }
    }

    /// When an attempt ends at the latest, and why.
    fn end(&self, started: Instant, progress: Option<UploadProgress>) -> (Instant, Late) {
        if let Some(UploadProgress::Sending { last }) = progress {
            let limit = self.limits.idle;
            return (clock::later(last, limit), Late::Upload(limit));
        }
        let attempt = clock::later(started, self.limits.attempt);
        let mut attempt = self.moved(attempt, started, progress);
        let mut total = self.moved(self.total, started, progress);
        if let Some(UploadProgress::Done { at }) = progress {
            let drained = clock::later(at, self.limits.idle);
            (attempt, total) = (attempt.max(drained), total.max(drained));
        }
        if attempt < total {
            (attempt, Late::Attempt(self.limits.attempt))
        } else {
            (total, Late::Total(self.limits.total))
        }
    }

    /// A point in time, moved by the time that the upload took.
    fn moved(&self, time: Instant, started: Instant, progress: Option<UploadProgress>) -> Instant {
        match progress {
            Some(UploadProgress::Done { at }) => {
                clock::later(time, at.saturating_duration_since(started))
            }
            Some(UploadProgress::Sending { last }) => {
                clock::later(time, last.saturating_duration_since(started))
            }
            Some(UploadProgress::Untouched) | None => time,
        }
    }
}
