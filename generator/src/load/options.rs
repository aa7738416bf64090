//! What a caller may choose about reading: limits on hostile input, and how strict to be; how much a fault matters then.

use super::Limits;
use crate::diagnostic::Severity;

/// How to read a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LoadOptions {
    /// Limits on the input.
    pub limits: Limits,
    /// How closely the document must keep to the standard.
    pub strictness: Strictness,
}

/// How closely a document must keep to the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Every departure is an error.
    #[default]
    Strict,
    /// Warnings instead, where the output is right all the same: keys that the standard does not define have no effect,
    /// and what is missing or misspelled is filled in where nothing on the wire depends on it (descriptions, titles,
    /// `4xx` for `4XX`).
    Lenient,
    /// As lenient, and a guess at what is meant takes the place of an error wherever there is one: a schema that is
    /// nowhere is any JSON, the second of two equal parameters is dropped.
    Repairing,
}

/// What reading can go on with after a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Repair {
    /// Nothing: the fault is an error however leniently a document is read.
    Impossible,
    /// A guess at what is meant.
    Guess,
    /// Output that is right whatever was meant, for faults that published documents have.
    Harmless,
}

impl Strictness {
    /// How much a fault matters.
    pub(crate) fn severity(self, repair: Repair) -> Severity {
        match (self, repair) {
            (Self::Strict, _) | (_, Repair::Impossible) | (Self::Lenient, Repair::Guess) => {
                Severity::Error
            }
            (Self::Lenient | Self::Repairing, Repair::Harmless)
            | (Self::Repairing, Repair::Guess) => Severity::Warning,
        }
    }

    /// Whether a fault is an error that mending would make a warning.
    pub(crate) fn is_fixable(self, repair: Repair) -> bool {
        self == Self::Lenient && repair == Repair::Guess
    }
}
