//! How far the fields of an object are read: which of them have come, and in which order.

use super::{
    error::DecodeError,
    json::ReadKey,
    keys::Keys,
    score::Score,
    slot::{FieldOrder, Fields},
    stack::Level,
    unbuilt::Unbuilt,
};

/// How far the fields of an object are read.
pub(super) struct FieldsRead<'a> {
    pub(super) keys: Keys<'a>,
    pub(super) unbuilt: Unbuilt,
    pub(super) order: FieldOrder,
    /// How many have not come.
    pub(super) left: usize,
    pub(super) score: Score,
    /// Whether no field needs more than to fill its slot.
    pub(super) fills_slots: bool,
}

impl<'a> FieldsRead<'a> {
    /// None of so many fields, whose values are at this level.
    pub(super) fn new(keys: Keys<'a>, level: Level, fields: usize) -> Self {
        Self {
            keys,
            unbuilt: Unbuilt::new(level),
            order: FieldOrder::default(),
            left: fields,
            score: Score::default(),
            fills_slots: false,
        }
    }

    /// A field has come, and is read.
    #[inline]
    pub(super) fn comes(&mut self, field: usize) {
        self.order.comes(field);
        self.left = self.left.saturating_sub(1);
    }

    /// Whether a field has come. A slot is asked only about what is not known without a call.
    #[inline]
    pub(super) fn has_come(&self, fields: &Fields<'_, '_, '_>, field: usize) -> bool {
        self.order.has_come(field).unwrap_or_else(|| {
            let slot = fields.slots.get(field);
            slot.is_some_and(|slot| slot.is_filled()) || self.unbuilt.has(field)
        })
    }

    /// Rejects a field that comes a second time.
    #[inline]
    pub(super) fn require_first(
        &self,
        fields: &Fields<'_, '_, '_>,
        field: usize,
    ) -> Result<(), DecodeError> {
        if self.has_come(fields, field) {
            return Err(DecodeError::duplicate(fields.name(field)));
        }
        Ok(())
    }

    /// The field of a key that may need a search. One that was searched in place has none.
    pub(super) fn position(
        &self,
        fields: &Fields<'_, '_, '_>,
        key: ReadKey<'_, '_>,
    ) -> Option<usize> {
        let is_searched = self.fills_slots && matches!(key, ReadKey::Plain(_));
        (!is_searched).then(|| fields.position(self.order, key.text()))?
    }
}
