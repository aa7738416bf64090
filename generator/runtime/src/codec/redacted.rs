//! Reasons of errors without the secrets of the exchange. A reason that gets a text of the input has to say here what becomes of it.

use super::{DecodeError, DecodeReason};
use crate::redaction::Redaction;

impl DecodeError {
    /// The same error without the secrets of the exchange: the input chose the keys of places and the values that were found.
    pub(crate) fn redacted(mut self, redaction: &Redaction) -> Self {
        self.clean(redaction);
        self
    }

    fn clean(&mut self, redaction: &Redaction) {
        redaction.clean(&mut self.0.pointer);
        self.0.reason.clean(redaction);
        for other in &mut self.0.others {
            other.clean(redaction);
        }
    }
}

impl DecodeReason {
    /// Redacts every text that comes from the input.
    fn clean(&mut self, redaction: &Redaction) {
        match self {
            Self::Expected { found, .. }
            | Self::OutOfRange { found, .. }
            | Self::UnknownVariant { found, .. }
            | Self::OtherValue { found, .. } => redaction.clean(found),
            Self::Syntax { message, .. } | Self::Limit { message } => redaction.clean(message),
            Self::NoVariant { tried } => {
                for (_, error) in tried {
                    error.clean(redaction);
                }
            }
            Self::Missing
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
