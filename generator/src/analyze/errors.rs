//! Documented failures -> the named types that say what went wrong.

use std::collections::BTreeSet;

use crate::ir::{Api, BodyForm, ErrorOutcome, Operation, Reply, Type, TypeId};

/// The named types that operations fail with, each once, in the order of the operations.
pub(super) fn error_bodies(api: &Api) -> Vec<TypeId> {
    let mut seen = BTreeSet::new();
    let bodies = api.operations.iter().flat_map(bodies);
    let named = bodies.filter_map(|ty| named(api, ty));
    named.filter(|id| seen.insert(*id)).collect()
}

/// The bodies of failures that are values: if all replies share one type, that of the first reply with a body.
fn bodies(operation: &Operation) -> Vec<&Type> {
    let value = |reply: &&Reply| reply.form() == Some(BodyForm::Value);
    let replies: Vec<&Reply> = match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => {
            let first = replies.iter().find(|reply| reply.body.is_some());
            first.into_iter().collect()
        }
        ErrorOutcome::Several(_, replies) => replies.iter().map(|(_, reply)| reply).collect(),
    };
    let values = replies.into_iter().filter(value);
    values.filter_map(|reply| reply.body.as_ref()).collect()
}

/// The named type that says what went wrong: the body itself, or the items of a list.
fn named(api: &Api, ty: &Type) -> Option<TypeId> {
    let mut at = api.resolved(ty);
    loop {
        match at {
            Type::Named(id) => return Some(*id),
            Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                at = api.resolved(inner);
            }
            Type::Map(_) | Type::Scalar(_) => return None,
        }
    }
}
