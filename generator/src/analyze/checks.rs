//! Limits -> which named types have anything to check, in themselves or in the types inside them.
//!
//! Only types that requests carry are checked: what a server returns is decoded, and never rejected for its limits.

use std::collections::BTreeSet;

use crate::ir::{Api, Constraints, Extra, Type, TypeDef, TypeKind};

/// Whether each named type is checked; `sent` has those that requests carry.
pub(super) fn checked(api: &Api, sent: &BTreeSet<usize>) -> Vec<bool> {
    let types = || api.types.iter().enumerate();
    let own = types().map(|(index, def)| sent.contains(&index) && has_limits(api, def));
    let mut checked: Vec<bool> = own.collect();
    // A type is checked if one inside it is: repeated until nothing changes, since types may contain each other.
    loop {
        let inside = |def: &TypeDef| def.parts().any(|ty| contains(api, &checked, ty));
        let next: Vec<bool> = types()
            .zip(&checked)
            .map(|((index, def), known)| *known || (sent.contains(&index) && inside(def)))
            .collect();
        if next == checked {
            return checked;
        }
        checked = next;
    }
}

/// Whether a type contains one of those that are checked.
pub(super) fn contains(api: &Api, checked: &[bool], ty: &Type) -> bool {
    match api.resolved(ty) {
        Type::Named(id) => checked.get(id.0).copied().unwrap_or_default(),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            contains(api, checked, inner)
        }
        Type::Scalar(_) => false,
    }
}

/// Whether the definition itself has limits.
fn has_limits(api: &Api, def: &TypeDef) -> bool {
    let limited = |ty: &Type, limits: &Constraints| !api.effective(ty, limits).is_empty();
    if !def.limits.is_empty() {
        return true;
    }
    match &def.kind {
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
    }
}
