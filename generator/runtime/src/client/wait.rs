//! Operations that start a task: makes the call, then polls until the task has ended. Dropping the
//! future stops polling, and not the task.

use std::{fmt, time::Duration};

use tokio::time::{sleep_until, timeout_at};

use super::core::Core;
use crate::{clock, error::Error, message::Request, operation::Operation};

/// An operation that starts a task, whose state another operation returns.
/// [`waiter!`](crate::__waiter!) implements it.
pub trait LongRunning: Operation {
    /// The operation that returns the state.
    type Poll: Operation;
    /// The object with the state.
    type Task: Send + 'static;

    /// The arguments of the poll; `None` if the first response names no task.
    fn poll(&self, started: &Self::Success) -> Option<Self::Poll>;

    /// The task in a response; `None` if it is not there yet.
    fn task(response: <Self::Poll as Operation>::Success) -> Option<Self::Task>;

    /// How far the task is.
    fn progress(task: &Self::Task) -> Progress;
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is still running.
    Pending,
    /// It succeeded.
    Succeeded,
    /// It failed.
    Failed,
}

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
    interval: Duration,
    longest_interval: Duration,
    timeout: Duration,
}

impl Default for Wait {
    /// After 1 s, then after twice as long each time up to 30 s, for 15 minutes.
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(1),
            longest_interval: Duration::from_secs(30),
            timeout: Duration::from_secs(15 * 60),
        }
    }
}

impl Wait {
    /// Sets the pause before the first poll. It doubles after each one.
    pub fn interval(mut self, pause: Duration) -> Self {
        self.interval = pause;
        self
    }

    /// Sets the longest pause.
    pub fn longest_interval(mut self, pause: Duration) -> Self {
        self.longest_interval = pause;
        self
    }

    /// Sets how long to wait for the end of the task, counted from the response that names it.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }
}

/// Why waiting failed. `A` and `B` are the error schemas of the start and of the poll, `S` is the
/// object with the state.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum WaitError<A, B, S> {
    /// The task was not started.
    #[error("the task was not started: {0}")]
    Start(Error<A>),
    /// A poll failed. The task may still be running.
    #[error("the task cannot be asked about: {0}")]
    Poll(Error<B>),
    /// The task failed.
    #[error("the task failed")]
    Failed(S),
    /// The task has not ended in time; its last known state.
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

/// Starts a task and waits for its end. The headers and the timeout of the request also apply to
/// every poll, since credentials may be among them.
///
/// # Errors
/// If the task cannot be started or polled, fails, or does not end in time.
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
    let deadline = clock::after(wait.timeout);
    let (mut interval, mut last) = (wait.interval, None);
    loop {
        let next = clock::after(interval);
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
