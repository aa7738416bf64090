//! Unions: finds the variant by a tag, or tries the variants one after the other on the same bytes.
//! Rejects unknown tags, values that no variant accepts, and unions that nest so badly that trying
//! would not end.

use super::{
    Decode, MAX_DEPTH,
    error::{DecodeError, DecodeReason},
    progress::{Score, TRIALS, Tag},
    reader::{Policy, Reader, ReaderSource},
    value::Value,
};

/// A place to start over from.
struct Checkpoint<'a> {
    source: ReaderSource<'a>,
    depth: usize,
    tags: Vec<Tag>,
}

impl<'a> Reader<'a> {
    fn checkpoint(&self) -> Checkpoint<'a> {
        Checkpoint {
            source: self.source.clone(),
            depth: self.depth,
            tags: self.progress.tags.clone(),
        }
    }

    fn restore(&mut self, place: &Checkpoint<'a>) {
        self.source.clone_from(&place.source);
        self.depth = place.depth;
        self.progress.tags.clone_from(&place.tags);
    }

    pub(super) fn take_tags(&mut self) -> Vec<Tag> {
        std::mem::take(&mut self.progress.tags)
    }

    /// The next object is free-form: it keeps the tags among its members.
    pub(super) fn keep_tags(&mut self) {
        self.progress.tags.clear();
    }

    /// Finds the tag of a union; reads nothing. The object that is read next need not know the tag.
    ///
    /// `None` means a tag that is missing or not in `known`, where such a tag is kept.
    ///
    /// # Errors
    /// When the value is not an object, or the tag is not a string; when the tag is missing or not
    /// in `known`, unless that is kept, which it never is under [`Policy::Strict`].
    pub fn tag(
        &mut self,
        name: &'static str,
        known: &'static [&'static str],
        unlisted: UnknownTag,
    ) -> Result<Option<&'static str>, DecodeError> {
        let found = self.find_tag(name)?;
        if let Some(tag) = found
            .as_deref()
            .and_then(|found| known.iter().find(|tag| **tag == found))
        {
            self.progress.tags.push(Tag { name, met: false });
            return Ok(Some(tag));
        }
        match (self.policy, unlisted) {
            (Policy::Lenient, UnknownTag::Keep) => Ok(None),
            (Policy::Strict, _) | (_, UnknownTag::Reject) => {
                let reason = found.map_or(DecodeReason::Missing, |found| {
                    DecodeReason::unlisted_text(&found, known)
                });
                Err(DecodeError::new(reason).within(name))
            }
        }
    }

    fn find_tag(&mut self, name: &str) -> Result<Option<String>, DecodeError> {
        let start = self.checkpoint();
        let mut found = None;
        let mut keys = self.open_object()?;
        while let Some(key) = self.next_key(&mut keys)? {
            if key == name {
                found = Some(
                    self.str()
                        .map(str::to_owned)
                        .map_err(|error| error.within(name))?,
                );
                break;
            }
            self.skip()?;
        }
        self.restore(&start);
        Ok(found)
    }

    /// Tries the variants of an untagged union on the value at which the reader stands, and takes
    /// the best.
    ///
    /// Each variant is tried under [`Policy::Strict`]; if none matches, a lenient reader tries them
    /// again leniently. The variant that knows the most of the object's keys wins; among equals,
    /// the first that is declared. A variant that knows all keys ends the search.
    ///
    /// # Errors
    /// When no variant accepts the value; the error tells the reason of each.
    pub fn untagged<T>(&mut self, variants: Variants<T>) -> Result<T, DecodeError> {
        let policy = self.policy;
        self.begin_trial();
        self.policy = Policy::Strict;
        let mut result = self.best(variants);
        if policy == Policy::Lenient
            && result
                .as_ref()
                .is_err_and(|error| !error.reason().is_fatal())
        {
            self.policy = Policy::Lenient;
            result = self.best(variants);
        }
        self.policy = policy;
        self.progress.trials -= 1;
        result
    }

    fn begin_trial(&mut self) {
        if let (0, ReaderSource::Tree(value, _)) = (self.progress.trials, &self.source) {
            self.progress.allowance = 1024 + TRIALS * value.count(MAX_DEPTH);
        }
        self.progress.trials += 1;
    }

    fn best<T>(&mut self, variants: Variants<T>) -> Result<T, DecodeError> {
        let start = self.checkpoint();
        let mut tried = Vec::new();
        let mut best: Option<(T, Score, Checkpoint<'a>)> = None;
        for (name, variant) in variants {
            self.restore(&start);
            self.progress.count()?;
            self.progress.score = Score::default();
            match variant.read(self) {
                Ok(value) => {
                    let score = self.progress.score;
                    if best
                        .as_ref()
                        .is_none_or(|(_, best, _)| score.known > best.known)
                    {
                        best = Some((value, score, self.checkpoint()));
                    }
                    if score.known == score.total {
                        break;
                    }
                }
                Err(error) if error.reason().is_fatal() => return Err(error),
                Err(error) => tried.push((*name, error.summarized())),
            }
        }
        let Some((value, score, end)) = best else {
            self.restore(&start);
            return Err(DecodeReason::NoVariant { tried }.into());
        };
        self.restore(&end);
        self.progress.score = score;
        Ok(value)
    }

    /// Keeps a value that no variant of an untagged union matches, where the reader is lenient.
    ///
    /// # Errors
    /// The `error` of the union, under [`Policy::Strict`] and when the string is not JSON.
    pub fn unmatched<T>(
        &mut self,
        error: DecodeError,
        keep: fn(Value) -> T,
    ) -> Result<T, DecodeError> {
        if self.policy == Policy::Strict || error.reason().is_fatal() {
            return Err(error);
        }
        Value::decode(self).map(keep)
    }

    /// Tries one member of an `anyOf` on the value at which the reader stands, and stays there:
    /// `None` when it does not match.
    ///
    /// # Errors
    /// When the string is not JSON, or nests too deep.
    pub fn attempt<T: Decode>(
        &mut self,
        member: &'static str,
        rejected: &mut RejectedMembers,
    ) -> Result<Option<T>, DecodeError> {
        let start = self.checkpoint();
        self.begin_trial();
        let result = self.progress.count().and_then(|()| T::decode(self));
        self.progress.trials -= 1;
        self.restore(&start);
        match result {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.reason().is_fatal() => Err(error),
            Err(error) => {
                rejected.0.push((member, error.summarized()));
                Ok(None)
            }
        }
    }

    /// Reads over a value on which the members of an `anyOf` have been tried.
    ///
    /// # Errors
    /// When all of the members rejected it.
    pub fn attempted(
        &mut self,
        members: &[&'static str],
        rejected: RejectedMembers,
    ) -> Result<(), DecodeError> {
        if rejected.0.len() == members.len() {
            return Err(DecodeReason::NoVariant { tried: rejected.0 }.into());
        }
        self.keep_tags();
        self.skip()
    }
}

/// The members of an `anyOf` that rejected a value, with their reasons.
#[derive(Debug, Default)]
pub struct RejectedMembers(Vec<(&'static str, DecodeError)>);

/// What becomes of a value that an enum or a discriminator does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownTag {
    /// It is an error.
    Reject,
    /// A lenient reader keeps it.
    Keep,
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

/// What `null` means to the first variant that knows it.
#[doc(hidden)]
#[must_use]
pub fn null_variant<U>(variants: Variants<U>) -> Option<U> {
    variants.iter().find_map(|(_, variant)| variant.null())
}
