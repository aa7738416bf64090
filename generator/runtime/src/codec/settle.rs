//! Fields that are absent: the values that they get, and the errors of those that have none.

use super::{
    Decode,
    error::DecodeError,
    fields_read::FieldsRead,
    one_way::OneWayMembers,
    reader::{Policy, Reader},
    slot::{Fields, Slot},
    unwritten::Unwritten,
    value::{Map, Value},
};

/// Gives the absent fields their values, and reports all of those that have none.
pub(super) fn settle(
    fields: &mut Fields<'_, '_, '_>,
    read: &FieldsRead<'_>,
    one_way: &OneWayMembers,
    (unwritten, policy): (Unwritten, Policy),
) -> Result<(), DecodeError> {
    let mut missing = Vec::new();
    for position in 0..fields.slots.len() {
        if read.has_come(fields, position) {
            continue;
        }
        let name = fields.name(position);
        let Some(slot) = fields.slots.get_mut(position) else {
            continue;
        };
        let settled = !one_way.require(name) && slot.settle();
        if !settled && !fill_unwritten(*slot, unwritten, policy) {
            missing.push(name);
        }
    }
    DecodeError::missing(missing.into_iter()).map_or(Ok(()), Err)
}

/// The value of a type that has no string; `None` if it has none.
pub(crate) fn unwritten<T: Decode>(policy: Policy, unwritten: Unwritten) -> Option<T> {
    let mut slot: Option<T> = None;
    fill_unwritten(&mut slot, unwritten, policy);
    slot
}

/// Gives a field the first value without a string that its type has; false if it has none.
///
/// The members of an empty object cannot be empty objects in turn: a type that contains itself
/// would never end.
pub(super) fn fill_unwritten(slot: &mut dyn Slot, unwritten: Unwritten, policy: Policy) -> bool {
    let values: &[Value] = match unwritten {
        Unwritten::Nothing => &[],
        Unwritten::Parts => &[Value::Null, Value::Array(Vec::new())],
        Unwritten::Pairs => &[
            Value::Null,
            Value::Array(Vec::new()),
            Value::from(Map::new()),
        ],
    };
    let mut values = values.iter();
    values.any(|value| {
        slot.fill(&mut Reader::written(value, policy, Unwritten::Parts))
            .is_ok()
    })
}
