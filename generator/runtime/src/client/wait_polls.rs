//! Starts a task, then polls until it has ended. Dropping the future stops polling, and not the task.
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
//!
//! Calls are made by a client, or by any implementation of the trait of an API.

use std::{any::Any, time::Duration};

use http::HeaderMap;
use tracing::debug;

use super::{
    core::Core,
    passing::may_pass,
    retry::retry_after,
    wait::{LongRunning, PollFailure, PolledTask, Progress, WaitError},
    wait_settings::{Wait, WaitProgress},
};
use crate::{
    clock::{self, Instant, sleep_until},
    error::Error,
    message::Request,
    operation::{CallResult, Operation},
    request_writer::{ClientParameters, RequestWriter},
    untrusted::{EscapedText, Redaction, Sent, Untrusted},
};

/// The result of waiting.
type Ended<O> = Result<<O as LongRunning>::Task, WaitError<O>>;

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
    let poller = Poller {
        ask: |poll: &Request<O::Poll>| core.start(poll),
        show: |poll: &Request<O::Poll>| core.shown(poll),
    };
    begin(request, wait, |request| core.call(request), poller).await
}

/// The same for whoever makes the calls: `start` and `ask` are methods of an implementation of a
/// trait.
///
/// # Errors
/// If the task cannot be started or polled, fails, or does not end in time.
pub async fn start_and_wait_by<O, S, T, P, Q>(
    request: Request<O>,
    wait: Wait,
    start: S,
    ask: P,
) -> Ended<O>
where
    O: LongRunning,
    S: FnOnce(Request<O>) -> T + Send,
    T: Future<Output = CallResult<O>> + Send,
    P: Fn(&Request<O::Poll>) -> Q + Send + Sync,
    Q: Future<Output = CallResult<O::Poll>> + Send,
{
    let show = shown;
    begin(request, wait, start, Poller { ask, show }).await
}

/// Waits for the end of a task that was started before; the first poll is sent at once.
///
/// # Errors
/// If the task cannot be polled, fails, or does not end in time.
pub async fn wait_for<O: LongRunning>(core: &Core, poll: Request<O::Poll>, wait: Wait) -> Ended<O> {
    let poller = Poller {
        ask: |poll: &Request<O::Poll>| core.start(poll),
        show: |poll: &Request<O::Poll>| core.shown(poll),
    };
    poll_until_end(poller, poll, &wait, (Duration::ZERO, None)).await
}

/// The same for whoever makes the calls: `ask` is a method of an implementation of a trait.
///
/// # Errors
/// If the task cannot be polled, fails, or does not end in time.
pub async fn wait_for_by<O, P, Q>(poll: Request<O::Poll>, wait: Wait, ask: P) -> Ended<O>
where
    O: LongRunning,
    P: Fn(&Request<O::Poll>) -> Q + Send + Sync,
    Q: Future<Output = CallResult<O::Poll>> + Send,
{
    let show = shown;
    poll_until_end(Poller { ask, show }, poll, &wait, (Duration::ZERO, None)).await
}

/// How to ask about a task, and how the question reads in a message.
struct Poller<P, S> {
    ask: P,
    show: S,
}

/// Starts a task, and polls until it ends.
async fn begin<O, S, T, P, Q, W>(
    request: Request<O>,
    wait: Wait,
    start: S,
    poller: Poller<P, W>,
) -> Ended<O>
where
    O: LongRunning,
    S: FnOnce(Request<O>) -> T + Send,
    T: Future<Output = CallResult<O>> + Send,
    P: Fn(&Request<O::Poll>) -> Q + Send + Sync,
    Q: Future<Output = CallResult<O::Poll>> + Send,
    W: Fn(&Request<O::Poll>) -> EscapedText + Send + Sync,
{
    let (make, around) = (request.get_ref().poll(), request.around());
    let started = start(request).await.map_err(WaitError::Start)?;
    let Some(poll) = make(started.body()) else {
        return Err(WaitError::MissingTask(Box::new(started)));
    };
    let asked = asked_pause(started.headers());
    drop(started);
    let first = wait.interval;
    poll_until_end(poller, around.map(|()| poll), &wait, (first, asked)).await
}

/// The method, path and query of a poll whose URL nobody knows.
fn shown<O: Operation>(poll: &Request<O>) -> EscapedText {
    let parameters = ClientParameters::default();
    let mut writer = RequestWriter::new(O::SPEC, &parameters);
    poll.get_ref().encode(&mut writer);
    let method = O::SPEC.method.http();
    let Ok(encoded) = writer.encoded() else {
        return EscapedText::line(&format!("{method} {}", O::SPEC.path));
    };
    let separator = if encoded.query.is_empty() { "" } else { "?" };
    let target = format!("{}{separator}{}", encoded.path, encoded.query);
    let sent = Sent {
        security: O::SPEC.security,
        template: O::SPEC.path,
        headers: poll.headers().clone(),
        uri: target.parse().unwrap_or_default(),
        others: Vec::new(),
    };
    Untrusted::new(format!("{method} {target}")).shown(&Redaction::default().and(sent))
}

/// How a wait ends that does not succeed.
type Why<O> = fn(Box<PolledTask<O>>) -> WaitError<O>;

/// Polls until the task ends or the time is over: first after `pause`, or later if the server asked for that.
async fn poll_until_end<O, P, Q, W>(
    poller: Poller<P, W>,
    poll: Request<O::Poll>,
    wait: &Wait,
    (mut pause, mut asked): (Duration, Option<Duration>),
) -> Ended<O>
where
    O: LongRunning,
    P: Fn(&Request<O::Poll>) -> Q + Send + Sync,
    Q: Future<Output = CallResult<O::Poll>> + Send,
    W: Fn(&Request<O::Poll>) -> EscapedText + Send + Sync,
{
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
        match (poller.ask)(&poll).await {
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
    let shown = (poller.show)(&poll);
    Err(why(polled(shown, poll.into_inner(), last, failed)))
}

/// What is known of a task at the end.
fn polled<O: LongRunning>(
    shown: EscapedText,
    poll: O::Poll,
    task: Option<O::Task>,
    error: Option<Error<PollFailure<O>>>,
) -> Box<PolledTask<O>> {
    Box::new(PolledTask {
        poll,
        task,
        error,
        shown,
    })
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
