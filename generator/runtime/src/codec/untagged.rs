//! Unions without a tag: tries the variants one after the other on the same bytes. Rejects values
//! that no variant accepts, values that several variants of a `oneOf` accept
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3>), and unions that nest
//! so badly that trying would not end.
//!
//! A variant matches a value if the value decodes, and keeps the limits of the variant:
//!
//! ```text
//! V4: {type: string, pattern: '^[0-9.]+$'}      V6: {type: string, pattern: '^[0-9a-f:]+$'}
//! codec!(union Net checked { V4, V6 });         // "fd00::" is a V6, although both are strings
//! ```

use super::{
    Decode, MAX_DEPTH,
    error::{DecodeError, DecodeReason},
    progress::{Score, TRIALS},
    reader::{Policy, Reader, ReaderSource},
    stack,
    union::Checkpoint,
};

/// How an untagged union `U` chooses its variant.
pub struct Trial<U: 'static> {
    variants: Variants<U>,
    matches: Matches,
    check: Option<fn(&U) -> Option<String>>,
}

/// How many variants may match a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matches {
    /// `anyOf`: the one that knows the most of the object's keys is taken.
    Any,
    /// `oneOf`: a second one makes the value invalid.
    One,
}

impl<U> Trial<U> {
    /// The variants of an `anyOf`.
    #[must_use]
    pub const fn new(variants: Variants<U>) -> Self {
        Self {
            variants,
            matches: Matches::Any,
            check: None,
        }
    }

    /// Under [`Policy::Strict`], a value that several variants match is rejected.
    #[must_use]
    pub const fn one(self) -> Self {
        Self {
            matches: Matches::One,
            ..self
        }
    }

    /// `check` returns the first limit that a value breaks.
    #[must_use]
    pub(crate) const fn checked_by(self, check: fn(&U) -> Option<String>) -> Self {
        Self {
            check: Some(check),
            ..self
        }
    }

    /// What `null` means to the first variant that has a `null`.
    #[must_use]
    pub fn null(&self) -> Option<U> {
        let mut variants = self.variants.iter();
        variants.find_map(|(_, variant)| variant.null())
    }
}

/// A value that decodes as a variant.
struct Candidate<'a, T> {
    value: T,
    score: Score,
    end: Box<Checkpoint<'a>>,
}

/// What came of trying all variants.
struct Trials<'a, T> {
    /// The best of those that match.
    best: Option<Candidate<'a, T>>,
    /// The best of those that decode, and break a limit.
    limited: Option<Candidate<'a, T>>,
    /// The names of those that match.
    matched: Vec<&'static str>,
    /// How many decode, and break a limit.
    broken: usize,
    /// The others, with their reasons.
    rejected: Vec<(&'static str, DecodeError)>,
}

impl<'a> Reader<'a> {
    /// Tries the variants of an untagged union on the value at which the reader stands, and takes
    /// the best.
    ///
    /// Each variant is tried under [`Policy::Strict`]; if none matches, a lenient reader tries them
    /// again leniently. The variant that knows the most of the object's keys wins; among equals,
    /// the first that is listed.
    ///
    /// # Errors
    /// When no variant accepts the value; the error has the reason of each. For a strict reader also
    /// when several variants of a `oneOf` accept it.
    pub fn untagged<T>(&mut self, trial: &Trial<T>) -> Result<T, DecodeError> {
        let before = self.level;
        self.level = before.without(stack::trial::<T>())?;
        let policy = self.policy;
        self.begin_trial();
        self.policy = Policy::Strict;
        let mut result = self.best(trial);
        if policy == Policy::Lenient
            && result
                .as_ref()
                .is_err_and(|error| !error.reason().is_fatal())
        {
            self.policy = Policy::Lenient;
            result = self.best(trial);
        }
        self.policy = policy;
        self.progress.trials -= 1;
        self.level = before;
        result
    }

    pub(super) fn begin_trial(&mut self) {
        if let (0, ReaderSource::Tree(value, _)) = (self.progress.trials, &self.source) {
            self.progress.allowance = 1024 + TRIALS * value.count(MAX_DEPTH);
        }
        self.progress.trials += 1;
    }

    /// Takes the best variant. If the only variant that decodes breaks a limit, it is taken, too: the
    /// check of the whole value names the limit and its place.
    fn best<T>(&mut self, trial: &Trial<T>) -> Result<T, DecodeError> {
        let start = self.boxed_checkpoint();
        let is_exact = self.progress.is_exact;
        let tried = self.tried(trial, &start)?;
        if is_exact && trial.matches == Matches::One && tried.matched.len() > 1 {
            let matched = tried.matched;
            return Err(DecodeReason::SeveralVariants { matched }.into());
        }
        let limited = tried.limited.filter(|_| !is_exact || tried.broken == 1);
        let Some(found) = tried.best.or(limited) else {
            self.restore(&start);
            return Err(DecodeReason::NoVariant {
                tried: tried.rejected,
            }
            .into());
        };
        self.restore(&found.end);
        self.progress.score = found.score;
        Ok(found.value)
    }

    /// Tries the variants. One that knows all keys ends the search, unless a second one would make
    /// the value invalid.
    fn tried<T>(
        &mut self,
        trial: &Trial<T>,
        start: &Checkpoint<'a>,
    ) -> Result<Trials<'a, T>, DecodeError> {
        let mut trials = Trials {
            best: None,
            limited: None,
            matched: Vec::new(),
            broken: 0,
            rejected: Vec::new(),
        };
        let counts = self.progress.is_exact && trial.matches == Matches::One;
        for (name, variant) in trial.variants {
            self.restore(start);
            self.progress.count()?;
            self.progress.score = Score::default();
            let value = match variant.read(self) {
                Ok(value) => value,
                Err(error) if error.reason().is_fatal() => return Err(error),
                Err(error) => {
                    trials.rejected.push((*name, error.summarized()));
                    continue;
                }
            };
            let score = self.progress.score;
            let broken = trial.check.and_then(|check| check(&value));
            let is_best = |known: &Option<Candidate<'a, T>>| {
                let known = known.as_ref();
                known.is_none_or(|known| score.known > known.score.known)
            };
            let place = match broken {
                None => {
                    trials.matched.push(name);
                    &mut trials.best
                }
                Some(limit) => {
                    trials.broken += 1;
                    let reason = DecodeReason::Limit { message: limit };
                    trials.rejected.push((*name, reason.into()));
                    &mut trials.limited
                }
            };
            let is_match = trials.matched.last() == Some(name);
            if is_best(place) {
                let end = self.boxed_checkpoint();
                *place = Some(Candidate { value, score, end });
            }
            if is_match && !counts && score.known == score.total {
                break;
            }
        }
        Ok(trials)
    }
}

/// A variant of an untagged union `U`: the function that wraps the payload.
pub trait Variant<U> {
    /// Reads the payload.
    ///
    /// # Errors
    /// When the value does not decode.
    fn read(&self, r: &mut Reader<'_>) -> Result<U, DecodeError>;

    /// What `null` means to the payload.
    fn null(&self) -> Option<U>;
}

impl<T: Decode, U> Variant<U> for fn(T) -> U {
    fn read(&self, r: &mut Reader<'_>) -> Result<U, DecodeError> {
        T::decode(r).map(self)
    }

    fn null(&self) -> Option<U> {
        T::null().map(self)
    }
}

/// The variants of an untagged union, each with its name.
pub type Variants<U> = &'static [(&'static str, &'static dyn Variant<U>)];
