//! Tries the variants of a union without a tag, one after the other on the same bytes. Rejects values
//! that no variant accepts, values that several variants of a `oneOf` accept
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3>), and texts that
//! alternatives would read too often.

use std::collections::BTreeMap;

use super::{
    error::{DecodeError, DecodeReason},
    outcome::{Outcome, Step},
    reader::{Policy, Reader},
    record::missing_fields,
    score::Score,
    stack,
    union::Checkpoint,
    untagged::{Matches, Trial},
};
use crate::untrusted::EscapedText;

/// A value that decodes as a variant. It is boxed: the stack of a union inside unions has no room for several of them.
struct Candidate<'a, T> {
    variant: usize,
    /// `None` if it was only recognized.
    value: Option<T>,
    score: Score,
    end: Checkpoint<'a>,
    /// Whether it takes a string for a number, a boolean or a list, as it may where all scalars are strings.
    is_retyped: bool,
}

/// What came of trying all variants.
struct Trials<'a, T> {
    /// The best of those that match.
    best: Option<Box<Candidate<'a, T>>>,
    /// The best of those that decode, and break a limit.
    limited: Option<Box<Candidate<'a, T>>>,
    /// The only one so far that decodes. It was only recognized, so that its limits are not checked.
    unchecked: Option<Box<Candidate<'a, T>>>,
    /// The names of those that match.
    matched: Vec<&'static str>,
    /// How many of those take strings for nothing else.
    untyped: usize,
    /// How many decode, and break a limit.
    broken: usize,
    /// The others, with their reasons, by their places in the list.
    rejected: BTreeMap<usize, (&'static str, DecodeError)>,
}

impl<'a, T> Trials<'a, T> {
    fn new() -> Self {
        Self {
            best: None,
            limited: None,
            unchecked: None,
            matched: Vec::new(),
            untyped: 0,
            broken: 0,
            rejected: BTreeMap::new(),
        }
    }

    /// Adds a candidate, which may break a limit. Whether it is a match.
    fn add(
        &mut self,
        name: &'static str,
        found: Box<Candidate<'a, T>>,
        broken: Option<String>,
    ) -> bool {
        let is_match = broken.is_none();
        let place = match broken {
            None => {
                self.matched.push(name);
                self.untyped += usize::from(!found.is_retyped);
                &mut self.best
            }
            Some(message) => {
                self.broken += 1;
                let message = EscapedText::line(&message);
                let reason = DecodeReason::Limit { message };
                self.rejected.insert(found.variant, (name, reason.into()));
                &mut self.limited
            }
        };
        if place
            .as_ref()
            .is_none_or(|known| found.score.known > known.score.known)
        {
            *place = Some(found);
        }
        is_match
    }

    /// Whether no variant has decoded yet.
    fn is_first(&self) -> bool {
        self.best.is_none() && self.limited.is_none()
    }
}

