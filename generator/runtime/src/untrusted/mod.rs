//! Text that others wrote, until it is safe to print: the other side of an exchange, and the caller. It may have control characters
//! that change a terminal or forge a line of a log, and it may be a credential that comes back.
//!
//! ```text
//! Untrusted<&str>           a header, a body
//! Untrusted<DecodeError>    an error that quotes keys and values of the message
//! Untrusted<Violations>
//!        │  shown(&Redaction), redacted(&Redaction): the only ways out
//!        ▼
//! EscapedText, DecodeError, Violations: can be printed, and have no secret of the exchange
//! ```
//!
//! [`Untrusted`] has no `Display`, and its `Debug` says nothing, so the compiler finds every place that prints such a text too early.
//! Errors keep texts as [`EscapedText`], which can only be made by escaping. What the exchange keeps secret is in [`Redaction`]; a
//! value whose name says that it is a secret is not quoted at all ([`is_secret_name`]).

mod causes;
mod escape;
mod find;
mod named;
mod names;
mod redaction;
mod sent;

use std::{borrow::Cow, fmt};

pub(crate) use causes::causes;
pub use escape::EscapedText;
pub(crate) use escape::{line, printable};
pub(crate) use names::{is_secret_name, is_secret_place};
pub use redaction::Redaction;
pub(crate) use sent::{Sent, is_secret};
#[cfg(feature = "client")]
pub(crate) use sent::{SharedSent, add_of_header};

/// How many bytes of a text are searched for secrets before its start is shown.
const SEARCHED: usize = 16 << 10;

/// What others wrote, or an error that quotes it.
#[derive(Clone, PartialEq, Eq, Default)]
#[repr(transparent)]
pub struct Untrusted<T>(T);

/// Something whose texts can have secrets of an exchange.
pub trait Redact: Sized {
    /// The same without the secrets of the exchange.
    #[must_use]
    fn redacted(self, redaction: &Redaction) -> Self;
}

impl<T> Untrusted<T> {
    /// Text, or an error, that is not printed before it is [`shown`](Self::shown) or [`redacted`](Self::redacted).
    pub(crate) const fn new(value: T) -> Self {
        Self(value)
    }

    /// What an error says of another, still not to be printed.
    #[cfg(feature = "client")]
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Untrusted<U> {
        Untrusted(change(self.0))
    }

    /// Hands it to something that is not printed yet, either.
    pub(crate) fn pass_on(self, to: impl FnOnce(T)) {
        to(self.0);
    }

    /// Whether something is true of it.
    pub(crate) fn is(&self, what: impl FnOnce(&T) -> bool) -> bool {
        what(&self.0)
    }

    /// Something to add to, which is not printed yet.
    pub(crate) fn collector(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Redact> Untrusted<T> {
    /// The value without the secrets of its exchange. What it quotes is escaped already, or where it is printed.
    #[must_use]
    pub fn redacted(self, redaction: &Redaction) -> T {
        self.0.redacted(redaction)
    }
}

impl<T: AsRef<[u8]>> Untrusted<T> {
    /// The start of a text on one line: without the secrets of its exchange and without values whose names say that they are secrets,
    /// escaped, and cut at 1 KiB.
    pub(crate) fn shown(&self, redaction: &Redaction) -> EscapedText {
        let bytes = self.0.as_ref();
        let start = bytes.get(..SEARCHED).unwrap_or(bytes);
        let mut text = String::from_utf8_lossy(start);
        if start.len() < bytes.len() {
            // A secret that is cut is found before this character.
            text.to_mut().push('…');
        }
        EscapedText::excerpt(&named::without_named(&redaction.redact(&text)))
    }
}

impl<T> From<T> for Untrusted<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// Says nothing.
impl<T> fmt::Debug for Untrusted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Untrusted")
    }
}

impl Redact for String {
    fn redacted(self, redaction: &Redaction) -> Self {
        match redaction.redact(&self) {
            Cow::Owned(clean) => clean,
            Cow::Borrowed(_) => self,
        }
    }
}

impl Redact for EscapedText {
    fn redacted(mut self, redaction: &Redaction) -> Self {
        if let Cow::Owned(clean) = redaction.redact(&self) {
            self.replace(clean);
        }
        self
    }
}

impl Redact for causes::Cause {
    fn redacted(self, redaction: &Redaction) -> Self {
        causes::redacted_cause(self, redaction)
    }
}

impl<T: Redact> Redact for Option<T> {
    fn redacted(self, redaction: &Redaction) -> Self {
        self.map(|value| value.redacted(redaction))
    }
}

impl<T: Redact> Redact for Vec<T> {
    fn redacted(self, redaction: &Redaction) -> Self {
        let values = self.into_iter();
        values.map(|value| value.redacted(redaction)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn nothing_is_printed_before_it_is_shown() {
        let redaction = Redaction::of([Secret::from("canary")]);
        let text = Untrusted::new("a canary\u{1b}[2J");
        assert_eq!(format!("{text:?}"), "Untrusted");
        assert_eq!(text.shown(&redaction).as_str(), "a [redacted]\\u{1b}[2J");
    }

    #[test]
    fn a_secret_that_the_search_cuts_is_not_shown() {
        let redaction = Redaction::of([
            Secret::from("canary".repeat(3000)),
            Secret::from("canary-2"),
        ]);
        let text = "canary".repeat(3000) + &"canary".repeat(3000);
        let shown = Untrusted::new(&text).shown(&redaction);
        assert_eq!(shown.as_str(), "[redacted]…");
    }
}
