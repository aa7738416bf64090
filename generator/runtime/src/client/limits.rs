//! The limits of time of a client, and those that a single request has instead.

use std::time::Duration;

use super::retry::Retry;
use crate::{clock, message::Request};

/// How long the parts of a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CallLimits {
    /// The whole call.
    pub(crate) total: Duration,
    /// One attempt.
    pub(crate) attempt: Duration,
    /// The time without progress of a body that streams.
    pub(crate) idle: Duration,
}

impl Default for CallLimits {
    fn default() -> Self {
        Self {
            total: Duration::from_secs(30),
            attempt: Duration::MAX,
            idle: Duration::from_secs(60),
        }
    }
}

impl CallLimits {
    /// Those of a call with limits of its own.
    pub(super) fn of_call(self, total: Option<Duration>, own: Option<&CallOptions>) -> Self {
        let cut =
            |own: Option<Duration>, client: Duration| own.unwrap_or(client).min(clock::LONGEST);
        Self {
            total: cut(total, self.total),
            attempt: cut(own.and_then(|own| own.attempt), self.attempt),
            idle: cut(own.and_then(|own| own.idle), self.idle),
        }
    }
}

/// What a request has instead of the settings of its client.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallOptions {
    attempt: Option<Duration>,
    idle: Option<Duration>,
    /// Of the default transport.
    #[cfg(feature = "_transport")]
    pub(super) connect: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

impl CallOptions {
    /// Those of a request, if it has some.
    pub(super) fn of<T>(request: &Request<T>) -> Option<&Self> {
        request.extensions().get()
    }
}

/// What a single call of a client has instead of the client's settings. The limit of the whole call
/// is [`Request::with_timeout`].
impl<T> Request<T> {
    /// Sets how long one attempt of this call may take, instead of the client's own limit. An
    /// attempt that is late is repeated if the operation may be.
    ///
    /// ```
    /// use std::time::Duration;
    /// use bindwright_runtime::{Request, client::Retry};
    ///
    /// # struct ListPets;
    /// let request = Request::new(ListPets)
    ///     .with_timeout(Duration::from_secs(20))
    ///     .with_attempt_timeout(Duration::from_secs(4))
    ///     .with_retry(Retry::default().repeats(4));
    /// ```
    #[must_use]
    pub fn with_attempt_timeout(self, limit: Duration) -> Self {
        self.with_options(|options| options.attempt = Some(limit))
    }

    /// Sets how long a body of this call that streams may make no progress, instead of the client's
    /// own limit.
    #[must_use]
    pub fn with_idle_timeout(self, limit: Duration) -> Self {
        self.with_options(|options| options.idle = Some(limit))
    }

    /// Sets how long connecting may take, if the default transport opens a connection for this call:
    /// name resolution, TCP, proxy and TLS together, instead of the client's own limit. A connection
    /// that is open already is used at once.
    #[cfg(feature = "_transport")]
    #[must_use]
    pub fn with_connect_timeout(self, limit: Duration) -> Self {
        self.with_options(|options| options.connect = Some(limit.min(clock::LONGEST)))
    }

    /// Sets how often this call is repeated, instead of the client's own policy.
    #[must_use]
    pub fn with_retry(self, retry: Retry) -> Self {
        self.with_options(|options| options.retry = Some(retry))
    }

    /// They travel in the extensions, so that requests of servers do not have them.
    fn with_options(mut self, change: impl FnOnce(&mut CallOptions)) -> Self {
        change(self.extensions_mut().get_or_insert_default());
        self
    }
}
