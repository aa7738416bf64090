//! The `X-Request-Id` of a request -> the ID that its response has; a new one if there is none.
//!
//! IDs that do not belong in a log line are ignored: 1 to 128 letters, digits, `-`, `_`, `.` and
//! `:` are accepted, sent once.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::has_header;

/// The header with the ID of a request, in both directions.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const MAX_LEN: usize = 128;

/// The ID of one request. Handlers find it in the extensions of their
/// [`Request`](crate::message::Request):
///
/// ```
/// # #[cfg(feature = "server")]
/// fn log<T>(request: &bindwright_runtime::Request<T>) {
///     if let Some(id) = request.extensions().get::<bindwright_runtime::server::RequestId>() {
///         println!("request {}", id.as_str());
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Id);

/// Where an ID comes from. A new one needs no allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Id {
    Sent(HeaderValue),
    New([u8; 32]),
}

impl RequestId {
    /// The ID that the caller sent, or a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        if !has_header(headers, &X_REQUEST_ID) {
            return Self::new();
        }
        let mut sent = headers.get_all(X_REQUEST_ID).iter();
        match (sent.next(), sent.next()) {
            (Some(id), None) if is_fit(id.as_bytes()) => Self(Id::Sent(id.clone())),
            _ => Self::new(),
        }
    }

    /// 32 hexadecimal digits: unique in practice, but not secret.
    fn new() -> Self {
        let mut digits = [0; 32];
        for eight in digits.as_chunks_mut::<8>().0 {
            *eight = hexadecimal(fastrand::u64(..));
        }
        Self(Id::New(digits))
    }

    /// The ID as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Id::Sent(value) => value.to_str().unwrap_or_default(),
            Id::New(digits) => std::str::from_utf8(digits).unwrap_or_default(),
        }
    }

    /// The id as the value of a header.
    pub(crate) fn header(&self) -> HeaderValue {
        match &self.0 {
            Id::Sent(value) => value.clone(),
            Id::New(digits) => {
                HeaderValue::from_bytes(digits).unwrap_or(HeaderValue::from_static("unknown"))
            }
        }
    }
}

/// Eight hexadecimal digits: one for the lower half of each byte, all of them at once.
fn hexadecimal(word: u64) -> [u8; 8] {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let values = word & (0xf * EACH);
    // 1 where a value is more than 9.
    let letters = (values + 6 * EACH) >> 4 & EACH;
    let gap = u64::from(b'a' - b'0' - 10);
    (values + u64::from(b'0') * EACH + letters * gap).to_le_bytes()
}

/// Whether an ID can be used.
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
    fn a_valid_id_is_kept() {
        assert_eq!(of(&["a-B_1.2:3"]).as_str(), "a-B_1.2:3");
    }

    #[test]
    fn an_invalid_id_is_replaced() {
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

    #[test]
    fn halves_of_bytes_are_digits() {
        let digits = |word: u64| String::from_utf8(hexadecimal(word).to_vec());
        assert_eq!(digits(0x0706_0504_0302_0100).as_deref(), Ok("01234567"));
        assert_eq!(digits(0xff0e_1d0c_2b0a_3908).as_deref(), Ok("89abcdef"));
    }
}