impl<'a> Reader<'a> {
    /// Tries the variants of an untagged union on the value at which the reader stands, and takes
    /// the best.
    ///
    /// Where scalars are strings, as in a form, `0` may be a string, a number or a list of one: what several variants match is the
    /// first of them then, unless two of them take each string as it is.
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
        self.end_trial();
        self.level = before;
        result
    }

    /// The best variant, which is only recognized if a union around this one has to choose first.
    fn best<T>(&mut self, trial: &Trial<T>) -> Result<T, DecodeError> {
        let is_needed = self.progress.trials == 1 || self.progress.is_building;
        let pending = match self.look_up::<T>(Step::Variants, trial.identity) {
            Ok(Outcome::Accepted { variant, .. }) if is_needed => {
                return self.build_variant(trial, variant);
            }
            Ok(outcome) => return Err(self.replay(outcome)),
            Err(pending) => pending,
        };
        let start = self.boxed_checkpoint();
        let mut found = match self.while_building(false, |r| r.choose(trial, &start)) {
            Ok(found) => found,
            Err(error) => {
                self.keep_pending(pending, &start, (0, Some(&error)));
                return Err(error);
            }
        };
        self.restore(&found.end);
        self.progress.score = found.score;
        self.keep_pending(pending, &start, (found.variant, None));
        match found.value.take() {
            Some(value) => Ok(value),
            None if is_needed => {
                self.restore(&start);
                self.build_variant(trial, found.variant)
            }
            None => Err(self.recognized()),
        }
    }

    /// Reads a variant that was chosen before.
    fn build_variant<T>(&mut self, trial: &Trial<T>, variant: usize) -> Result<T, DecodeError> {
        let mut value = None;
        self.build(1, &mut |r| trial.read(variant, r, &mut value))?;
        value.map_or_else(missing_fields, Ok)
    }

    /// Takes the best variant. If the only variant that decodes breaks a limit, it is taken, too: the
    /// check of the whole value names the limit and its place.
    fn choose<T>(
        &mut self,
        trial: &Trial<T>,
        start: &Checkpoint<'a>,
    ) -> Result<Box<Candidate<'a, T>>, DecodeError> {
        let is_exact = self.progress.is_exact;
        let tried = self.tried(trial, start)?;
        let is_undecided = self.has_texts() && tried.untyped < 2;
        if is_exact && trial.matches == Matches::One && tried.matched.len() > 1 && !is_undecided {
            let matched = tried.matched;
            return Err(DecodeReason::SeveralVariants { matched }.into());
        }
        let limited = tried.limited.filter(|_| !is_exact || tried.broken == 1);
        let found = tried.best.or(tried.unchecked).or(limited);
        found.ok_or_else(|| {
            self.restore(start);
            let tried = tried.rejected.into_values().collect();
            DecodeReason::NoVariant { tried }.into()
        })
    }

    /// Tries the variants. One that knows all keys ends the search, unless a second one would make
    /// the value invalid.
    fn tried<T>(
        &mut self,
        trial: &Trial<T>,
        start: &Checkpoint<'a>,
    ) -> Result<Trials<'a, T>, DecodeError> {
        let mut trials = Trials::new();
        let retyped = self.progress.retyped;
        let counts = self.progress.is_exact && trial.matches == Matches::One;
        let variants = trial.variants.len();
        for (variant, (name, _)) in trial.variants.iter().enumerate() {
            self.restore(start);
            self.progress.score = Score::default();
            self.progress.retyped = retyped;
            let mut value = None;
            let read = &mut |r: &mut Self| trial.read(variant, r, &mut value);
            match self.alternative(start, variants, read)? {
                Err(error) if !error.is_recognized() => {
                    let reason = error.summarized();
                    trials.rejected.insert(variant, (*name, reason));
                    continue;
                }
                Ok(()) | Err(_) => {}
            }
            let found = self.candidate(variant, value, retyped);
            let score = found.score;
            if let Some(first) = trials.unchecked.take() {
                self.check_limits(trial, start, first, &mut trials)?;
            }
            if found.value.is_none() && trial.check.is_some() && trials.is_first() {
                trials.unchecked = Some(found);
                continue;
            }
            let is_match = self.check_limits(trial, start, found, &mut trials)?;
            if is_match && !counts && score.known == score.total {
                break;
            }
        }
        let best = trials.best.as_ref();
        self.progress.retyped = retyped + usize::from(best.is_some_and(|best| best.is_retyped));
        Ok(trials)
    }

    /// What the reader has just read as a variant.
    #[inline(never)]
    fn candidate<T>(
        &self,
        variant: usize,
        value: Option<T>,
        retyped: usize,
    ) -> Box<Candidate<'a, T>> {
        Box::new(Candidate {
            variant,
            value,
            score: self.progress.score,
            end: self.checkpoint(),
            is_retyped: self.progress.retyped > retyped,
        })
    }

    /// Adds a candidate to those that match, if it keeps its limits. A value is needed to check them.
    fn check_limits<T>(
        &mut self,
        trial: &Trial<T>,
        start: &Checkpoint<'a>,
        mut found: Box<Candidate<'a, T>>,
        trials: &mut Trials<'a, T>,
    ) -> Result<bool, DecodeError> {
        let mut broken = None;
        if let Some(check) = trial.check {
            let value = match found.value.take() {
                Some(value) => value,
                None => {
                    self.restore(start);
                    self.build_variant(trial, found.variant)?
                }
            };
            broken = check(&value);
            self.progress
                .charge(found.end.accounted.saturating_sub(start.accounted))?;
            found.value = Some(value);
        }
        let name = trial.variants.get(found.variant);
        Ok(trials.add(name.map_or("", |(name, _)| name), found, broken))
    }
}
