//! Objects that a value may match at the same time -> each keeps the properties that the others
//! declare.
//!
//! ```yaml
//! anyOf:
//!   - {required: [id], properties: {id: {type: string}, name: {type: string}}}
//!   - {required: [id], properties: {id: {type: string}, size: {type: integer}}}
//! # {"id": "a", "name": "b", "size": 1} matches both: the first has `size` in `extra`
//! ```
//!
//! A value may match several alternatives of `anyOf`
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.2>), and a union is one of
//! them. What the others declare is among the properties without a field, so the struct keeps those.
//! The same holds for objects inside of the alternatives: items of lists, values of maps, and
//! properties of the same name.
//!
//! Alternatives that exclude each other, such as by a required property with different values, need
//! nothing. See `exclusion`.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::context::Lowering;
use super::object::extra_name;
use crate::ir::{
    Constraints, Extra, Matches, Scalar, Struct, Tagging, Type, TypeId, TypeKind, Union,
};

/// How many alternatives are compared with each other.
const MAX_ALTERNATIVES: usize = 500;

/// How many pairs of types are compared in a document. Unions inside of unions make more of them than there are alternatives.
const MAX_PAIRS: usize = 1_000_000;

/// What one search has found.
#[derive(Debug, Default)]
struct Overlaps {
    /// The pairs of types that were compared, because types may contain themselves.
    compared: HashSet<(TypeId, TypeId)>,
    /// The structs that have to keep more.
    lossy: BTreeSet<TypeId>,
}

impl Lowering<'_, '_> {
    /// Gives a field for further properties to objects that would lose what another alternative
    /// declares: to all objects if there are too many pairs to compare. Called when it is known which unions may match several alternatives.
    pub(super) fn settle_overlaps(&mut self) {
        let mut found = Overlaps::default();
        for id in self.types.ids() {
            let union = self.types.kind(id).and_then(TypeKind::as_union);
            if let Some(union) = union.filter(|union| matches_several(union)) {
                self.overlaps_of(union, &mut found);
            }
        }
        if found.compared.len() >= MAX_PAIRS {
            let all = self.types.ids().filter(|id| self.is_open_struct(*id));
            found.lossy.extend(all);
        }
        for id in found.lossy {
            let kind = self.types.get_mut(id).map(|def| &mut def.kind);
            if let Some(data) = kind.and_then(TypeKind::as_struct_mut) {
                let any = Type::Scalar(Scalar::Any);
                data.extra = Extra::Kept(extra_name(&data.fields), any, Constraints::default());
            }
        }
    }

    /// Finds the structs of a union that a value may match at the same time. If there are too many to
    /// compare each with each, that is every one of them.
    fn overlaps_of(&self, union: &Union, found: &mut Overlaps) {
        let all = &union.alternatives;
        if all.len() > MAX_ALTERNATIVES {
            let structs = all.iter().filter_map(|one| self.bare(&one.ty).named());
            let structs = structs.filter(|id| self.is_open_struct(*id));
            return found.lossy.extend(structs);
        }
        for (index, one) in all.iter().enumerate() {
            for other in all.iter().take(index) {
                self.overlap(&one.ty, &other.ty, found);
            }
        }
    }

    /// Whether a type is a struct that drops further properties.
    fn is_open_struct(&self, id: TypeId) -> bool {
        let data = self.types.kind(id).and_then(TypeKind::as_struct);
        data.is_some_and(|data| data.extra == Extra::Ignored)
    }

    /// Finds the structs in two types that a value may match at the same time.
    fn overlap(&self, one: &Type, two: &Type, found: &mut Overlaps) {
        let (one, two) = (self.bare(one), self.bare(two));
        let (one, two) = match (one, two) {
            (Type::List(one), Type::List(two)) | (Type::Map(one), Type::Map(two)) => {
                return self.overlap(one, two, found);
            }
            (Type::Named(one), Type::Named(two)) => (*one, *two),
            _ => return,
        };
        if one == two
            || found.compared.len() >= MAX_PAIRS
            || !found.compared.insert((one.min(two), one.max(two)))
        {
            return;
        }
        match (self.types.kind(one), self.types.kind(two)) {
            (Some(TypeKind::Union(union)), _) => {
                for inner in &union.alternatives {
                    self.overlap(&inner.ty, &Type::Named(two), found);
                }
            }
            (_, Some(TypeKind::Union(union))) => {
                for inner in &union.alternatives {
                    self.overlap(&inner.ty, &Type::Named(one), found);
                }
            }
            (Some(TypeKind::Struct(first)), Some(TypeKind::Struct(second))) => {
                if self.exclude(first, second) {
                    return;
                }
                for (id, data, other) in [(one, first, second), (two, second, first)] {
                    if data.extra == Extra::Ignored && declares_more(other, data) {
                        found.lossy.insert(id);
                    }
                }
                for field in &first.fields {
                    if let Some(same) = second.field(&field.wire) {
                        self.overlap(&field.ty, &same.ty, found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a value may match several alternatives.
fn matches_several(union: &Union) -> bool {
    match &union.tagging {
        Tagging::Untagged(trial) => trial.matches == Matches::Any,
        Tagging::Property(..) => false,
    }
}

/// Whether an object declares properties that another one drops.
fn declares_more(more: &Struct, than: &Struct) -> bool {
    matches!(more.extra, Extra::Kept(..)) || more.wires().any(|wire| !than.declares(wire))
}
