//! Secrets of an exchange, and the strings that they must not show in: whatever is printed of a response or a request that the
//! other side wrote passes here first.
//!
//! ```text
//! known secrets          credentials of the client
//! secrets that were sent values of headers, cookies and query parameters for credentials, by the document and by their names
//!
//! /items/0/key: expected an integer, found "[redacted]"
//! ```
//!
//! Strings shorter than six characters are not searched for: they would redact ordinary words.

mod find;
mod sent;

use std::{borrow::Cow, fmt, sync::Arc};

pub(crate) use sent::{Sent, is_secret};

use crate::secret::Secret;

/// Secrets that must not appear in anything that is printed, even if the other side sends them back. Cloning it is cheap.
#[derive(Clone, Default)]
pub struct Redaction {
    known: Arc<[Secret]>,
    /// The message with secrets of its own; they are looked for only when something is printed.
    sent: Option<Arc<Sent>>,
}

impl Redaction {
    /// Shorter strings are not searched for.
    const SHORTEST: usize = 6;

    /// Redacts these secrets.
    pub(crate) fn of(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let known = secrets.into_iter().collect();
        Self { known, sent: None }
    }

    /// Redacts the secrets of a message as well.
    pub(crate) fn and(&self, sent: Sent) -> Self {
        Self {
            known: Arc::clone(&self.known),
            sent: Some(Arc::new(sent)),
        }
    }

    /// The string with every secret replaced by `[redacted]`, however the secret is escaped.
    pub(crate) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let own = self.sent.as_deref().map(Sent::secrets).unwrap_or_default();
        let all = self.known.iter().chain(&own);
        let long = all.filter(|secret| secret.expose().chars().count() >= Self::SHORTEST);
        long.fold(Cow::Borrowed(text), |text, secret| {
            match find::replaced(&text, secret.expose()) {
                Some(clean) => Cow::Owned(clean),
                None => text,
            }
        })
    }

    /// Redacts a string in its place.
    pub(crate) fn clean(&self, text: &mut String) {
        if let Cow::Owned(clean) = self.redact(text) {
            *text = clean;
        }
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
