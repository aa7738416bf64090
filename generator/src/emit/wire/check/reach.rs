//! Which types have anything to check, in themselves or in the types inside them: of those that requests carry. What
//! comes back is never refused for its limits.

use std::collections::BTreeSet;

use super::limits;
use crate::emit::scope::Scope;
use crate::ir::{Body, Constraints, Extra, Kind, Type, TypeDef};

/// A flag for every named type.
pub(in crate::emit::wire) struct Reach(Vec<bool>);

impl Reach {
    /// Follows the types until nothing changes.
    pub(in crate::emit::wire) fn new(scope: &Scope<'_>) -> Self {
        let types = &scope.api.types;
        let sent = sent(scope);
        let own = types
            .iter()
            .enumerate()
            .map(|(index, def)| sent.contains(&index) && has_own(scope, def));
        let mut reach = Self(own.collect());
        loop {
            let next: Vec<bool> = types
                .iter()
                .enumerate()
                .map(|(index, def)| {
                    let below = || inner(def).iter().any(|ty| reach.reaches(scope, ty));
                    reach.has(index) || (sent.contains(&index) && below())
                })
                .collect();
            if next == reach.0 {
                return reach;
            }
            reach = Self(next);
        }
    }

    /// Whether the type with this index implements `Check`.
    pub(super) fn has(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or(false)
    }

    /// Whether a type that implements `Check` is in `ty`.
    pub(super) fn reaches(&self, scope: &Scope<'_>, ty: &Type) -> bool {
        match scope.resolved(ty) {
            Type::Named(id) => self.has(id.0),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.reaches(scope, inner)
            }
            Type::Scalar(_) => false,
        }
    }
}

/// The types that parameters and request bodies are made of.
fn sent(scope: &Scope<'_>) -> BTreeSet<usize> {
    let operations = scope.api.operations.iter();
    let mut waiting: Vec<&Type> = operations
        .flat_map(|one| {
            one.parameters.iter().map(|parameter| &parameter.ty).chain(
                one.body
                    .iter()
                    .flat_map(Body::payloads)
                    .map(|payload| &payload.ty),
            )
        })
        .collect();
    let mut sent = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Scalar(_) => {}
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                waiting.push(inner)
            }
            Type::Named(id) => {
                if sent.insert(id.0) {
                    waiting.extend(scope.def(*id).into_iter().flat_map(inner));
                }
            }
        }
    }
    sent
}

fn has_own(scope: &Scope<'_>, def: &TypeDef) -> bool {
    let limited =
        |ty: &Type, limits: &Constraints| !limits::effective(scope, ty, limits).is_empty();
    if !def.limits.is_empty() {
        return true;
    }
    match &def.kind {
        Kind::Struct(data) => {
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
        Kind::Union(data) => data
            .alternatives
            .iter()
            .any(|one| limited(&one.ty, &one.constraints)),
        Kind::Enumeration(_) | Kind::Alias(..) => false,
    }
}

fn inner(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        Kind::Struct(data) => {
            let extra = match &data.extra {
                Extra::Kept(_, ty, _) => Some(ty),
                Extra::Ignored | Extra::Closed => None,
            };
            data.fields
                .iter()
                .map(|field| &field.ty)
                .chain(extra)
                .collect()
        }
        Kind::Union(data) => data.alternatives.iter().map(|one| &one.ty).collect(),
        Kind::Alias(ty, _) => vec![ty],
        Kind::Enumeration(_) => Vec::new(),
    }
}
