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

use crate::ir::{
    Alternative, Api, Constraints, Extra, Holds, Scalar, Tagging, Type, TypeDef, TypeKind,
};

/// The named types with anything to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedTypes {
    /// Those that requests contain.
    sent: BTreeSet<usize>,
    /// Unions in responses that choose an alternative by its limits.
    chosen: BTreeSet<usize>,
}

impl CheckedTypes {
    /// Finds them among the types that requests contain.
    pub(super) fn of_sent(api: &Api, sent: &BTreeSet<usize>) -> Self {
        let sent = || {
            let defs = sent.iter();
            defs.filter_map(|index| Some((*index, api.types.get(*index)?)))
        };
        let limited = sent().filter(|(_, def)| has_limits(api, def));
        let mut checked = Self {
            sent: limited.map(|(index, _)| index).collect(),
            chosen: BTreeSet::new(),
        };
        // A type is checked if one inside it is. Types may contain each other, so this repeats
        // until nothing changes.
        loop {
            let contains = |def: &TypeDef| def.parts().any(|ty| checked.reaches(api, ty));
            let found = sent().filter(|(index, def)| !checked.has(*index) && contains(def));
            let found: Vec<usize> = found.map(|(index, _)| index).collect();
            if found.is_empty() {
                break;
            }
            checked.sent.extend(found);
        }
        let types = api.types.iter().enumerate();
        let chosen = types.filter(|(index, def)| !checked.has(*index) && is_chosen(api, def));
        checked.chosen = chosen.map(|(index, _)| index).collect();
        checked
    }

    /// Whether the type with this index in [`Api::types`] is checked.
    #[must_use]
    pub fn has(&self, index: usize) -> bool {
        self.sent.contains(&index)
    }

    /// Whether the type with this index has a table of limits: it is checked, or a union that
    /// chooses by limits.
    #[must_use]
    pub fn has_table(&self, index: usize) -> bool {
        self.has(index) || self.chosen.contains(&index)
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

/// Whether the limits of alternatives choose between them: the type alone does not, as with two
/// patterns of strings.
fn is_chosen(api: &Api, def: &TypeDef) -> bool {
    let TypeKind::Union(data) = &def.kind else {
        return false;
    };
    let is_tagged = matches!(data.tagging, Tagging::Property(..));
    let limited = data.alternatives.iter().filter(|one| {
        let is_scalar = matches!(api.resolved(&one.ty), Type::Scalar(_) | Type::List(_));
        is_scalar && !api.effective(&one.ty, &one.constraints).is_empty()
    });
    let is_alone = |one: &&Alternative| {
        let kind = kind_of(api, &one.ty);
        let mut others = data.alternatives.iter();
        !others.any(|other| !std::ptr::eq(*one, other) && kind_of(api, &other.ty) == kind)
    };
    !is_tagged && !limited.into_iter().all(|one| is_alone(&one))
}

/// The JSON type of a scalar or a list: 0 for others.
fn kind_of(api: &Api, ty: &Type) -> u8 {
    match api.resolved(ty) {
        Type::Nullable(inner) | Type::Boxed(inner) => kind_of(api, inner),
        Type::Scalar(Scalar::Bool) => 1,
        Type::Scalar(Scalar::Integer(_) | Scalar::Float(_) | Scalar::Number) => 2,
        Type::Scalar(Scalar::Any | Scalar::Null) => 0,
        Type::Scalar(_) => 3,
        Type::List(_) => 4,
        Type::Named(id) => match api.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Enumeration(data)) if data.base == Scalar::String => 3,
            Some(TypeKind::Enumeration(_)) => 2,
            _ => 0,
        },
        Type::Map(_) => 0,
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
            let mut fields = data
                .fields
                .iter()
                .filter(|field| field.holds == Holds::Always);
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
