//! Unions: finds the variant by a tag, and goes back to a place to read it again. Rejects unknown
//! tags. `untagged` has the unions without a tag.

use super::{
    Decode,
    error::{DecodeError, DecodeReason},
    memory::Memory,
    progress::Tag,
    reader::{Policy, Reader, ReaderSource},
    stack::{self, Level},
    value::Value,
};

/// A place to start over from.
pub(super) struct Checkpoint<'a> {
    source: ReaderSource<'a>,
    pub(super) level: Level,
    memory: Memory,
    tags: Vec<Tag>,
    pub(super) accounted: usize,
    visited: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn checkpoint(&self) -> Checkpoint<'a> {
        Checkpoint {
            source: self.source.clone(),
            level: self.level,
            memory: self.memory,
            tags: self.progress.tags.clone(),
            accounted: self.progress.accounted,
            visited: self.progress.visited,
        }
    }

    /// A checkpoint in memory of its own: unions inside unions keep one each.
    #[inline(never)]
    pub(super) fn boxed_checkpoint(&self) -> Box<Checkpoint<'a>> {
        Box::new(self.checkpoint())
    }

    pub(super) fn restore(&mut self, place: &Checkpoint<'a>) {
        self.source.clone_from(&place.source);
        self.level = place.level;
        self.memory = place.memory;
        self.progress.tags.clone_from(&place.tags);
        self.progress.accounted = place.accounted;
        self.progress.visited = place.visited;
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
        let (_, mut keys) = self.open_object(stack::MAP)?;
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
}

/// What becomes of a value that an enum or a discriminator does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownTag {
    /// It is an error.
    Reject,
    /// A lenient reader keeps it.
    Keep,
}
