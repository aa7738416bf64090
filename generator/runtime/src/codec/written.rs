//! Strings of a query or a form -> a value: beside them there may be values that have no string.

use super::{
    Decode, Policy, Reader,
    error::DecodeError,
    field_key::FieldKey,
    memory::Memory,
    reader::ReaderSource,
    slot::{Extra, Slot},
    unwritten::Unwritten,
    value::{Map, Value},
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

    /// Reads the value of a field.
    #[inline]
    pub(super) fn fill_slot(
        &mut self,
        key: Option<&&str>,
        slot: &mut dyn Slot,
    ) -> Result<(), DecodeError> {
        match self.opened.and(key) {
            None => slot.fill(self),
            Some(key) => self.or_opened(FieldKey::new(key).name(), &mut |r| slot.fill(r)),
        }
    }

    /// Reads the value of a member of a map.
    #[inline]
    pub(super) fn keep_member(
        &mut self,
        key: String,
        extra: &mut dyn Extra,
    ) -> Result<(), DecodeError> {
        match self.opened {
            None => extra.keep(key, self),
            Some(_) => self.or_opened(&key, &mut |r| extra.keep(key.clone(), r)),
        }
    }

    /// Reads the member `key` of an object: as it was written or, if that fails, as the JSON that its string is.
    fn or_opened(
        &mut self,
        key: &str,
        read: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let members = self.opened.filter(|_| self.level.depth == 1);
        let Some(opened) = members.and_then(|members| members.get(key)) else {
            return read(self);
        };
        let start = self.boxed_checkpoint();
        match read(self) {
            Err(error) if !error.reason().is_fatal() => {}
            done => return done,
        }
        self.restore(&start);
        if let ReaderSource::Tree(at, _) = &mut self.source {
            *at = opened;
        }
        read(self)
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

/// As [`from_text`](super::from_text), for a form: within the memory that is left, and with the members whose strings are JSON, as
/// that JSON. Such a member is read if its string is not what the type expects.
///
/// # Errors
/// When the form is not a `T`.
pub(crate) fn from_form<T: Decode>(
    form: &Value,
    opened: Option<&Map<Value>>,
    policy: Policy,
    unwritten: Unwritten,
    memory: &mut Memory,
) -> Result<T, DecodeError> {
    let mut reader = Reader {
        opened,
        memory: *memory,
        ..Reader::written(form, policy, unwritten)
    };
    let value = T::decode(&mut reader)?;
    *memory = reader.memory;
    Ok(value)
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
