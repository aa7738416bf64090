//! Types as they were met -> the order of the document: component schemas first, each followed by the types inside it.

use serde_json::Value;

use super::types::{Slot, Types};
use crate::diagnostic::Pointer;
use crate::ir::{Constraints, Docs, Kind, Origin, Scalar, Type, TypeDef, TypeId};

/// The types in order, and the new id of each old one.
pub(super) fn in_order(types: Types, tree: &Value) -> (Vec<TypeDef>, Vec<TypeId>) {
    let mut slots: Vec<(Vec<usize>, usize, Slot)> = types
        .into_slots()
        .into_iter()
        .enumerate()
        .map(|(id, slot)| (rank(tree, &slot.at), id, slot))
        .collect();
    slots.sort_by(|(one, _, _), (two, _, _)| one.cmp(two));
    let mut new_ids = vec![TypeId(0); slots.len()];
    for (position, (_, old, _)) in slots.iter().enumerate() {
        if let Some(id) = new_ids.get_mut(*old) {
            *id = TypeId(position);
        }
    }
    (
        slots
            .into_iter()
            .map(|(_, _, slot)| definition(slot))
            .collect(),
        new_ids,
    )
}

/// The place as the positions of its segments: components first, then in the order of the text.
fn rank(tree: &Value, at: &Pointer) -> Vec<usize> {
    let component = usize::from(super::context::component_key(&schema_root(at)).is_none());
    let mut value = tree;
    let positions = at.segments().map(|segment| {
        let (position, next) = match value {
            Value::Object(members) => (
                members.keys().position(|key| *key == *segment),
                members.get(segment.as_ref()),
            ),
            Value::Array(items) => {
                let index = segment.parse::<usize>().ok();
                (index, index.and_then(|index| items.get(index)))
            }
            _ => (None, None),
        };
        value = next.unwrap_or(&Value::Null);
        position.unwrap_or(usize::MAX)
    });
    std::iter::once(component).chain(positions).collect()
}

/// The first three segments of a place.
fn schema_root(at: &Pointer) -> Pointer {
    at.segments()
        .take(3)
        .fold(Pointer::root(), |root, segment| root.child(&segment))
}

/// The definition; a place that could not be built is any JSON.
fn definition(slot: Slot) -> TypeDef {
    slot.definition.unwrap_or_else(|| TypeDef {
        name: super::naming::type_name(&super::naming::plain(
            super::naming::Case::Type,
            slot.at.as_str(),
        )),
        docs: Docs::default(),
        origin: Origin {
            pointer: slot.at.as_str().to_owned(),
        },
        kind: Kind::Alias(Type::Scalar(Scalar::Any), Constraints::default()),
        limits: Vec::new(),
    })
}
