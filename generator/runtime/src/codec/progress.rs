//! What a reader remembers for unions: the tags that the next object may carry, how well the last value matched, and how much
//! trying is still allowed.
//!
//! A union without a tag tries its variants one after the other on the same bytes. Unions inside unions multiply the work, so each
//! document has an allowance in proportion to its length; when it is used up, decoding fails instead of taking exponential time.

use super::error::{DecodeError, DecodeReason};

/// How often unions may open each array and object of a JSON text on average: variants tried, times the
/// levels of unions.
pub(super) const TRIALS: usize = 64;

/// What a reader keeps on behalf of unions.
#[derive(Debug)]
pub(super) struct ReadProgress {
    /// Names of tags that the next object carries on behalf of the unions around it.
    pub(super) tags: Vec<Tag>,
    /// How well the last value matched its type.
    pub(super) score: Score,
    /// How many unions are being tried, one inside the other.
    pub(super) trials: usize,
    /// How many arrays and objects may still be opened while unions are being tried: without this,
    /// unions inside unions would cost time that is exponential in their depth.
    pub(super) allowance: usize,
    /// Whether the reader rejects what a schema rejects: a value that two alternatives of a `oneOf`
    /// match. A lenient reader takes one, also while it tries variants strictly.
    pub(super) is_exact: bool,
}

/// How many keys an object has, and how many of them its type knows. For arrays, the sum over the
/// elements.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    pub(super) known: usize,
    pub(super) total: usize,
}

/// The name of a tag that the next object carries, and whether its key has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) met: bool,
}

impl Score {
    pub(super) fn add(&mut self, other: Self) {
        self.known += other.known;
        self.total += other.total;
    }
}

impl ReadProgress {
    /// For a JSON text of this many bytes; a tree is measured when a union is tried on it.
    pub(super) fn new(length: usize, is_exact: bool) -> Self {
        Self {
            tags: Vec::new(),
            score: Score::default(),
            trials: 0,
            allowance: (1 << 16) + TRIALS * length,
            is_exact,
        }
    }

    /// Counts the opening of an array or object.
    pub(super) fn count(&mut self) -> Result<(), DecodeError> {
        if self.trials > 0 {
            self.allowance = self
                .allowance
                .checked_sub(1)
                .ok_or(DecodeReason::Attempts)?;
        }
        Ok(())
    }
}
