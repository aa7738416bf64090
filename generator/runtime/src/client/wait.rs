//! Operations that start a task: calls, then asks until the task has ended. Dropping the future
//! stops asking, not the task.

use std::{fmt, time::Duration};

use tokio::time::{Instant, sleep_until, timeout_at};

use super::core::Core;
use crate::{error::Error, message::Request, operation::Operation};

/// An operation that starts a task which another operation tells about.
pub trait LongRunning: Operation {
    /// The operation that tells about the task.
    type Poll: Operation;
    /// What it tells.
    type Task: Send + 'static;

    /// The arguments to ask with; `None` when the response names no task.
    fn poll(&self, started: &Self::Success) -> Option<Self::Poll>;

    /// The task in an response; `None` when it is not there yet.
    fn task(response: <Self::Poll as Operation>::Success) -> Option<Self::Task>;

    /// How far the task has come.
    fn progress(task: &Self::Task) -> Progress;
}

/// How far a task has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It goes on.
    Pending,
    /// It ended well.
    Succeeded,
    /// It ended badly.
    Failed,
}

/// How often to ask, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Wait {
    interval: Duration,
    longest_interval: Duration,
    timeout: Duration,
}

impl Default for Wait {
    /// After one second, then after twice as long each time up to 30 s, for 15 minutes.
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(1),
            longest_interval: Duration::from_secs(30),
            timeout: Duration::from_secs(15 * 60),
        }
    }
}

impl Wait {
    /// The pause before the first question.
    pub fn interval(mut self, pause: Duration) -> Self {
        self.interval = pause;
        self
    }

    /// The longest pause.
    pub fn longest_interval(mut self, pause: Duration) -> Self {
        self.longest_interval = pause;
        self
    }

    /// How long to wait for the end of the task, counted from the response that names it.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }
}

/// Why there is no task that ended well. `A` and `B` are the error schemas of the start and of the
/// questions, `S` tells about the task.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum WaitError<A, B, S> {
    /// The task was not started.
    #[error("the task was not started: {0}")]
    Start(Error<A>),
    /// A question failed; the task may go on.
    #[error("the task cannot be asked about: {0}")]
    Poll(Error<B>),
    /// The task ended badly.
    #[error("the task failed")]
    Failed(S),
    /// The task had not ended in time; what was last told about it.
    #[error("the task has not ended in time")]
    TimedOut(Option<S>),
    /// The response to the start names no task.
    #[error("the response names no task")]
    MissingTask,
}

/// Prints what `Display` prints.
impl<A, B, S> fmt::Debug for WaitError<A, B, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitError({self})")
    }
}

/// The result of [`start_and_wait`].
type Ended<O> = Result<
    <O as LongRunning>::Task,
    WaitError<<O as Operation>::Failure, PollFailure<O>, <O as LongRunning>::Task>,
>;
type PollFailure<O> = <<O as LongRunning>::Poll as Operation>::Failure;

/// No wait takes longer, whatever its limit: the clock would overflow.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

/// Starts a task and waits for its end. The headers and the timeout of the request go along with
/// every question: credentials may be among them.
///
/// # Errors
/// When the task cannot be started or asked about, ends badly, or does not end in time.
pub async fn start_and_wait<O: LongRunning>(
    core: &Core,
    request: Request<O>,
    wait: Wait,
) -> Ended<O> {
    let started = core.start(&request).await.map_err(WaitError::Start)?;
    let question = request
        .get_ref()
        .poll(started.body())
        .ok_or(WaitError::MissingTask)?;
    let question = request.map(|_| question);
    drop(started);
    let deadline = Instant::now() + wait.timeout.min(LONGEST);
    let (mut interval, mut last) = (wait.interval, None);
    loop {
        let next = Instant::now() + interval.min(LONGEST);
        if next > deadline {
            return Err(WaitError::TimedOut(last));
        }
        sleep_until(next).await;
        let Ok(response) = timeout_at(deadline, core.start(&question)).await else {
            return Err(WaitError::TimedOut(last));
        };
        if let Some(task) = O::task(response.map_err(WaitError::Poll)?.into_body()) {
            match O::progress(&task) {
                Progress::Succeeded => return Ok(task),
                Progress::Failed => return Err(WaitError::Failed(task)),
                Progress::Pending => last = Some(task),
            }
        }
        interval = interval.saturating_mul(2).min(wait.longest_interval);
    }
}
