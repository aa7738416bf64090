//! The table of what came of reading a value at a place as a type. `recognized` says what it is for.

use std::{
    any::TypeId,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    error::DecodeError,
    score::{Score, Span},
};

/// An outcome is kept if finding it out took so many bytes of reading.
pub(super) const COSTLY: usize = 256;

/// How many bytes all outcomes may need, for each byte of the text, and in addition.
const KEPT_PER_BYTE: usize = 16;
const KEPT: usize = 64 << 10;

/// What is read at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// A union, under one policy.
    Variants,
    /// A member of an `anyof`.
    Member,
    /// A value of another type.
    Value,
    /// A value of any form, which is passed over.
    Skip,
}

/// A place, and what is read there.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) step: Step,
    pub(super) kind: TypeId,
    /// Which of several unions of this type.
    pub(super) identity: usize,
    pub(super) place: usize,
    pub(super) is_lenient: bool,
    /// The tags that the next object carries: it accepts their keys.
    pub(super) tags: Vec<&'static str>,
}

/// What came of reading a value.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// It decodes, as this variant of a union.
    Accepted {
        variant: usize,
        length: usize,
        score: Score,
    },
    Rejected {
        error: DecodeError,
        score: Score,
    },
}

/// An outcome, and whether a string was taken for another type in it.
type KeptOutcome = (Outcome, bool);

/// The outcomes within one outermost union.
#[derive(Debug, Default)]
pub(super) struct Recognized {
    outcomes: HashMap<Key, KeptOutcome, BuildHasherDefault<PlaceHasher>>,
    /// How many bytes they need.
    size: usize,
}

/// A value that is being read for the first time.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) key: Key,
    pub(super) span: Span,
    pub(super) cost: usize,
    pub(super) retyped: usize,
}

/// Mixes the place and the type. It is cheaper than the standard hash, and places are as distinct as they can be: there are no
/// more than the text has bytes.
#[derive(Debug, Default)]
struct PlaceHasher(u64);

impl Hasher for PlaceHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.write_u64(word.cast_unsigned() as u64);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

impl Outcome {
    /// The outcome of a value that was read, with the variant, its length and its score if it was accepted.
    pub(super) fn of(
        error: Option<&DecodeError>,
        (variant, length, score): (usize, usize, Score),
    ) -> Self {
        match error.filter(|error| !error.is_recognized()) {
            Some(error) => Self::Rejected {
                error: error.clone().summarized(),
                score,
            },
            None => Self::Accepted {
                variant,
                length,
                score,
            },
        }
    }
}

impl Recognized {
    pub(super) fn clear(&mut self) {
        if !self.outcomes.is_empty() {
            *self = Self::default();
        }
    }

    pub(super) fn get(&self, key: &Key) -> Option<&KeptOutcome> {
        self.outcomes.get(key)
    }

    pub(super) fn insert(&mut self, key: Key, outcome: KeptOutcome, length: usize) {
        let error = match &outcome.0 {
            Outcome::Accepted { .. } => 0,
            Outcome::Rejected { error, .. } => error.size(),
        };
        let size = self.size + 2 * size_of::<(Key, KeptOutcome)>() + error;
        if size <= KEPT + KEPT_PER_BYTE * length {
            self.size = size;
            self.outcomes.insert(key, outcome);
        }
    }
}
