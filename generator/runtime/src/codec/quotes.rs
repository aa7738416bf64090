//! What reasons of errors quote of the input: how it gets there, and how it is removed again if it has secrets of the exchange, or the
//! place is for a secret. A reason that gets a text of the input has to say here what becomes of it.

use super::{DecodeError, DecodeReason};
use crate::untrusted::{EscapedText, Redact, Redaction};

/// The input chose the keys of places and the values that were found.
impl Redact for DecodeError {
    fn redacted(mut self, redaction: &Redaction) -> Self {
        self.0.pointer = std::mem::take(&mut self.0.pointer).redacted(redaction);
        self.0
            .reason
            .each_text(&mut |text| *text = text.clone().redacted(redaction));
        self.0.others = std::mem::take(&mut self.0.others).redacted(redaction);
        if let DecodeReason::NoVariant { tried } = &mut self.0.reason {
            for (_, error) in tried {
                *error = error.clone().redacted(redaction);
            }
        }
        self
    }
}

impl DecodeReason {
    /// The wrong type or form: `expected a date, found "x"`. The string of `found` is quoted, escaped
    /// and cut here.
    #[must_use]
    pub fn unexpected_text(expected: &'static str, found: &str) -> Self {
        Self::Expected {
            expected,
            found: EscapedText::quoted(found),
        }
    }

    /// A string that an enum or a discriminator does not list. It is quoted, escaped and cut here.
    #[must_use]
    pub fn unlisted_text(found: &str, known: &'static [&'static str]) -> Self {
        Self::UnknownVariant {
            found: EscapedText::quoted(found),
            known,
        }
    }

    /// An integer that an enum does not list.
    #[must_use]
    pub fn unlisted_integer(found: i128, known: &'static [&'static str]) -> Self {
        Self::UnknownVariant {
            found: EscapedText::unquoted(itoa::Buffer::new().format(found)),
            known,
        }
    }

    /// The same, but a string of the input is not quoted: the place is for a secret.
    pub(crate) fn hidden(mut self) -> Self {
        self.hide();
        self
    }

    /// Removes the strings of the input.
    pub(super) fn hide(&mut self) {
        self.each_text(&mut EscapedText::hide);
        if let DecodeReason::NoVariant { tried } = self {
            for (_, error) in tried {
                error.0.reason.hide();
            }
        }
    }

    /// Whether it may quote a string of the input.
    pub(super) fn quotes(&self) -> bool {
        match self {
            Self::Expected { found, .. }
            | Self::OutOfRange { found, .. }
            | Self::UnknownVariant { found, .. }
            | Self::OtherValue { found, .. } => found.quotes(),
            Self::Syntax { message, .. } | Self::Limit { message } => message.quotes(),
            Self::NoVariant { .. } => true,
            Self::Missing
            | Self::Duplicate
            | Self::UnknownField
            | Self::Depth
            | Self::Stack
            | Self::Memory(_)
            | Self::SeveralVariants { .. }
            | Self::Attempts(_)
            | Self::Recognized => false,
        }
    }

    /// Changes every text of its own that comes from the input.
    fn each_text(&mut self, change: &mut dyn FnMut(&mut EscapedText)) {
        match self {
            Self::Expected { found, .. }
            | Self::OutOfRange { found, .. }
            | Self::UnknownVariant { found, .. }
            | Self::OtherValue { found, .. } => change(found),
            Self::Syntax { message, .. } | Self::Limit { message } => change(message),
            Self::NoVariant { .. }
            | Self::Missing
            | Self::Duplicate
            | Self::UnknownField
            | Self::Depth
            | Self::Stack
            | Self::Memory(_)
            | Self::SeveralVariants { .. }
            | Self::Attempts(_)
            | Self::Recognized => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_whose_name_says_that_it_is_a_secret_is_not_quoted() {
        let found = || DecodeError::from(DecodeReason::unexpected_text("an integer", "hunter2"));
        for (error, shown) in [
            (
                found().within("pin"),
                "/pin: expected an integer, found \"hunter2\"",
            ),
            (
                found().within_index(0).within("Passwords"),
                "/Passwords/0: expected an integer, found \"[redacted]\"",
            ),
            (
                DecodeError::from(DecodeReason::NoVariant {
                    tried: vec![("Pin", found())],
                })
                .within("token"),
                "/token: matches no variant: Pin (expected an integer, found \"[redacted]\")",
            ),
        ] {
            assert_eq!(error.to_string(), shown);
        }
    }
}
