//! The last requests, with the verdict on each: for the page, and for tests that ask what their program sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// How many requests are kept.
const KEPT: usize = 500;

/// A request that the sandbox has responded to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// When it came, by the sandbox's clock.
    pub time: Timestamp,
    /// Its method.
    pub method: String,
    /// Its path, without the query.
    pub path: String,
    /// The operation, by the ID of the document, if there is one.
    pub operation: Option<&'static str>,
    /// The status of the response.
    pub status: u16,
    /// The ID of the request.
    pub request_id: String,
    /// How long the response took, up to its head.
    pub took: Duration,
}

/// The last exchanges. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal(Arc<Mutex<VecDeque<Exchange>>>);

impl Journal {
    pub(crate) fn add(&self, exchange: Exchange) {
        let mut kept = self.kept();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(exchange);
    }

    /// All that are kept, oldest first.
    pub(crate) fn all(&self) -> Vec<Exchange> {
        self.kept().iter().cloned().collect()
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
