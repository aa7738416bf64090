//! Operations that start a task: makes the call, then polls until the task has ended. Dropping the
//! future stops polling, and not the task.
//!
//! | a poll | then |
//! |---|---|
//! | finds the task running, or does not find it | after the pause, or what `Retry-After` asks for, another one |
//! | fails, and may succeed later: no connection, no response in time, or a status that [passes](super::passing) | the same |
//! | fails otherwise: 401, 404, a body that does not decode | the end, with the failure |
//! | was the last before the deadline | one more at the deadline |
//! | is asked for behind the deadline, by `Retry-After` | the end: the server said when to ask again |
//!
//! Every end but success is an error that has the request of the poll, and so the ID of the task: [`wait_for`] takes it up again.

use std::{any::Any, fmt, time::Duration};

use http::HeaderMap;
use tracing::debug;

use super::{
    core::Core,
    passing::may_pass,
    retry::retry_after,
    wait_settings::{Wait, WaitProgress},
};
use crate::{
    clock::{self, Instant, sleep_until},
    error::Error,
    message::{Request, Response},
    operation::Operation,
    untrusted::EscapedText,
};

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

/// A task that was started, and whose end is not known or a failure.
#[non_exhaustive]
pub struct PolledTask<O: LongRunning> {
    /// The arguments of the poll. They have the ID of the task: keep them to wait for it again.
    pub poll: O::Poll,
    /// The last known state of the task, if a poll found it.
    pub task: Option<O::Task>,
    /// Why the last poll failed, if it did, with the response.
    pub error: Option<Error<PollFailure<O>>>,
    /// The poll as a text: `GET /tasks/42`.
    shown: EscapedText,
}

/// The request of the poll, and why the last one failed.
impl<O: LongRunning> fmt::Display for PolledTask<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.shown)?;
        let Some(error) = &self.error else {
            return Ok(());
        };
        let said = error.to_string();
        let own = error
            .request()
            .and_then(|request| said.strip_prefix(request));
        write!(
            f,
            ": {}",
            own.map_or(said.as_str(), |said| said.trim_start_matches(": "))
        )
    }
}

impl<O: LongRunning> fmt::Debug for PolledTask<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PolledTask({self})")
    }
}

/// Why waiting for a task failed that the operation `O` starts.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum WaitError<O: LongRunning> {
    /// The task was not started.
    #[error("the task was not started: {0}")]
    Start(Error<O::Failure>),
    /// The response to the start names no task.
    #[error("the response names no task: {}", .0.excerpt())]
    MissingTask(Box<Response<O::Success>>),
    /// A poll failed in a way that another one does not mend. The task may still be running.
    #[error("the task cannot be asked about: {0}")]
    Poll(Box<PolledTask<O>>),
    /// The task failed.
    #[error("the task failed: {0}")]
    Failed(Box<PolledTask<O>>),
    /// The task has not ended in time. It may still be running.
    #[error("the task has not ended in time: {0}")]
    TimedOut(Box<PolledTask<O>>),
}

impl<O: LongRunning> WaitError<O> {
    /// The task, if it was started.
    pub fn polled(&self) -> Option<&PolledTask<O>> {
        match self {
            Self::Start(_) | Self::MissingTask(_) => None,
            Self::Poll(task) | Self::Failed(task) | Self::TimedOut(task) => Some(task),
        }
    }
}

/// Prints what `Display` prints.
impl<O: LongRunning> fmt::Debug for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitError({self})")
    }
}

/// The result of waiting.
type Ended<O> = Result<<O as LongRunning>::Task, WaitError<O>>;
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
    let Some(poll) = request.get_ref().poll(started.body()) else {
        return Err(WaitError::MissingTask(Box::new(started)));
    };
    let asked = asked_pause(started.headers());
    drop(started);
    let first = wait.interval;
    poll_until_end(core, request.map(|_| poll), &wait, (first, asked)).await
}

/// Waits for the end of a task that was started before; the first poll is sent at once.
///
/// # Errors
/// If the task cannot be polled, fails, or does not end in time.
pub async fn wait_for<O: LongRunning>(core: &Core, poll: Request<O::Poll>, wait: Wait) -> Ended<O> {
    poll_until_end(core, poll, &wait, (Duration::ZERO, None)).await
}

/// How a wait ends that does not succeed.
type Why<O> = fn(Box<PolledTask<O>>) -> WaitError<O>;

/// Polls until the task ends or the time is over: first after `pause`, or later if the server asked for that.
async fn poll_until_end<O: LongRunning>(
    core: &Core,
    poll: Request<O::Poll>,
    wait: &Wait,
    (mut pause, mut asked): (Duration, Option<Duration>),
) -> Ended<O> {
    let started = Instant::now();
    let deadline = clock::after(wait.timeout);
    let (mut last, mut failed) = (None, None);
    let mut polls: u32 = 0;
    let why: Why<O> = loop {
        if asked.is_some_and(|asked| clock::after(asked) > deadline) {
            break WaitError::TimedOut;
        }
        let next = clock::after(pause.max(asked.unwrap_or_default()));
        sleep_until(next.min(deadline)).await;
        polls = polls.saturating_add(1);
        match core.start(&poll).await {
            Ok(response) => {
                failed = None;
                asked = asked_pause(response.headers());
                if let Some(task) = O::task(response.into_body()) {
                    let progress = O::progress(&task);
                    if progress == Progress::Succeeded {
                        return Ok(task);
                    }
                    last = Some(task);
                    if progress == Progress::Failed {
                        break WaitError::Failed;
                    }
                }
            }
            Err(error) => {
                asked = error.headers().and_then(asked_pause);
                let passing = is_passing(&error);
                debug!(%error, passing, "a poll failed");
                failed = Some(error);
                if !passing {
                    break WaitError::Poll;
                }
            }
        }
        report::<O>(wait, (polls, started), last.as_ref(), failed.as_ref());
        if Instant::now() >= deadline {
            break WaitError::TimedOut;
        }
        let doubled = pause.saturating_mul(2);
        pause = doubled.max(wait.interval).min(wait.longest_interval);
    };
    let shown = core.shown(&poll);
    Err(why(Box::new(PolledTask {
        poll: poll.into_inner(),
        task: last,
        error: failed,
        shown,
    })))
}

/// Tells the user's callback about a poll after which the task goes on.
fn report<O: LongRunning>(
    wait: &Wait,
    (polls, started): (u32, Instant),
    task: Option<&O::Task>,
    error: Option<&Error<PollFailure<O>>>,
) {
    let shown = error.map(ToString::to_string);
    wait.report(&WaitProgress {
        polls,
        elapsed: started.elapsed(),
        task: task.map(|task| task as &(dyn Any + Send)),
        error: shown.as_ref().map(|shown| shown as _),
    });
}

/// The pause that a server asks for, also with a response that means success
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3>).
fn asked_pause(headers: &HeaderMap) -> Option<Duration> {
    retry_after(headers, clock::now())
}

/// Whether the next poll may succeed although this one failed.
pub(super) fn is_passing<E>(error: &Error<E>) -> bool {
    match error {
        Error::Transport(_) | Error::Timeout(_) => true,
        Error::Token(error) => error.may_pass(),
        Error::Invalid(_) | Error::Config(_) => false,
        Error::Api(_) | Error::Unexpected(_) => error.status().is_some_and(may_pass),
    }
}
