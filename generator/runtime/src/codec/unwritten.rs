//! Values that have no string in a query or a form, and the reading of strings beside which there may be such.

use super::{Decode, Policy, Reader, error::DecodeError, reader::ReaderSource, value::Value};

/// Which values have no string in the text that a tree was read from, so that a required member
/// that is absent may be one of them.
///
/// `?size=1` is how both `{size: 1, tags: []}` and `{size: 1, tags: null}` are written in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unwritten {
    /// None: every value is written.
    Nothing,
    /// `null` and empty lists, among the members of the outermost object: the parts of a form.
    Parts,
    /// `null`, empty lists and empty objects, at every depth: the pairs of a query.
    Pairs,
}

impl<'a> Reader<'a> {
    /// As [`text`](Self::text), if some values were not written.
    pub(super) fn written(value: &'a Value, policy: Policy, unwritten: Unwritten) -> Self {
        Self {
            unwritten,
            ..Self::text(value, policy)
        }
    }

    /// The same of one string.
    fn written_text(text: &'a str, policy: Policy, unwritten: Unwritten) -> Self {
        Self {
            unwritten,
            ..Self::new(ReaderSource::Text(text), policy, 0)
        }
    }
}

/// As [`from_text`](super::from_text), for a text in which some values have no string.
///
/// # Errors
/// When the tree is not a `T`.
pub(crate) fn from_written<T: Decode>(
    value: &Value,
    policy: Policy,
    unwritten: Unwritten,
) -> Result<T, DecodeError> {
    T::decode(&mut Reader::written(value, policy, unwritten))
}

/// The same of one string.
///
/// # Errors
/// When the string is not a `T`.
pub(crate) fn from_written_text<T: Decode>(
    text: &str,
    policy: Policy,
    unwritten: Unwritten,
) -> Result<T, DecodeError> {
    T::decode(&mut Reader::written_text(text, policy, unwritten))
}
