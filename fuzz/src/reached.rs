//! How many inputs got as far as what their target is about.

use std::cell::Cell;

thread_local! {
    static REACHED: Cell<u64> = const { Cell::new(0) };
}

/// Counts an input that reached what the target is about: a document that was generated, a value that was accepted.
pub fn reached() {
    REACHED.set(REACHED.get() + 1);
}

/// How many inputs of this thread did.
#[must_use]
pub fn count() -> u64 {
    REACHED.get()
}
