//! The settings of a client after it was built.

use http::HeaderValue;

use super::{
    credential::Credentials, default_headers::DefaultHeaders, limits::CallLimits, retry::Retry,
    target::Target,
};
use crate::{request_writer::ClientParameters, untrusted::Redaction};

/// The settings that every call of a client reads.
pub(super) struct Settings {
    pub(super) target: Target,
    pub(super) parameters: ClientParameters,
    pub(super) credentials: Credentials,
    pub(super) redaction: Redaction,
    pub(super) retry: Retry,
    pub(super) limits: CallLimits,
    pub(super) max_response_bytes: u64,
    /// Whether responses are checked against the limits of the document.
    pub(super) check_responses: bool,
    pub(super) user_agent: HeaderValue,
    pub(super) headers: DefaultHeaders,
}
