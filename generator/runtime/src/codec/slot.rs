//! Where the values of an object go: a slot per field, and a map for the properties without one.

use std::collections::{BTreeMap, btree_map::Entry as TreeEntry};

use indexmap::map::Entry as MapEntry;

use super::{
    Decode, error::DecodeError, field_key::FieldKey, memory, reader::Reader, stack, value::Map,
};

/// A place for the value of one field: an `Option` that starts as `None`.
pub trait Slot {
    /// Reads the value into the slot.
    ///
    /// # Errors
    /// When the value does not decode.
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Whether the slot has its value.
    fn is_filled(&self) -> bool;

    /// Takes the value of a field that is absent; false when the type has none, so that the field
    /// is required.
    fn settle(&mut self) -> bool;
}

impl<T: Decode> Slot for Option<T> {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), DecodeError> {
        T::decode_into(r, &mut |value| *self = Some(value))
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }

    fn settle(&mut self) -> bool {
        *self = T::absent();
        self.is_some()
    }
}

/// The slots of a record.
pub type Slots<'f, 's> = [&'f mut (dyn Slot + 's)];

/// The fields of a record: its keys, and a slot for each.
pub(super) struct Fields<'a, 'f, 's> {
    pub(super) keys: &'a [&'a str],
    pub(super) slots: &'a mut Slots<'f, 's>,
}

impl<'a, 'f, 's> Fields<'a, 'f, 's> {
    pub(super) fn new(keys: &'a [&'a str], slots: &'a mut Slots<'f, 's>) -> Self {
        Self { keys, slots }
    }

    #[inline]
    pub(super) fn key(&self, position: usize) -> Option<FieldKey<'a>> {
        self.keys.get(position).map(|key| FieldKey::new(key))
    }

    pub(super) fn name(&self, position: usize) -> &'a str {
        self.key(position).map(FieldKey::name).unwrap_or_default()
    }

    /// The field with this name.
    pub(super) fn position(&self, order: FieldOrder, name: &str) -> Option<usize> {
        self.find(order, |key| key.name() == name)
    }

    /// The field with such a key. Most texts list the keys in the order of the schema, so the search begins with the one that is next,
    /// then goes on to the ones after and before it. Those that have come are looked at last: only a key that stands twice has one.
    #[inline]
    pub(super) fn find(
        &self,
        order: FieldOrder,
        is_wanted: impl Fn(FieldKey<'a>) -> bool,
    ) -> Option<usize> {
        let is_wanted = |field: &usize| self.key(*field).is_some_and(&is_wanted);
        let has_come = |field: &usize| order.has_come(*field) == Some(true);
        let is_open = |field: &usize| !has_come(field);
        let count = self.keys.len();
        let after = (order.next..count).filter(is_open).find(is_wanted);
        let before = || (0..order.next).rev().filter(is_open).find(is_wanted);
        after
            .or_else(before)
            .or_else(|| (0..count).filter(has_come).find(is_wanted))
    }
}

/// In which order the fields of an object come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FieldOrder {
    /// The position of the field after the last one that came.
    pub(super) next: usize,
    /// A bit for each of the first 64 fields: whether it has come.
    came: u64,
}

impl FieldOrder {
    #[inline]
    pub(super) fn comes(&mut self, field: usize) {
        self.next = field + 1;
        self.came |= Self::bit(field);
    }

    /// Whether a field has come; `None` of those beyond the first 64, of which it is not known.
    #[inline]
    pub(super) fn has_come(self, field: usize) -> Option<bool> {
        let bit = Self::bit(field);
        (bit != 0).then_some(self.came & bit != 0)
    }

    #[inline]
    fn bit(field: usize) -> u64 {
        match field {
            0..64 => 1 << field,
            _ => 0,
        }
    }
}

/// How much stack an object with these slots needs. One without fields is a map.
pub(super) fn stack_of(slots: &Slots<'_, '_>) -> usize {
    let sizes = slots.iter().map(|slot| size_of_val(&**slot));
    match slots.len() {
        0 => stack::MAP,
        count => stack::record(count, sizes.sum()),
    }
}

/// A place for the fields of a record that have no slot.
pub trait Extra {
    /// Reads the value of the field `key`.
    ///
    /// # Errors
    /// When the value does not decode, or the key stands there already.
    fn keep(&mut self, key: String, r: &mut Reader<'_>) -> Result<(), DecodeError>;
}

/// Both kinds of maps have the same methods, and no trait in common.
macro_rules! extra {
    ($($map:ty, $entry:ident, $room:expr, $is_new:expr);*) => {$(
        impl<T: Decode> Extra for $map {
            fn keep(&mut self, key: String, r: &mut Reader<'_>) -> Result<(), DecodeError> {
                let is_new: fn(&Self) -> bool = $is_new;
                if is_new(self) {
                    r.count_memory(memory::map_of::<T>($room))?;
                }
                r.count_memory(memory::member::<T>())?;
                let entry = match self.entry(key) {
                    $entry::Vacant(entry) => entry,
                    $entry::Occupied(entry) => return Err(DecodeError::duplicate(entry.key())),
                };
                let mut value = None;
                if let Err(error) = T::decode_into(r, &mut |read| value = Some(read)) {
                    return Err(error.within(entry.key()));
                }
                if let Some(value) = value {
                    entry.insert(value);
                }
                Ok(())
            }
        }
    )*};
}

extra!(
    Map<T>, MapEntry, 3, |map| map.capacity() == 0;
    BTreeMap<String, T>, TreeEntry, 11, BTreeMap::is_empty
);
