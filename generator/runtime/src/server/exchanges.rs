//! The requests of a connection whose heads were read -> whether their responses are sent. A request is told what is wrong with its
//! framing when it begins.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};

/// The requests and responses of a connection: shared by the code that reads bytes, and the code
/// that responds.
#[derive(Debug, Clone, Default)]
pub(super) struct Exchanges(Arc<Mutex<ExchangeProgress>>);

#[derive(Debug, Default)]
struct ExchangeProgress {
    /// Heads without a fault whose requests have not begun.
    sound: usize,
    /// What is wrong with the head after them.
    fault: Option<&'static str>,
    at: Responding,
    /// Who waits for the end of the response.
    waiting: Option<Waker>,
}

/// How far the response to the current request is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Responding {
    /// There is no request.
    #[default]
    Idle,
    /// The response is not complete.
    Busy,
    /// It is complete, but perhaps not sent.
    Unsent,
}

impl ExchangeProgress {
    fn is_busy(&self) -> bool {
        self.at != Responding::Idle || self.sound > 0
    }
}

impl Exchanges {
    /// The state. A panic cannot leave it inconsistent.
    fn lock(&self) -> MutexGuard<'_, ExchangeProgress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a head without a fault.
    pub(super) fn head_ended(&self) {
        self.lock().sound += 1;
    }

    /// Notes what is wrong with the next head, and with all that follow.
    pub(super) fn fault(&self, fault: &'static str) {
        self.lock().fault = Some(fault);
    }

    /// Begins with the next request; what is wrong with its framing. The response is in progress
    /// until the result is dropped.
    pub(super) fn begin(&self) -> (InProgress, Option<&'static str>) {
        let mut progress = self.lock();
        progress.at = Responding::Busy;
        let fault = match progress.sound.checked_sub(1) {
            Some(left) => {
                progress.sound = left;
                None
            }
            None => progress.fault.or(Some("the head was not seen")),
        };
        drop(progress);
        (InProgress(self.clone()), fault)
    }

    /// Notes that all bytes so far were sent.
    pub(super) fn sent(&self) {
        let mut progress = self.lock();
        if progress.at == Responding::Unsent {
            progress.at = Responding::Idle;
            if let Some(waiting) = progress.waiting.take() {
                waiting.wake();
            }
        }
    }

    /// Whether a request waits for its response.
    pub(super) fn are_in_progress(&self) -> bool {
        self.lock().is_busy()
    }

    /// The same. If so, the task is woken when the response was sent.
    pub(super) fn wake_when_sent(&self, context: &Context<'_>) -> bool {
        let mut progress = self.lock();
        let busy = progress.is_busy();
        progress.waiting = busy.then(|| context.waker().clone());
        busy
    }
}

/// A request whose response is not complete.
#[derive(Debug)]
pub(super) struct InProgress(Exchanges);

impl Drop for InProgress {
    fn drop(&mut self) {
        self.0.lock().at = Responding::Unsent;
    }
}
