//! Types in the order in which they were met -> the order of the document: component schemas first,
//! each followed by the types inside it.
//!
//! Without this, a new operation at the top of a document would move types that it only refers to.
//!
//! ```yaml
//! paths: {/pets: {get: …}}              # its inline types come after all components
//! components:
//!   schemas:
//!     Pet: {properties: {owner: {…}}}   # Pet, PetOwner
//!     User: {…}                         # User
//! ```

use foldhash::HashMap;
use serde_json::{Map, Value};

use super::merged_place::shown_place;
use super::types::{Slot, Types};
use crate::diagnostic::{Pointer, member};
use crate::ir::{Constraints, Docs, Origin, Scalar, Type, TypeDef, TypeId, TypeKind};

/// The types in order, and the new id of each old id.
///
/// Types get their ids as they are met. Sorting them once at the end is what makes the output
/// independent of how lowering walks the document.
pub(super) fn in_order(types: Types, tree: &Value) -> (Vec<TypeDef>, Vec<TypeId>) {
    let slots = types.into_slots();
    let known = HashMap::default();
    let mut ranks = Ranks { tree, known };
    let ranks: Vec<Vec<usize>> = slots
        .iter()
        .map(|slot| ranks.of(&shown_place(&slot.at)))
        .collect();
    let mut slots: Vec<(Vec<usize>, usize, Slot)> = ranks
        .into_iter()
        .zip(slots)
        .enumerate()
        .map(|(id, (rank, slot))| (rank, id, slot))
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

/// Places as the positions of their segments: components first, then in the order of the document.
struct Ranks<'d> {
    tree: &'d Value,
    /// The positions of the keys of each large object, which is known by its address.
    known: HashMap<*const Map<String, Value>, HashMap<&'d str, usize>>,
}

/// An object with more members than this is searched once, and not for each of them.
const LARGE: usize = 16;

impl<'d> Ranks<'d> {
    /// The rank of a place: the position of each of its segments, with 0 in front for components
    /// and 1 for everything else.
    fn of(&mut self, at: &Pointer) -> Vec<usize> {
        let component = usize::from(!super::component::is_in_component(at));
        let mut value = self.tree;
        let positions = at.segments().map(|segment| {
            let (position, next) = match value {
                Value::Object(members) => {
                    (self.position(members, &segment), member(members, &segment))
                }
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

    /// The position of a key among the members of an object.
    fn position(&mut self, members: &'d Map<String, Value>, key: &str) -> Option<usize> {
        if members.len() <= LARGE {
            return members.keys().position(|other| other == key);
        }
        let keys = || members.keys().map(String::as_str).zip(0..).collect();
        let positions = self.known.entry(members).or_insert_with(keys);
        positions.get(key).copied()
    }
}

/// The definition of a type.
fn definition(slot: Slot) -> TypeDef {
    match slot.definition {
        Some(definition) => *definition,
        None => anything(&slot.at),
    }
}

/// The type of a place that could not be built: any JSON. Why was reported.
fn anything(at: &Pointer) -> TypeDef {
    TypeDef {
        name: super::naming::type_name(&super::naming::plain(
            super::naming::Case::Type,
            at.as_str(),
        )),
        docs: Docs::default(),
        origin: Origin {
            pointer: at.as_str().to_owned(),
        },
        kind: TypeKind::Alias(Type::Scalar(Scalar::Any), Constraints::default()),
        limits: Vec::new(),
    }
}
