//! Why a caller is rejected: the kinds that need no words, and those with words of the service's own.

use std::borrow::Cow;
use std::time::Duration;

use http::StatusCode;

/// Why a caller is rejected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Denied {
    /// The credentials are invalid: 401. All responses of this kind are equal, so that nobody
    /// learns which part was wrong.
    #[error("the credentials are missing or wrong")]
    Unauthorized,
    /// The caller is known and may not do this: 403, with a message for the caller.
    #[error("{0}")]
    Forbidden(Cow<'static, str>),
    /// The credentials cannot be checked at the moment: 503.
    #[error("the credentials cannot be checked at the moment")]
    Unavailable,
    /// One of these with a code and a message of the service's own, or 429.
    #[error("{}", .0.message)]
    Custom(Box<Denial>),
}

/// A denial in the words of the service. Of several alternatives of `security` that are denied, the gravest is reported: 503, 429, 403,
/// 401; of two with the same status, the one with words of its own.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::server::{Denial, Denied};
///
/// let expired: Denied = Denial::unauthorized().code("token_expired").message("the token has expired").into();
/// let quota: Denied = Denial::too_many_requests().code("quota").retry_after(Duration::from_secs(60)).into();
/// # assert_eq!((expired.to_string().as_str(), quota.status().as_u16()), ("the token has expired", 429));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    pub(super) status: StatusCode,
    pub(super) code: Cow<'static, str>,
    pub(super) message: Cow<'static, str>,
    pub(super) retry_after: Option<Duration>,
}

impl Denial {
    /// 401 with the challenges of the operation's schemes in `WWW-Authenticate`. An own code tells callers, and attackers, what was
    /// wrong with their credentials; without one the response is that of [`Denied::Unauthorized`].
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            &Denied::Unauthorized,
        )
    }

    /// 403.
    #[must_use]
    pub fn forbidden() -> Self {
        let message = Denied::Forbidden("the caller may not do this".into());
        Self::new(StatusCode::FORBIDDEN, "forbidden", &message)
    }

    /// 429: the caller has called too often ([RFC 6585, section 4](https://www.rfc-editor.org/rfc/rfc6585#section-4)).
    #[must_use]
    pub fn too_many_requests() -> Self {
        let message = Denied::Forbidden("there are too many requests".into());
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", &message)
    }

    /// 503: the credentials cannot be checked at the moment.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            &Denied::Unavailable,
        )
    }

    fn new(status: StatusCode, code: &'static str, message: &Denied) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.to_string().into(),
            retry_after: None,
        }
    }

    /// Sets the code for programs, such as `token_expired`.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = code.into();
        self
    }

    /// Sets the sentence for people. The secrets of the request are removed from it.
    #[must_use]
    pub fn message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = message.into();
        self
    }

    /// Sets `Retry-After`, in whole seconds, rounded up ([RFC 9110, section
    /// 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
    #[must_use]
    pub fn retry_after(mut self, pause: Duration) -> Self {
        self.retry_after = Some(pause);
        self
    }

    /// `Retry-After` in seconds.
    pub(super) fn seconds(&self) -> Option<u64> {
        let pause = self.retry_after?;
        Some(
            pause
                .as_secs()
                .saturating_add(u64::from(pause.subsec_nanos() > 0)),
        )
    }
}

impl From<Denial> for Denied {
    fn from(denial: Denial) -> Self {
        Self::Custom(Box::new(denial))
    }
}

impl Denied {
    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Denied::Unauthorized => StatusCode::UNAUTHORIZED,
            Denied::Forbidden(_) => StatusCode::FORBIDDEN,
            Denied::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Denied::Custom(denial) => denial.status,
        }
    }

    /// The rank among several: the highest is reported. A fault of the server comes first, then a denial of a known caller.
    pub(super) fn severity(&self) -> (u16, bool) {
        (self.status().as_u16(), matches!(self, Denied::Custom(_)))
    }

    /// The denial with its words.
    pub(super) fn in_words(self) -> Denial {
        match self {
            Denied::Unauthorized => Denial::unauthorized(),
            Denied::Forbidden(message) => Denial::forbidden().message(message),
            Denied::Unavailable => Denial::unavailable(),
            Denied::Custom(denial) => *denial,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_denial_is_reported() {
        let code = |denied: Denied| denied.in_words().code;
        let mut denials = vec![
            Denial::forbidden().code("mine").into(),
            Denied::Unauthorized,
            Denial::too_many_requests().into(),
            Denial::unauthorized().code("expired").into(),
            Denied::Unavailable,
            Denied::Forbidden("no".into()),
        ];
        let mut found = Vec::new();
        while let Some(gravest) = denials
            .iter()
            .max_by_key(|denied| denied.severity())
            .cloned()
        {
            denials.retain(|denied| *denied != gravest);
            found.push(code(gravest));
        }
        let expected = [
            "unavailable",
            "too_many_requests",
            "mine",
            "forbidden",
            "expired",
            "unauthorized",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_pause_is_whole_seconds_rounded_up() {
        for (pause, seconds) in [(0, 0), (1, 1), (1000, 1), (1001, 2)] {
            let denial = Denial::unavailable().retry_after(Duration::from_millis(pause));
            assert_eq!(denial.seconds(), Some(seconds));
        }
        let longest = Denial::unavailable().retry_after(Duration::MAX);
        assert_eq!(longest.seconds(), Some(u64::MAX));
        assert_eq!(Denial::unavailable().seconds(), None);
    }
}
