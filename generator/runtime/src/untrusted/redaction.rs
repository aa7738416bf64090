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

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

use super::{find, sent::Sent};
use crate::secret::Secret;

/// Secrets that must not appear in anything that is printed, even if the other side sends them back. Cloning it is cheap.
#[derive(Clone, Default)]
pub struct Redaction {
    known: Arc<[Secret]>,
    /// The message with secrets of its own; they are looked for only when something is printed.
    sent: Option<Arc<(Sent, OnceLock<Vec<Secret>>)>>,
}

impl Redaction {
    /// Shorter strings are not searched for.
    const SHORTEST: usize = 6;

    /// A message with more secrets than these shows nothing: a sender decides how many cookies it has, and each takes time.
    const MOST: usize = 128;

    /// Redacts these secrets.
    pub(crate) fn of(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let known = secrets.into_iter().collect();
        Self { known, sent: None }
    }

    /// Redacts the secrets of a message as well.
    pub(crate) fn and(&self, sent: Sent) -> Self {
        Self {
            known: Arc::clone(&self.known),
            sent: Some(Arc::new((sent, OnceLock::new()))),
        }
    }

    /// The string with every secret replaced by `[redacted]`, however the secret is escaped.
    pub(super) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let own: &[Secret] = match self.sent.as_deref() {
            Some((sent, secrets)) => secrets.get_or_init(|| sent.secrets()),
            None => &[],
        };
        if own.len() > Self::MOST {
            return Cow::Owned("[redacted]".to_owned());
        }
        let all = self.known.iter().chain(own);
        let long = all.filter(|secret| secret.expose().chars().count() >= Self::SHORTEST);
        long.fold(Cow::Borrowed(text), |text, secret| {
            match find::replaced(&text, secret.expose()) {
                Some(clean) => Cow::Owned(clean),
                None => text,
            }
        })
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
}
