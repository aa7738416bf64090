//! Limits -> which named types have anything to check, in themselves or in the types inside them.
//!
//! Types inside requests are checked. Those that only responses contain are checked only if the
//! user asked for a client that can do it ([`ResponseChecks`](crate::ir::ResponseChecks)).
//!
//! ```text
//! Order: {properties: {pet: {$ref: Pet}}}      Pet: {properties: {name: {maxLength: 64}}}
//! ```
//! `Pet` has a limit, so checking an `Order` means to look inside it. `emit` prints a table for
//! both if a request contains an `Order`, and for none of them otherwise.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Alternative, Api, Constraints, Extra, Holds, Scalar, Tagging, Type, TypeDef, TypeKind,
};

/// The named types with anything to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedTypes {
    /// Those that requests contain.
    sent: BTreeSet<usize>,
    /// Those that only responses contain, if clients can check responses.
    received: BTreeSet<usize>,
    /// Unions in responses that choose an alternative by its limits.
    chosen: BTreeSet<usize>,
}

impl CheckedTypes {
    /// Finds them among the types that requests contain, and those in responses that clients check.
    pub(super) fn of_types(api: &Api, sent: &BTreeSet<usize>, received: &BTreeSet<usize>) -> Self {
        let mut checked = Self {
            sent: BTreeSet::new(),
            received: BTreeSet::new(),
            chosen: BTreeSet::new(),
        };
        checked.sent = checked.among(api, sent);
        let types = api.types.iter().enumerate();
        let chosen = types.filter(|(index, def)| !checked.has(*index) && is_chosen(api, def));
        checked.chosen = chosen.map(|(index, _)| index).collect();
        checked.received = checked.among(api, received);
        checked
    }

    /// Those of some types that have anything to check, besides those that are known.
    fn among(&self, api: &Api, types: &BTreeSet<usize>) -> BTreeSet<usize> {
        let all = || {
            let defs = types.iter().filter(|index| !self.has(**index));
            defs.filter_map(|index| Some((*index, api.types.get(*index)?)))
        };
        let limited = all().filter(|(_, def)| has_limits(api, def));
        let mut found: BTreeSet<usize> = limited.map(|(index, _)| index).collect();
        // A type is checked if one inside it is.
        let users = RefCell::new(BTreeMap::<usize, Vec<usize>>::new());
        for (index, def) in all() {
            let uses = |inner: usize| {
                users.borrow_mut().entry(inner).or_default().push(index);
                false
            };
            for ty in def.parts() {
                reaches(api, ty, &uses);
            }
        }
        let users = users.into_inner();
        let known = users.keys().filter(|index| self.has(**index));
        let mut open: Vec<usize> = found.iter().chain(known).copied().collect();
        while let Some(checked) = open.pop() {
            for user in users.get(&checked).into_iter().flatten() {
                if found.insert(*user) {
                    open.push(*user);
                }
            }
        }
        found
    }

    /// Whether the type with this index in [`Api::types`] is checked.
    #[must_use]
    pub fn has(&self, index: usize) -> bool {
        self.sent.contains(&index) || self.received.contains(&index)
    }

    /// Whether the type with this index has a table of limits: it is checked, or a union that
    /// chooses by limits.
    #[must_use]
    pub fn has_table(&self, index: usize) -> bool {
        self.has(index) || self.chosen.contains(&index)
    }

    /// Whether the alternatives of the union with this index match only values that keep their
    /// limits. That a client can check responses does not change how it reads them.
    #[must_use]
    pub fn chooses(&self, index: usize) -> bool {
        self.sent.contains(&index) || self.chosen.contains(&index)
    }

    /// Whether a type contains one that is checked.
    #[must_use]
    pub fn reaches(&self, api: &Api, ty: &Type) -> bool {
        reaches(api, ty, &|index| self.has(index))
    }
}

/// Whether a type contains one of some types.
fn reaches(api: &Api, ty: &Type, wanted: &dyn Fn(usize) -> bool) -> bool {
    match api.resolved(ty) {
        Type::Named(id) => wanted(id.0),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            reaches(api, inner, wanted)
        }
        Type::Scalar(_) => false,
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
