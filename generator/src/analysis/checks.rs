//! Limits -> which named types have anything to check, in themselves or in the types inside them.
//!
//! Only types inside requests are checked: a response is decoded, and its limits are not enforced.
//! In
//!
//! ```text
//! Order: {properties: {pet: {$ref: Pet}}}      Pet: {properties: {name: {maxLength: 64}}}
//! ```
//! `Pet` has a limit, so checking an `Order` means to look inside it. `emit` prints a table for
//! both if a request contains an `Order`, and for none of them otherwise.

use std::collections::BTreeSet;

use crate::ir::{Api, Constraints, Extra, Type, TypeDef, TypeKind};

/// The named types with anything to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedTypes(BTreeSet<usize>);

impl CheckedTypes {
    /// Finds them among the types that requests contain.
    pub(super) fn of_sent(api: &Api, sent: &BTreeSet<usize>) -> Self {
        let sent = || {
            let defs = sent.iter();
            defs.filter_map(|index| Some((*index, api.types.get(*index)?)))
        };
        let limited = sent().filter(|(_, def)| has_limits(api, def));
        let mut checked = Self(limited.map(|(index, _)| index).collect());
        // A type is checked if one inside it is. Types may contain each other, so this repeats
        // until nothing changes.
        loop {
            let contains = |def: &TypeDef| def.parts().any(|ty| checked.reaches(api, ty));
            let found = sent().filter(|(index, def)| !checked.has(*index) && contains(def));
            let found: Vec<usize> = found.map(|(index, _)| index).collect();
            if found.is_empty() {
                return checked;
            }
            checked.0.extend(found);
        }
    }

    /// Whether the type with this index in [`Api::types`] is checked.
    #[must_use]
    pub fn has(&self, index: usize) -> bool {
        self.0.contains(&index)
    }

    /// Whether a type contains one that is checked.
    #[must_use]
    pub fn reaches(&self, api: &Api, ty: &Type) -> bool {
        match api.resolved(ty) {
            Type::Named(id) => self.has(id.0),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.reaches(api, inner)
            }
            Type::Scalar(_) => false,
        }
    }
}

/// Whether a definition has limits of its own. Those of an alias count where the alias is used.
fn has_limits(api: &Api, def: &TypeDef) -> bool {
    let limited = |ty: &Type, limits: &Constraints| !api.effective(ty, limits).is_empty();
    let inside = match &def.kind {
        TypeKind::Struct(data) => {
            let extra = match &data.extra {
                Extra::Kept(_, ty, limits) => limited(ty, limits),
                Extra::Ignored | Extra::Closed => false,
            };
            let mut fields = data.fields.iter();
            extra
                || !data.rules.is_empty()
                || fields.any(|field| limited(&field.ty, &field.constraints))
        }
        TypeKind::Union(data) => {
            let mut alternatives = data.alternatives.iter();
            alternatives.any(|one| limited(&one.ty, &one.constraints))
        }
        TypeKind::Enumeration(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => false,
    };
    inside || !def.limits.is_empty()
}
