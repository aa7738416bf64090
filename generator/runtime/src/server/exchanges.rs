//! The requests of a connection whose heads were read -> whether their responses are sent. A request is told what is wrong with its
//! framing when it begins.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Waker};

/// The requests and responses of a connection: shared by the code that reads bytes, and the code
/// that responds. One task runs both, so nothing here needs an order between threads.
#[derive(Debug, Clone, Default)]
pub(super) struct Exchanges(Arc<ExchangeProgress>);

#[derive(Debug, Default)]
struct ExchangeProgress {
    /// Heads without a fault whose requests have not begun.
    sound: AtomicUsize,
    /// What is wrong with the head after them.
    fault: OnceLock<&'static str>,
    /// Whether a response is not complete.
    is_responding: AtomicBool,
    /// Whether a response is complete, but perhaps not sent.
    is_unsent: AtomicBool,
    /// Whether somebody waits for the end of the response, and who. Few do, so most responses end without a lock.
    is_awaited: AtomicBool,
    waiting: Mutex<Option<Waker>>,
}

impl Exchanges {
    /// Notes a head without a fault.
    pub(super) fn head_ended(&self) {
        let sound = self.0.sound.load(Relaxed);
        self.0.sound.store(sound + 1, Relaxed);
    }

    /// Notes what is wrong with the next head, and with all that follow.
    pub(super) fn fault(&self, fault: &'static str) {
        self.0.fault.get_or_init(|| fault);
    }

    /// Begins with the next request; what is wrong with its framing. The response is in progress
    /// until the result is dropped.
    pub(super) fn begin(&self) -> (InProgress, Option<&'static str>) {
        let progress = &*self.0;
        progress.is_responding.store(true, Relaxed);
        progress.is_unsent.store(false, Relaxed);
        let fault = match progress.sound.load(Relaxed).checked_sub(1) {
            Some(left) => {
                progress.sound.store(left, Relaxed);
                None
            }
            None => Some(progress.fault.get().unwrap_or(&"the head was not seen")),
        };
        (InProgress(self.clone()), fault.copied())
    }

    /// Notes that all bytes so far were sent.
    pub(super) fn sent(&self) {
        let progress = &*self.0;
        if !progress.is_unsent.load(Relaxed) {
            return;
        }
        progress.is_unsent.store(false, Relaxed);
        if progress.is_awaited.load(Relaxed) {
            progress.is_awaited.store(false, Relaxed);
            if let Some(waiting) = self.waiting().take() {
                waiting.wake();
            }
        }
    }

    /// Whether a request waits for its response.
    pub(super) fn are_in_progress(&self) -> bool {
        let progress = &*self.0;
        progress.is_responding.load(Relaxed)
            || progress.is_unsent.load(Relaxed)
            || progress.sound.load(Relaxed) > 0
    }

    /// The same. If so, the task is woken when the response was sent.
    pub(super) fn wake_when_sent(&self, context: &Context<'_>) -> bool {
        let busy = self.are_in_progress();
        *self.waiting() = busy.then(|| context.waker().clone());
        self.0.is_awaited.store(busy, Relaxed);
        busy
    }

    /// Who waits. A panic cannot leave it inconsistent.
    fn waiting(&self) -> MutexGuard<'_, Option<Waker>> {
        self.0
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request whose response is not complete.
#[derive(Debug)]
pub(super) struct InProgress(Exchanges);

impl Drop for InProgress {
    fn drop(&mut self) {
        let progress = &*self.0.0;
        progress.is_responding.store(false, Relaxed);
        progress.is_unsent.store(true, Relaxed);
    }
}
