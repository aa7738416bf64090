//! How much of a request a server accepts, and how long it waits; and the responses for bodies that
//! are too large or break off.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tokio::sync::Semaphore;

use super::error_response::ErrorResponse;
use crate::{body::BodyError, payload::ReceiveLimits, violations::ViolationLimit};

/// How much a server accepts.
#[derive(Debug)]
pub(crate) struct Limits {
    /// The largest body that is collected, in bytes.
    pub(crate) body: u64,
    /// The largest body that is streamed to its handler, in bytes.
    pub(crate) stream: u64,
    /// How long a body may take to collect, and how long a streamed body may pause.
    pub(crate) read_timeout: Duration,
    /// How many violations a response lists.
    pub(crate) violations: ViolationLimit,
    /// How much a body may need while it is decoded; its memory is in `memory`.
    pub(crate) receive: ReceiveLimits,
    /// How many bytes the value of a body may need, if that is set.
    pub(crate) memory: Option<usize>,
    /// How many more forms may have a temporary file.
    pub(crate) uploads: Arc<Semaphore>,
    /// How many bytes a second a form with files arrives with at least.
    pub(crate) upload_rate: u64,
}

impl Limits {
    /// The limits of a body while it is decoded.
    pub(crate) fn received(&self) -> ReceiveLimits {
        let usual = || ReceiveLimits::usual_memory(self.body);
        ReceiveLimits {
            memory: self.memory.unwrap_or_else(usual),
            ..self.receive
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 2 << 20,
            stream: 1 << 30,
            read_timeout: Duration::from_secs(30),
            violations: ViolationLimit::DEFAULT,
            receive: ReceiveLimits::default(),
            memory: None,
            uploads: Arc::new(Semaphore::new(64)),
            upload_rate: 1 << 10,
        }
    }
}

/// The response to a body that could not be read to its end.
pub(super) fn broken_off(error: BodyError) -> ErrorResponse {
    match error {
        BodyError::TooLarge { limit } => too_large(limit),
        BodyError::Interrupted(_) | BodyError::Stalled { .. } => {
            tracing::debug!(%error, "a request body broke off");
            ErrorResponse::bad_request("invalid_body", "the body broke off or is wrongly framed")
                .closing()
        }
    }
}

/// The response to a body that arrives too slowly.
pub(super) fn late() -> ErrorResponse {
    ErrorResponse::new(
        StatusCode::REQUEST_TIMEOUT,
        "request_timeout",
        "the body did not come in time",
    )
    .closing()
}

/// The response to a body beyond a limit, in bytes.
pub(super) fn too_large(limit: u64) -> ErrorResponse {
    let message = format!("the body is larger than {limit} bytes");
    ErrorResponse::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message).closing()
}
