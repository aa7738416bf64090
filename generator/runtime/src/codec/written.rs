//! Strings of a query or a form -> a value: beside them there may be values that have no string.

use super::{
    Decode, Policy, Reader, error::DecodeError, reader::ReaderSource, unwritten::Unwritten,
    value::Value,
};

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
