//! Secrets of an exchange, and the texts that they must not show in.
//!
//! ```text
//! known secrets          credentials of the client
//! secrets that were sent values of headers, cookies, query and path parameters for credentials, by the document and by their names
//!
//! /items/0/key: expected an integer, found "[redacted]"
//! ```
//!
//! Strings shorter than six characters are not searched for: they would redact ordinary words.

use std::{borrow::Cow, fmt, sync::Arc};

#[cfg(feature = "client")]
use http::Uri;

use super::{find, sent::SharedSent};
use crate::secret::Secret;

/// Secrets that must not appear in anything that is printed, even if the other side sends them back. Cloning it is cheap.
#[derive(Clone, Default)]
pub struct Redaction {
    known: Option<Arc<[Secret]>>,
    /// The message with secrets of its own.
    sent: Option<SharedSent>,
}

impl Redaction {
    /// Shorter strings are not searched for.
    const SHORTEST: usize = 6;

    /// Of an exchange with more secrets than these nothing is shown: a sender decides how many cookies it has, and each takes time.
    const MOST: usize = 256;

    /// Redacts these secrets.
    pub(crate) fn of(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let known = Some(secrets.into_iter().collect());
        Self { known, sent: None }
    }

    /// Redacts the secrets of a message as well.
    pub(crate) fn and(&self, sent: impl Into<SharedSent>) -> Self {
        Self {
            known: self.known.clone(),
            sent: Some(sent.into()),
        }
    }

    /// Where the message went.
    #[cfg(feature = "client")]
    pub(crate) fn uri(&self) -> Option<&Uri> {
        self.sent.as_ref().map(|sent| &sent.uri)
    }

    /// The string with every secret replaced by `[redacted]`, however the secret is escaped.
    pub(super) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let own = self.sent.as_ref();
        let own = own.map_or(&[][..], SharedSent::secrets);
        let mut long: Vec<&str> = Vec::new();
        let known = self.known.as_deref().unwrap_or_default();
        for secret in [known, own].into_iter().flatten() {
            let secret = secret.expose();
            long.push(secret);
            // The pieces into which lists, cookies and names of forms split it.
            for piece in secret.split([',', ';', '|', '[', ']']).map(str::trim) {
                if piece.len() < secret.len() {
                    long.push(piece);
                }
            }
        }
        long.retain(|secret| secret.chars().nth(Self::SHORTEST - 1).is_some());
        long.sort_unstable();
        long.dedup();
        if long.len() > Self::MOST {
            return Cow::Owned("[redacted]".to_owned());
        }
        match find::replaced(text, &long) {
            Some(clean) => Cow::Owned(clean),
            None => Cow::Borrowed(text),
        }
    }

    /// Whether a string has a secret.
    pub(super) fn finds(&self, text: &str) -> bool {
        matches!(self.redact(text), Cow::Owned(_))
    }
}

/// Prints no secrets.
impl fmt::Debug for Redaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redaction")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echoed_secret_is_replaced() {
        let redaction = Redaction::of([Secret::from("canary-1"), Secret::from("a")]);
        assert_eq!(
            redaction.redact("token canary-1 is bad"),
            "token [redacted] is bad"
        );
        let redaction = Redaction::of([Secret::from("canary/+1")]);
        assert_eq!(redaction.redact("?key=canary%2F%2b1"), "?key=[redacted]");
    }

    #[test]
    fn of_an_exchange_with_very_many_secrets_nothing_is_shown() {
        let secrets = |count| (0..count).map(|n| Secret::new(format!("canary-{n}")));
        let few = Redaction::of(secrets(Redaction::MOST));
        assert_eq!(
            few.redact("at canary-7, canary-x"),
            "at [redacted], canary-x"
        );
        let many = Redaction::of(secrets(Redaction::MOST + 1));
        assert_eq!(many.redact("at canary-7"), "[redacted]");
    }
}
