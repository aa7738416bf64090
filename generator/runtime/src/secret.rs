//! Values that must not be logged: redacted in `Debug`, without `Display`, and overwritten in
//! memory when dropped.

use std::fmt;

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
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Makes a secret of a string.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
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
        self.0.expose_secret()
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
