//! Options for reading: limits on hostile input, and how strictly a document is read.

use super::Limits;
use crate::diagnostic::Severity;

/// How to read a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LoadOptions {
    /// Limits on the input.
    pub limits: Limits,
    /// How strictly the document is read.
    pub strictness: Strictness,
    /// Whether the document is also kept as it is written.
    pub embedding: Embedding,
}

/// Whether a document is also kept as it is written, to embed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Embedding {
    /// It is not.
    #[default]
    Absent,
    /// It is, as JSON.
    Json,
}

/// How strictly a document is read.
///
/// Three levels, because two questions are independent: whether a deviation without consequences is
/// an error, and whether the generator may guess. Nobody who generates code in a build wants a
/// guess without asking for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Every deviation from the standard is an error.
    #[default]
    Strict,
    /// Deviations are warnings if the output is correct anyway: unknown keys are ignored, and
    /// values that no request or response depends on are filled in (descriptions, titles, `4xx` for
    /// `4XX`).
    Lenient,
    /// As lenient, and errors become warnings wherever the intended meaning can be guessed: a
    /// missing schema is any JSON, the second of two equal parameters is dropped.
    /// `--skip-unsupported` reads like this.
    Repairing,
}

/// How a problem can be repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Repair {
    /// Not at all: it is an error at every strictness.
    Impossible,
    /// By a guess at what is meant.
    Guess,
    /// With output that is correct whatever was meant. For problems that published documents have.
    Harmless,
}

impl Strictness {
    /// How serious a problem is.
    pub(crate) fn severity(self, repair: Repair) -> Severity {
        match (self, repair) {
            (Self::Strict, _) | (_, Repair::Impossible) | (Self::Lenient, Repair::Guess) => {
                Severity::Error
            }
            (Self::Lenient | Self::Repairing, Repair::Harmless)
            | (Self::Repairing, Repair::Guess) => Severity::Warning,
        }
    }

    /// Whether a problem is an error here, and a warning with [`Strictness::Repairing`].
    pub(crate) fn is_fixable(self, repair: Repair) -> bool {
        self == Self::Lenient && repair == Repair::Guess
    }
}
