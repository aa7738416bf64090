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

use std::collections::{BTreeMap, BTreeSet};

use super::behind::BehindAliases;
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
    /// The same for aliases of any of them.
    reached: BehindAliases,
}

impl CheckedTypes {
    /// Finds them among the types that requests contain, and those in responses that clients check.
    pub(super) fn of_types(api: &Api, sent: &BTreeSet<usize>, received: &BTreeSet<usize>) -> Self {
        let limited = LimitedTypes::of(api);
        let nothing = BTreeSet::new();
        let sent = limited.among(sent, &nothing);
        let types = api.types.iter().enumerate();
        let chosen = types
            .filter(|(index, def)| !sent.contains(index) && is_chosen(api, def))
            .map(|(index, _)| index)
            .collect();
        let received = limited.among(received, &sent);
        let is_checked = |index: usize| sent.contains(&index) || received.contains(&index);
        let reached = BehindAliases::of(api, is_checked);
        Self {
            sent,
            received,
            chosen,
            reached,
        }
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
    pub fn reaches(&self, ty: &Type) -> bool {
        ty.named().is_some_and(|id| self.reached.has(id.0))
    }
}

/// The types of an API, and which of them have limits.
struct LimitedTypes<'a> {
    api: &'a Api,
    /// The aliases that have limits, or whose type has them.
    aliases: BehindAliases,
}

impl<'a> LimitedTypes<'a> {
    fn of(api: &'a Api) -> Self {
        let limits = |index: usize| match api.types.get(index).map(|def| &def.kind) {
            Some(TypeKind::Alias(_, limits)) => !limits.is_empty(),
            _ => false,
        };
        let aliases = BehindAliases::of(api, limits);
        Self { api, aliases }
    }

    /// Those of some types that have anything to check, besides those that are known.
    fn among(&self, types: &BTreeSet<usize>, known: &BTreeSet<usize>) -> BTreeSet<usize> {
        let defs = || {
            let unknown = types.iter().filter(|index| !known.contains(*index));
            unknown.filter_map(|index| Some((*index, self.api.types.get(*index)?)))
        };
        let limited = defs().filter(|(_, def)| self.has_limits(def));
        let mut found: BTreeSet<usize> = limited.map(|(index, _)| index).collect();
        // A type is checked if one inside it is. What is inside an alias is inside its users as well.
        let mut users = BTreeMap::<usize, Vec<usize>>::new();
        for (index, def) in defs() {
            for inner in def.parts().filter_map(Type::named) {
                users.entry(inner.0).or_default().push(index);
            }
        }
        let known = users.keys().filter(|index| known.contains(*index));
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

    /// Whether a definition has limits of its own. Those of an alias count where the alias is used.
    fn has_limits(&self, def: &TypeDef) -> bool {
        let inside = match &def.kind {
            TypeKind::Struct(data) => {
                let extra = match &data.extra {
                    Extra::Kept(_, ty, limits) => self.limited(ty, limits),
                    Extra::Ignored | Extra::Closed => false,
                };
                let mut fields = data
                    .fields
                    .iter()
                    .filter(|field| field.holds == Holds::Always);
                extra
                    || !data.rules.is_empty()
                    || fields.any(|field| self.limited(&field.ty, &field.constraints))
            }
            TypeKind::Union(data) => {
                let mut alternatives = data.alternatives.iter();
                alternatives.any(|one| self.limited(&one.ty, &one.constraints))
            }
            TypeKind::Enumeration(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => false,
        };
        inside || !def.limits.is_empty()
    }

    /// Whether a value has limits: where it is used, or by the aliases on the way.
    fn limited(&self, ty: &Type, written: &Constraints) -> bool {
        let is_limited = || ty.named().is_some_and(|id| self.aliases.has(id.0));
        !written.is_empty() || is_limited()
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
