//! Which types have anything to check, in themselves or in the types inside them: of those that requests carry. What
//! comes back is never refused for its limits.

use super::limits;
use crate::emit::module_context::ModuleContext;
use crate::emit::travel::sent;
use crate::ir::{Constraints, Extra, Type, TypeDef, TypeKind};

/// A flag for every named type.
pub(in crate::emit) struct NeededChecks(Vec<bool>);

impl NeededChecks {
    /// Follows the types until nothing changes.
    pub(in crate::emit::wire) fn new(cx: &ModuleContext<'_>) -> Self {
        let types = &cx.api.types;
        let sent = sent(cx);
        let own = types
            .iter()
            .enumerate()
            .map(|(index, def)| sent.contains(&index) && has_own(cx, def));
        let mut needed = Self(own.collect());
        loop {
            let next: Vec<bool> = types
                .iter()
                .enumerate()
                .map(|(index, def)| {
                    let below = || def.parts().any(|ty| needed.reaches(cx, ty));
                    needed.has(index) || (sent.contains(&index) && below())
                })
                .collect();
            if next == needed.0 {
                return needed;
            }
            needed = Self(next);
        }
    }

    /// Whether the type with this index implements `Check`.
    pub(super) fn has(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or(false)
    }

    /// Whether a type that implements `Check` is in `ty`.
    pub(super) fn reaches(&self, cx: &ModuleContext<'_>, ty: &Type) -> bool {
        match cx.resolved(ty) {
            Type::Named(id) => self.has(id.0),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.reaches(cx, inner)
            }
            Type::Scalar(_) => false,
        }
    }
}

fn has_own(cx: &ModuleContext<'_>, def: &TypeDef) -> bool {
    let limited = |ty: &Type, limits: &Constraints| !limits::effective(cx, ty, limits).is_empty();
    if !def.limits.is_empty() {
        return true;
    }
    match &def.kind {
        TypeKind::Struct(data) => {
            let extra = match &data.extra {
                Extra::Kept(_, ty, limits) => limited(ty, limits),
                Extra::Ignored | Extra::Closed => false,
            };
            extra
                || !data.rules.is_empty()
                || data
                    .fields
                    .iter()
                    .any(|field| limited(&field.ty, &field.constraints))
        }
        TypeKind::Union(data) => data
            .alternatives
            .iter()
            .any(|one| limited(&one.ty, &one.constraints)),
        TypeKind::Enumeration(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => false,
    }
}
