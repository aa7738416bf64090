//! A task that waits for something rare at each of its turns -> whether it is registered for it already. To poll a timer again takes
//! several operations that other threads must see, for nothing.

use std::task::{Context, Waker};

/// The task that will be woken.
#[derive(Debug, Default)]
pub(super) struct Registered(Option<Waker>);

impl Registered {
    /// Whether the task of the context is registered. If not, it must register itself now, and will be from then on.
    pub(super) fn set(&mut self, context: &Context<'_>) -> bool {
        let waker = context.waker();
        let is_registered = self.0.as_ref().is_some_and(|known| known.will_wake(waker));
        if !is_registered {
            self.0 = Some(waker.clone());
        }
        is_registered
    }
}
