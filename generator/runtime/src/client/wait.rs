//! Operations that start a task, and how waiting for its end may fail.

use std::fmt;

use crate::{error::Error, message::Response, operation::Operation, untrusted::EscapedText};

/// An operation that starts a task, whose state another operation returns. Generated code implements
/// it for the request types of such operations, and callers name it to write one function for
/// several of them:
///
/// ```
/// use bindwright_runtime::client::{LongRunning, WaitError};
///
/// /// The request that asks about a task again, if the wait ended without its result.
/// fn unfinished<O: LongRunning>(error: WaitError<O>) -> Option<O::Poll> {
///     match error {
///         WaitError::TimedOut(task) | WaitError::Poll(task) => Some(task.poll),
///         _ => None,
///     }
/// }
/// ```
pub trait LongRunning: Operation {
    /// The operation that returns the state.
    type Poll: Operation;
    /// The object with the state.
    type Task: Send + 'static;

    /// What makes the arguments of the poll from the response, with a copy of what it needs of the
    /// request; `None` if the response names no task.
    fn poll(&self) -> PollMaker<Self>;

    /// The task in a response; `None` if it is not there yet.
    fn task(response: <Self::Poll as Operation>::Success) -> Option<Self::Task>;

    /// How far the task is.
    fn progress(task: &Self::Task) -> Progress;
}

/// Makes the arguments of a poll from the response to the start.
pub type PollMaker<O> =
    Box<dyn FnOnce(&<O as Operation>::Success) -> Option<<O as LongRunning>::Poll> + Send>;

/// The body of a failure of a poll.
pub type PollFailure<O> = <<O as LongRunning>::Poll as Operation>::Failure;

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
    pub(super) shown: EscapedText,
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
