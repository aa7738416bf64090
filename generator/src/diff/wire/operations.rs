//! Which operation is which: by method and path, or by the name of a webhook or callback, and then by `operationId`.

use std::collections::HashMap;

use super::about::{About, CompareSite, Versions, operation_name};
use super::found::BeforeAfter;
use super::kinds::WireKind;
use super::turn::{Turn, WireDirection};
use super::walk::WireWalk;
use crate::ir::{Operation, PathPart, Role};

/// An operation of the old document and the one of the new document that takes its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct OperationPair<'a> {
    /// Their indices.
    pub(super) indices: (usize, usize),
    /// The old one.
    pub(super) old: &'a Operation,
    /// The new one.
    pub(super) new: &'a Operation,
}

/// All operations in pairs.
#[derive(Debug, Default)]
pub(super) struct OperationPairs<'a> {
    /// Those on both sides, in the order of the new document.
    pub(super) both: Vec<OperationPair<'a>>,
    /// Those that are gone.
    pub(super) gone: Vec<&'a Operation>,
    /// Those that are new.
    pub(super) come: Vec<&'a Operation>,
}

/// What operations are paired by, apart from `operationId`: who calls them, the method, and the path without the names of its
/// parameters.
fn key(operation: &Operation) -> (u8, &'static str, String) {
    let path = operation.path.parts.iter().map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Parameter(_) => "{}",
    });
    let (role, text) = match &operation.role {
        Role::Served => (0, path.collect()),
        Role::Webhook(name) => (1, name.clone()),
        Role::Callback { name, expression } => (2, format!("{name} {expression}")),
    };
    (role, operation.method.name(), text)
}

/// Pairs the operations of both documents.
pub(super) fn pair_operations(apis: Versions<'_>) -> OperationPairs<'_> {
    let (old, new) = (&apis.old.operations, &apis.new.operations);
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: Vec<bool> = vec![true; old.len()];
    let with_id = |one: &Operation| (key(one), one.id.clone());
    match_by(old, new, &mut free, &mut partners, with_id);
    match_by(old, new, &mut free, &mut partners, key);
    let only_id = |one: &Operation| (one.role.interface(), one.id.clone());
    match_by(old, new, &mut free, &mut partners, only_id);
    let mut pairs = OperationPairs::default();
    for (index, (operation, partner)) in new.iter().zip(&partners).enumerate() {
        let before = partner.and_then(|partner| Some((partner, old.get(partner)?)));
        match before {
            Some((partner, before)) => pairs.both.push(OperationPair {
                indices: (partner, index),
                old: before,
                new: operation,
            }),
            None => pairs.come.push(operation),
        }
    }
    let gone = old.iter().zip(&free).filter(|(_, free)| **free);
    pairs.gone = gone.map(|(operation, _)| operation).collect();
    pairs
}

/// Pairs operations without a partner that have the same key, in order.
fn match_by<K: std::hash::Hash + Eq>(
    old: &[Operation],
    new: &[Operation],
    free: &mut [bool],
    partners: &mut [Option<usize>],
    key: impl Fn(&Operation) -> K,
) {
    let mut known: HashMap<K, Vec<usize>> = HashMap::new();
    for (index, operation) in old.iter().enumerate().rev() {
        if free.get(index) == Some(&true) {
            known.entry(key(operation)).or_default().push(index);
        }
    }
    for (operation, partner) in new.iter().zip(partners) {
        if partner.is_some() {
            continue;
        }
        *partner = known.get_mut(&key(operation)).and_then(Vec::pop);
        if let Some(free) = partner.and_then(|index| free.get_mut(index)) {
            *free = false;
        }
    }
}

/// Notes operations that have come, gone or moved.
pub(super) fn record_operations<'a>(walk: &mut WireWalk<'a>, pairs: &OperationPairs<'a>) {
    for operation in &pairs.gone {
        let kind = match operation.role {
            Role::Served => WireKind::OperationRemoved,
            Role::Webhook(_) => WireKind::WebhookRemoved,
            Role::Callback { .. } => WireKind::CallbackRemoved,
        };
        let site = CompareSite::gone(About::Operation(operation), &operation.origin.pointer);
        let values = BeforeAfter::gone(operation_name(operation));
        walk.record_unseen(site, kind, Turn::NARROWER, WireDirection::Request, values);
    }
    for operation in &pairs.come {
        let kind = match operation.role {
            Role::Served => WireKind::OperationAdded,
            Role::Webhook(_) => WireKind::WebhookAdded,
            Role::Callback { .. } => WireKind::CallbackAdded,
        };
        let site = CompareSite::come(About::Operation(operation), &operation.origin.pointer);
        let values = BeforeAfter::come(operation_name(operation));
        walk.record_unseen(site, kind, Turn::WIDER, WireDirection::Request, values);
    }
}

impl<'a> OperationPair<'a> {
    /// The site of changes of the operation as a whole.
    pub(super) fn site(&self) -> CompareSite<'a> {
        let about = About::Operation(self.new);
        CompareSite::new(about, &self.old.origin.pointer, &self.new.origin.pointer)
    }

    /// Whether it has another method or path.
    pub(super) fn is_moved(&self) -> bool {
        key(self.old) != key(self.new)
    }
}
