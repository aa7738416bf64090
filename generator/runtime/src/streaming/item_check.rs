//! Checks of the items of a stream. The stream is read later than the response to which it belongs,
//! so the check is put beside it, where the reader of the items finds it.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use super::StreamError;
use crate::{check::Checker, untrusted::Untrusted, violations::Violations};

/// Checks one item.
type CheckFunction<T> = fn(&T, &mut Checker<'_>);

/// What is checked of each item; nothing, unless a client or a server checks responses.
pub(super) struct ItemCheck<T>(Arc<OnceLock<CheckFunction<T>>>);

impl<T> fmt::Debug for ItemCheck<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("check")
    }
}

impl<T> ItemCheck<T> {
    /// No check.
    pub(super) fn new() -> Self {
        Self(Arc::new(OnceLock::new()))
    }

    /// The same check, for the reader of the items.
    pub(super) fn shared(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    /// Sets the check.
    pub(super) fn set(&self, check: CheckFunction<T>) {
        // A stream belongs to one response, whose checks run once.
        let _ = self.0.set(check);
    }

    /// Checks an item that is about to be sent.
    pub(super) fn sent(&self, item: &T) -> Result<(), StreamError> {
        let Some(check) = self.0.get() else {
            return Ok(());
        };
        let mut violations = Violations::new();
        check(item, &mut Checker::new(&mut violations));
        let text = String::new();
        let failed = |violations| StreamError::Limits { violations, text };
        violations.into_result().map_err(failed)
    }

    /// Checks an item that was read from `text`.
    pub(super) fn run(&self, item: &T, text: &str) -> Result<(), Untrusted<StreamError>> {
        let Some(check) = self.0.get() else {
            return Ok(());
        };
        let mut violations = Violations::new();
        check(item, &mut Checker::new(&mut violations));
        let failed = |violations| {
            Untrusted::new(StreamError::Limits {
                violations,
                text: text.to_owned(),
            })
        };
        violations.into_result().map_err(failed)
    }
}
