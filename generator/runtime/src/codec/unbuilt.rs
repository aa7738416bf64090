//! The members of an object that were only recognized: they have no value, and are neither missing nor new.

use std::collections::HashSet;

use super::{error::DecodeError, reader::Reader, stack::Level};

/// The members of one object that were only recognized.
#[derive(Debug)]
pub(super) struct Unbuilt {
    /// The level of the members.
    level: Level,
    /// In order.
    fields: Vec<usize>,
    extra: HashSet<String>,
}

impl Unbuilt {
    /// None yet. The members of the object are at this level.
    pub(super) fn new(level: Level) -> Self {
        Self {
            level,
            fields: Vec::new(),
            extra: HashSet::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.extra.is_empty()
    }

    /// Whether a field was recognized.
    pub(super) fn has(&self, field: usize) -> bool {
        self.fields.binary_search(&field).is_ok()
    }

    /// Rejects a key without a field that comes a second time.
    #[inline]
    pub(super) fn require_new(&self, key: &str) -> Result<(), DecodeError> {
        if !self.extra.is_empty() && self.extra.contains(key) {
            return Err(DecodeError::duplicate(key));
        }
        Ok(())
    }

    /// What came of a field.
    #[inline]
    pub(super) fn field(
        &mut self,
        r: &mut Reader<'_>,
        field: usize,
        read: Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match read {
            Ok(()) => Ok(()),
            Err(error) => self.failed_field(r, field, error),
        }
    }

    /// What came of a field that was not read, or only recognized.
    #[inline(never)]
    fn failed_field(
        &mut self,
        r: &mut Reader<'_>,
        field: usize,
        error: DecodeError,
    ) -> Result<(), DecodeError> {
        if !error.is_recognized() {
            return Err(error);
        }
        r.claim(self.level);
        if let Err(at) = self.fields.binary_search(&field) {
            self.fields.insert(at, field);
        }
        Ok(())
    }

    /// What came of a member without a field. The result has its key as the place.
    pub(super) fn extra(
        &mut self,
        r: &mut Reader<'_>,
        read: Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match read {
            Err(error) if error.is_recognized() => {
                r.claim(self.level);
                self.extra.insert(error.first_key());
                Ok(())
            }
            read => read,
        }
    }
}
