//! Values that must not be logged: redacted in `Debug`, without `Display`, and overwritten in
//! memory when dropped.

use std::{borrow::Cow, fmt};

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq as _;

use crate::percent;

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

/// Secrets that must not appear in anything that is printed, even if a server sends them back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Redaction(Vec<Secret>);

impl Redaction {
    /// Shorter strings are not searched for: they would redact ordinary words.
    const SHORTEST: usize = 6;

    /// Redacts these secrets, and their percent-encoded forms: a server may send a URL back.
    #[cfg_attr(
        not(any(feature = "client", test)),
        expect(dead_code, reason = "only a client holds secrets")
    )]
    pub(crate) fn of(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let long = secrets
            .into_iter()
            .filter(|secret| secret.expose().len() >= Self::SHORTEST);
        // A server may echo a URL as well.
        let forms = long.flat_map(|secret| [Secret::new(percent::encode(secret.expose())), secret]);
        Self(forms.collect())
    }

    /// The string with every secret replaced by `[redacted]`.
    pub(crate) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.0.iter().fold(Cow::Borrowed(text), |text, secret| {
            if text.contains(secret.expose()) {
                Cow::Owned(text.replace(secret.expose(), "[redacted]"))
            } else {
                text
            }
        })
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

    #[test]
    fn an_echoed_secret_is_replaced() {
        let redaction = Redaction::of([Secret::from("canary-1"), Secret::from("a")]);
        assert_eq!(
            redaction.redact("token canary-1 is bad"),
            "token [redacted] is bad"
        );
        let redaction = Redaction::of([Secret::from("canary/+1")]);
        assert_eq!(redaction.redact("?key=canary%2F%2B1"), "?key=[redacted]");
    }
}
