//! How often to poll a task, for how long, and who is told.

use std::{any::Any, fmt, sync::Arc, time::Duration};

use super::callback::Callback;

/// How often to poll, and for how long.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::client::Wait;
///
/// // Every 5 s at first, for at most an hour.
/// let wait = Wait::default().interval(Duration::from_secs(5)).timeout(Duration::from_secs(3600));
/// # let _ = wait;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Wait {
    pub(super) interval: Duration,
    pub(super) longest_interval: Duration,
    pub(super) timeout: Duration,
    report: Option<Callback<Report>>,
}

/// Is told about each poll.
type Report = dyn Fn(&WaitProgress<'_>) + Send + Sync;

impl Default for Wait {
    /// After 1 s, then after twice as long each time up to 30 s, for 15 minutes.
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(1),
            longest_interval: Duration::from_secs(30),
            timeout: Duration::from_secs(15 * 60),
            report: None,
        }
    }
}

impl Wait {
    /// Sets the pause before the first poll. It doubles after each one. The server may ask for a
    /// longer one with `Retry-After`.
    pub fn interval(mut self, pause: Duration) -> Self {
        self.interval = pause;
        self
    }

    /// Sets the longest pause.
    pub fn longest_interval(mut self, pause: Duration) -> Self {
        self.longest_interval = pause;
        self
    }

    /// Sets how long to wait for the end of the task, counted from the response that names it. The
    /// last poll is sent when the time is over, and may take as long as any request.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Is called after each poll whose task has not ended, also if the poll failed in a way that
    /// passes.
    ///
    /// ```
    /// use bindwright_runtime::client::Wait;
    ///
    /// # struct ExportTask { percent: u8 }
    /// let wait = Wait::default().on_progress(|progress| {
    ///     if let Some(task) = progress.task::<ExportTask>() {
    ///         println!("{} % after {:?}", task.percent, progress.elapsed());
    ///     }
    /// });
    /// # let _ = wait;
    /// ```
    pub fn on_progress(
        mut self,
        report: impl Fn(&WaitProgress<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.report = Some(Callback(Arc::new(report)));
        self
    }

    /// Tells the callback about a poll.
    pub(super) fn report(&self, progress: &WaitProgress<'_>) {
        if let Some(report) = &self.report {
            (report.0)(progress);
        }
    }
}

/// How far a task is that a client waits for.
pub struct WaitProgress<'a> {
    pub(super) polls: u32,
    pub(super) elapsed: Duration,
    pub(super) task: Option<&'a (dyn Any + Send)>,
    pub(super) error: Option<&'a (dyn fmt::Display + Send + Sync)>,
}

impl WaitProgress<'_> {
    /// How many polls there were.
    #[must_use]
    pub fn polls(&self) -> u32 {
        self.polls
    }

    /// The time since the wait began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The last known state of the task, if a poll found it, and if it is a `T`: the type of the
    /// result of waiting.
    #[must_use]
    pub fn task<T: 'static>(&self) -> Option<&T> {
        let task: &dyn Any = self.task?;
        task.downcast_ref()
    }

    /// Why the last poll failed, if it did.
    #[must_use]
    pub fn error(&self) -> Option<String> {
        self.error.map(ToString::to_string)
    }
}

/// Shows nothing of the task.
impl fmt::Debug for WaitProgress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitProgress")
            .field("polls", &self.polls)
            .field("elapsed", &self.elapsed)
            .field("error", &self.error())
            .finish_non_exhaustive()
    }
}
