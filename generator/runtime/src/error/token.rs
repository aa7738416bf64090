//! Why there is no token for a request.

use http::StatusCode;

use crate::untrusted::EscapedText;

/// A token for the credentials of a call could not be had. Nothing of the call was sent.
#[derive(Debug, Clone, thiserror::Error)]
#[error("no token: {text}")]
pub struct TokenError {
    text: EscapedText,
    status: Option<StatusCode>,
    code: Option<String>,
    may_pass: bool,
}

#[cfg_attr(
    not(feature = "client"),
    expect(dead_code, reason = "only a client asks for tokens")
)]
impl TokenError {
    /// There is none, and it is not known whether there will be one later.
    pub(crate) fn new(text: EscapedText) -> Self {
        Self {
            text,
            status: None,
            code: None,
            may_pass: false,
        }
    }

    /// Adds what the token endpoint responded.
    pub(crate) fn with_response(mut self, status: StatusCode, code: Option<String>) -> Self {
        self.status = Some(status);
        self.code = code;
        self
    }

    /// Another attempt may succeed.
    pub(crate) fn passing(mut self, may_pass: bool) -> Self {
        self.may_pass = may_pass;
        self
    }

    /// The status of the token endpoint, if it responded.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The error code of the token endpoint, such as `invalid_client`
    /// ([RFC 6749, section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2)).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Whether another attempt may succeed: the endpoint could not be reached, or has trouble at
    /// this moment.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        self.may_pass
    }
}
