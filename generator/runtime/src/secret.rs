//! Values that must not be logged: redacted in `Debug`, without `Display`, and overwritten in
//! memory when dropped.

use std::fmt;
#[cfg(feature = "server")]
use std::ops::Range;

#[cfg(feature = "server")]
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq as _;

/// A token, password or key.
///
/// # Examples
/// ```
/// use bindwright_runtime::Secret;
///
/// let token = Secret::from("s3cr3t");
/// assert_eq!(format!("{token:?}"), "Secret([redacted])");
/// assert!(token.matches("s3cr3t"));
/// ```
///
/// A credential that a server reads from a header is no copy: its bytes stay those of the request. A clone of it is a copy of its own.
pub struct Secret(SecretText);

/// Where the text of a secret is.
enum SecretText {
    Owned(SecretString),
    /// Part of a header, which is text.
    #[cfg(feature = "server")]
    Header(HeaderValue, Range<usize>),
}

impl Secret {
    /// Makes a secret of a string.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretText::Owned(SecretString::from(text.into())))
    }

    /// Part of a header, without a copy.
    #[cfg(feature = "server")]
    pub(crate) fn of_header(value: &HeaderValue, part: Range<usize>) -> Self {
        Self(SecretText::Header(value.clone(), part))
    }

    /// Whether this is the expected string. The time that it takes depends only on the lengths, so
    /// that nobody can measure how much of a guess was right.
    #[must_use]
    pub fn matches(&self, expected: &str) -> bool {
        bool::from(self.expose().as_bytes().ct_eq(expected.as_bytes()))
    }

    /// The string itself. Use it at once, and do not store it elsewhere.
    #[must_use]
    pub fn expose(&self) -> &str {
        match &self.0 {
            SecretText::Owned(text) => text.expose_secret(),
            #[cfg(feature = "server")]
            SecretText::Header(value, part) => {
                let part = value.as_bytes().get(part.clone()).unwrap_or_default();
                std::str::from_utf8(part).unwrap_or_default()
            }
        }
    }
}

impl Clone for Secret {
    fn clone(&self) -> Self {
        Self::new(self.expose())
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new("")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

/// An access key with its secret: it signs requests.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::KeyPair;
///
/// let keys = KeyPair::new("AK", "SK").security_token("temporary");
/// assert_eq!(keys.access_key(), "AK");
/// assert!(!format!("{keys:?}").contains("SK"));
/// ```
#[derive(Debug, Clone)]
pub struct KeyPair {
    access_key: String,
    secret_key: Secret,
    security_token: Option<Secret>,
}

impl KeyPair {
    /// A permanent key pair.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            security_token: None,
        }
    }

    /// Adds the token of a temporary key pair; it is sent as `X-Security-Token`.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<Secret>) -> Self {
        self.security_token = Some(token.into());
        self
    }

    /// The public part.
    #[must_use]
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret part.
    #[must_use]
    pub fn secret_key(&self) -> &Secret {
        &self.secret_key
    }

    /// The token of a temporary key pair.
    #[must_use]
    pub fn token(&self) -> Option<&Secret> {
        self.security_token.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let pair = KeyPair::new("AK", "canary-1").security_token("canary-2");
        assert!(!format!("{pair:?}").contains("canary"));
        assert_eq!(pair.secret_key().expose(), "canary-1");
    }

    #[test]
    fn a_secret_matches_only_itself() {
        let secret = Secret::from("canary-1");
        assert!(secret.matches("canary-1"));
        assert!(!secret.matches("canary-2") && !secret.matches("canary-") && !secret.matches(""));
    }
}
