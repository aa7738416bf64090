//! Places of named types -> ids, reserved before the types are built, so that a type may contain
//! itself.
//!
//! The key is the place and not the name, because two inline schemas may ask for the same name, and
//! one schema may be reached in several ways.

use foldhash::HashMap;

use crate::diagnostic::Pointer;
use crate::ir::{TypeDef, TypeId, TypeKind};

/// Every named type so far, in the order in which it was met.
///
/// An id is reserved before its type is built. References to it are valid at once, so types can
/// contain themselves and each other.
#[derive(Debug, Default)]
pub(super) struct Types {
    slots: Vec<Slot>,
    places: HashMap<Pointer, TypeId>,
}

/// A named type: reserved, and later built.
#[derive(Debug)]
pub(super) struct Slot {
    /// Where it is described.
    pub at: Pointer,
    /// The definition, once it is built. It is large, and slots move: as they become more, and as they are sorted.
    pub definition: Option<Box<TypeDef>>,
}

/// Whether a place had an id already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reserved {
    /// It has one from now on; the caller builds the type.
    New(TypeId),
    /// It had one.
    Known(TypeId),
}

impl Types {
    /// The id of the type at a place, reserved now if there is none.
    pub(super) fn reserve(&mut self, at: &Pointer) -> Reserved {
        if let Some(id) = self.places.get(at) {
            return Reserved::Known(*id);
        }
        let id = TypeId(self.slots.len());
        self.slots.push(Slot {
            at: at.clone(),
            definition: None,
        });
        self.places.insert(at.clone(), id);
        Reserved::New(id)
    }

    /// The id of a place, if it has one.
    pub(super) fn known(&self, at: &Pointer) -> Option<TypeId> {
        self.places.get(at).copied()
    }

    /// Fills a reserved id.
    pub(super) fn define(&mut self, id: TypeId, definition: TypeDef) {
        if let Some(slot) = self.slots.get_mut(id.0) {
            slot.definition = Some(Box::new(definition));
        }
    }

    /// The definition behind an id; `None` while it is being built.
    pub(super) fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.slots.get(id.0)?.definition.as_deref()
    }

    /// What the type behind an id is; `None` while it is being built.
    pub(super) fn kind(&self, id: TypeId) -> Option<&TypeKind> {
        Some(&self.get(id)?.kind)
    }

    /// The definition behind an id, to complete it.
    pub(super) fn get_mut(&mut self, id: TypeId) -> Option<&mut TypeDef> {
        self.slots.get_mut(id.0)?.definition.as_deref_mut()
    }

    /// Where the type behind an id is described.
    pub(super) fn place(&self, id: TypeId) -> Option<&Pointer> {
        self.slots.get(id.0).map(|slot| &slot.at)
    }

    /// All slots, by id.
    pub(super) fn into_slots(self) -> Vec<Slot> {
        self.slots
    }

    /// The ids of all slots.
    pub(super) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.slots.len()).map(TypeId)
    }
}
