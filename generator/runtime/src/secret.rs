//! Values that no log may show: overwritten in memory when dropped, redacted in `Debug`, without
//! `Display`.

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
    /// Keeps a string secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// Whether this is the expected string. The time that it takes depends on the lengths only, so
    /// that nobody can measure how much of a guess was right.
    #[must_use]
    pub fn matches(&self, expected: &str) -> bool {
        bool::from(self.expose().as_bytes().ct_eq(expected.as_bytes()))
    }

    /// The string. Use it at once, and do not store it elsewhere.
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

/// An access key with its secret: what signs requests.
#[derive(Debug, Clone)]
pub struct KeyPair {
    access_key: String,
    secret_key: Secret,
    security_token: Option<Secret>,
}

impl KeyPair {
    /// A permanent pair.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            security_token: None,
        }
    }

    /// The token that belongs to a temporary pair; it travels as `X-Security-Token`.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<Secret>) -> Self {
        self.security_token = Some(token.into());
        self
    }

    /// The public half.
    #[must_use]
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret half.
    #[must_use]
    pub fn secret_key(&self) -> &Secret {
        &self.secret_key
    }

    /// The token of a temporary pair.
    #[must_use]
    pub fn token(&self) -> Option<&Secret> {
        self.security_token.as_ref()
    }
}

/// Secrets that must not appear in what is printed, even where a server echoes them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Redaction(Vec<Secret>);

impl Redaction {
    /// Texts shorter than this are not searched for: they would blot out ordinary words.
    const SHORTEST: usize = 6;

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

    /// The string with every secret replaced.
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
