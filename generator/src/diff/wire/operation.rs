//! A pair of operations: everything that is on the wire, and how clients use it.

use super::super::operation_name::operation_name;
use super::bodies::compare_bodies;
use super::flow::{pagination_text, waiter_text};
use super::found::BeforeAfter;
use super::graph::NodeId;
use super::kinds::WireKind;
use super::operations::OperationPair;
use super::parameters::compare_parameters;
use super::replies::compare_replies;
use super::rules::record_rules;
use super::turn::{Turn, WireDirection};
use super::types::compare_types;
use super::walk::WireWalk;
use crate::diff::model::MessagePart;
use crate::ir::{FieldName, Operation};

/// Notes how two operations differ, and lets their types wait.
pub(super) fn compare_operations<'a>(walk: &mut WireWalk<'a>, pair: OperationPair<'a>) {
    let whole = walk.root(pair.indices, MessagePart::Whole, WireDirection::Request);
    // What is not compared here is compared elsewhere, or is not on the wire.
    let Operation {
        name: _,
        request: _,
        companion: _,
        id: _,
        role: _,
        method: _, // with the role and the path
        path: _,
        server,
        parameters: _,
        body: _,
        success: _,
        failure: _,
        security: _, // for all operations together
        side_effect,
        rules: _,
        pagination: _,
        waiter: _,
        links: _,
        tags: _,
        tag: _,
        docs: _,
        origin: _,
    } = pair.new;
    compare_address(walk, whole, pair, server.as_ref());
    if pair.old.side_effect != *side_effect {
        let kind = match side_effect {
            true => WireKind::SideEffectAdded,
            false => WireKind::SideEffectRemoved,
        };
        walk.record(
            whole,
            pair.site(),
            kind,
            Turn::BEHAVIOUR,
            BeforeAfter::default(),
        );
    }
    compare_rules(walk, whole, pair);
    compare_flow(walk, whole, pair);
    compare_parameters(walk, whole, pair);
    compare_bodies(walk, whole, pair);
    compare_replies(walk, pair, compare_types);
}

/// Method, path and server.
fn compare_address<'a>(
    walk: &mut WireWalk<'a>,
    whole: NodeId,
    pair: OperationPair<'a>,
    server: Option<&String>,
) {
    if pair.is_moved() {
        let values = BeforeAfter::both(operation_name(pair.old), operation_name(pair.new));
        walk.record(
            whole,
            pair.site(),
            WireKind::OperationMoved,
            Turn::BOTH,
            values,
        );
    }
    if pair.old.server.as_ref() != server {
        let values = BeforeAfter {
            before: pair.old.server.clone(),
            after: server.cloned(),
        };
        let kind = WireKind::OperationServerChanged;
        walk.record(whole, pair.site(), kind, Turn::BEHAVIOUR, values);
    }
}

fn compare_rules<'a>(walk: &mut WireWalk<'a>, whole: NodeId, pair: OperationPair<'a>) {
    let names = |operation: &'a Operation| {
        move |name: &FieldName| {
            let mut parameters = operation.parameters.iter();
            let found = parameters.find(|one| one.name == *name);
            found.map(|one| one.wire.as_str())
        }
    };
    let (old, new) = (names(pair.old), names(pair.new));
    let (old, new) = (
        (pair.old.rules.as_slice(), &old as _),
        (pair.new.rules.as_slice(), &new as _),
    );
    record_rules(walk, whole, pair.site(), old, new);
}

/// Pages, and tasks to wait for.
fn compare_flow<'a>(walk: &mut WireWalk<'a>, whole: NodeId, pair: OperationPair<'a>) {
    let (old, new) = (walk.apis.old, walk.apis.new);
    let pages = (pagination_text(pair.old), pagination_text(pair.new));
    let waiters = (waiter_text(old, pair.old), waiter_text(new, pair.new));
    let all = [
        (
            pages,
            [
                WireKind::PaginationAdded,
                WireKind::PaginationRemoved,
                WireKind::PaginationChanged,
            ],
        ),
        (
            waiters,
            [
                WireKind::WaiterAdded,
                WireKind::WaiterRemoved,
                WireKind::WaiterChanged,
            ],
        ),
    ];
    for ((before, after), [added, removed, changed]) in all {
        let kind = match (&before, &after) {
            (None, Some(_)) => added,
            (Some(_), None) => removed,
            (Some(before), Some(after)) if before != after => changed,
            _ => continue,
        };
        let values = BeforeAfter { before, after };
        walk.record(whole, pair.site(), kind, Turn::BEHAVIOUR, values);
    }
}
