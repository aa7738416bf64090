//! No response within a limit of time.

use std::{fmt, time::Duration};

use super::transport::Prefix;
use crate::untrusted::EscapedText;

/// There was no response within a limit of time. The server may have acted on the request.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::{Error, TimeoutError, Value};
///
/// let late = TimeoutError::from(Duration::from_secs(1));
/// assert_eq!(late.limit(), Duration::from_secs(1));
/// assert_eq!(Error::<Value>::Timeout(late).to_string(), "no response within 1s");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeoutError {
    limit: Duration,
    /// The method and the URL.
    request: Option<EscapedText>,
}

impl TimeoutError {
    /// The limit: that of the call, or that of one attempt.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// The method and the URL of the request, if they are known.
    pub(super) fn request(&self) -> &Option<EscapedText> {
        &self.request
    }

    /// Sets the method and the URL of the request, without secrets.
    pub(super) fn set_request(&mut self, shown: EscapedText) {
        self.request = Some(shown);
    }
}

impl From<Duration> for TimeoutError {
    fn from(limit: Duration) -> Self {
        Self {
            limit,
            request: None,
        }
    }
}

impl std::error::Error for TimeoutError {}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (request, limit) = (Prefix(self.request.as_ref()), self.limit);
        write!(f, "{request}no response within {limit:?}")
    }
}
