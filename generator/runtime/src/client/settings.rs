//! The settings of a client after it was built.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue};

use super::{
    credential::Credentials, default_headers::DefaultHeaders, limits::CallLimits, retry::Retry,
    target::Target,
};
use crate::{
    awaited::Sought, name_map::NameMap, request_writer::ClientParameters, untrusted::Redaction,
};

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
    /// The headers of requests without credentials of their own: what the client is, and that it reads JSON.
    pub(super) common: Arc<HeaderMap>,
    pub(super) headers: DefaultHeaders,
    /// Where values of parameters were looked for that were not with the credentials.
    pub(super) missing: MissingParameters,
}

/// The names of client parameters, each with the place where its value was looked for.
pub(super) type MissingParameters = NameMap<String>;

impl Settings {
    /// Where values of client parameters may be that nobody has set.
    pub(super) fn sought(&self) -> Sought<'_> {
        match self.credentials.may_have_parameters() {
            true => Sought::Awaited,
            false => Sought::Found(&self.missing),
        }
    }

    /// The value of a client parameter: that of the request, or else that of the builder.
    pub(super) fn parameter<'v>(
        &'v self,
        of_request: &'v [(&str, String)],
        name: &str,
    ) -> Option<&'v str> {
        let own = of_request.iter().find(|(known, _)| *known == name);
        let own = own.map(|(_, value)| value);
        own.or(self.parameters.get(name)).map(String::as_str)
    }
}
