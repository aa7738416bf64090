//! Turns the `X-Request-Id` of a request into the id that its answer carries; makes one where there
//! is none to take over.
//!
//! Ignores an ID that does not belong in a log line. Accepted are only 1 to 128 letters, digits,
//! `-`, `_`, `.` and `:`, sent once.

use http::header::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries the id of a request, in both directions.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const MAX_LEN: usize = 128;

/// The id of one request. Handlers find it among the extensions of their
/// [`Request`](crate::message::Request).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// Takes over the id that the caller sent, or makes a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut sent = headers.get_all(X_REQUEST_ID).iter();
        match (sent.next(), sent.next()) {
            (Some(id), None) if is_fit(id.as_bytes()) => Self(id.clone()),
            _ => Self::new(),
        }
    }

    /// 32 hexadecimal digits, unique in practice but no secret.
    fn new() -> Self {
        let id = format!("{:032x}", fastrand::u128(..));
        Self(HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("unknown")))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// The id as the value of a header.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

fn is_fit(id: &[u8]) -> bool {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
    (1..=MAX_LEN).contains(&id.len()) && id.iter().all(fits)
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> RequestId {
        let headers = values
            .iter()
            .map(|value| (X_REQUEST_ID, value.parse().unwrap()));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value);
        }
        RequestId::of(&map)
    }

    #[test]
    fn takes_over_a_fit_id() {
        assert_eq!(of(&["a-B_1.2:3"]).as_str(), "a-B_1.2:3");
    }

    #[test]
    fn makes_one_instead_of_an_unfit_one() {
        for sent in [
            &[][..],
            &[""],
            &["a b"],
            &["<script>"],
            &["one", "two"],
            &[&"x".repeat(129)],
        ] {
            let id = of(sent);
            assert_eq!(id.as_str().len(), 32, "{sent:?}");
            assert_ne!(id, of(sent));
        }
    }
}
