//! Which types have a value: one whose required properties always lead back to it has none, and nothing is looked for in it.

use super::super::interpret::InterpretedApi;
use super::site::Site;
use crate::ir::{Access, Api, Field, Presence, Type, TypeId, TypeKind};

impl Site {
    /// Whether there is a value of the type, as far as required properties and alternatives tell.
    pub(super) fn has_value(&self) -> bool {
        let known = self.api.once((0, 0), || FiniteTypes::of(self.api));
        needed(self.api.api, self.ty).is_none_or(|id| known.is_finite(id.0))
    }
}

/// Whether each named type has a value.
struct FiniteTypes {
    /// How many types must have a value before a type has one.
    missing: Vec<usize>,
}

impl FiniteTypes {
    fn of(interpreted: &InterpretedApi) -> Self {
        let api = interpreted.api;
        let mut missing = Vec::new();
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
        for (index, def) in api.types.iter().enumerate() {
            let (parts, count) = parts(api, &def.kind);
            missing.push(count);
            for part in parts {
                if let Some(users) = users.get_mut(part.0) {
                    users.push(index);
                }
            }
        }
        let finite = missing.iter().enumerate().filter(|(_, count)| **count == 0);
        let mut waiting: Vec<usize> = finite.map(|(index, _)| index).collect();
        while let Some(index) = waiting.pop() {
            for user in users.get(index).into_iter().flatten() {
                if let Some(count) = missing.get_mut(*user).filter(|count| **count > 0) {
                    *count -= 1;
                    if *count == 0 {
                        waiting.push(*user);
                    }
                }
            }
        }
        Self { missing }
    }

    fn is_finite(&self, index: usize) -> bool {
        self.missing.get(index).is_none_or(|count| *count == 0)
    }
}

/// The types that a type needs, and how many of them it needs.
fn parts(api: &Api, kind: &TypeKind) -> (Vec<TypeId>, usize) {
    match kind {
        TypeKind::Struct(data) => {
            let always = |field: &&Field| {
                field.presence == Presence::Required && field.access == Access::ReadWrite
            };
            let fields = data.fields.iter().filter(always);
            let parts: Vec<TypeId> = fields.filter_map(|field| needed(api, &field.ty)).collect();
            let count = parts.len();
            (parts, count)
        }
        TypeKind::Union(data) => {
            let alternatives = data.alternatives.iter();
            let parts: Option<Vec<TypeId>> = alternatives.map(|one| needed(api, &one.ty)).collect();
            // One alternative is enough.
            let parts = parts.unwrap_or_default();
            let count = parts.len().min(1);
            (parts, count)
        }
        TypeKind::Alias(ty, _) => {
            let parts: Vec<TypeId> = needed(api, ty).into_iter().collect();
            let count = parts.len();
            (parts, count)
        }
        TypeKind::Enumeration(_) | TypeKind::Foreign(_) => (Vec::new(), 0),
    }
}

/// The named type of which each value of a type contains one. Null, lists and maps need none.
fn needed(api: &Api, ty: &Type) -> Option<TypeId> {
    match api.resolved(ty) {
        Type::Named(id) => Some(*id),
        Type::Boxed(inner) => needed(api, inner),
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) => None,
    }
}
