//! Documented failures -> the named types that contain what went wrong.
//!
//! The runtime finds the code and the message of an error in its JSON. For that `emit` prints a row
//! per error body: `error_body!(ErrorResponse { code: "error_code", message: "error_msg" });`.

use std::collections::BTreeSet;

use crate::ir::{Api, BodyForm, ErrorOutcome, Operation, Reply, Type, TypeId};

/// The named types that operations fail with, each once, in the order of the operations, and the one that a server rejects requests
/// with, which may be none of them.
pub(super) fn error_bodies(api: &Api) -> Vec<TypeId> {
    let mut seen = BTreeSet::new();
    let bodies = api.operations.iter().flat_map(bodies);
    let named = bodies.filter_map(|ty| named(api, ty));
    let named = named.chain(rejection(api));
    named.filter(|id| seen.insert(*id)).collect()
}

/// The type of the bodies with which a server rejects requests: the first that the document declares as an error.
pub(super) fn rejection(api: &Api) -> Option<TypeId> {
    api.declared_errors().next()
}

/// The bodies of failures that are values, not streams.
fn bodies(operation: &Operation) -> Vec<&Type> {
    let replies: Vec<&Reply> = match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => Reply::with_body(replies).into_iter().collect(),
        ErrorOutcome::Several(_, replies) => replies.iter().map(|(_, reply)| reply).collect(),
    };
    let values = replies
        .into_iter()
        .filter(|reply| reply.form() == Some(BodyForm::Value));
    values.filter_map(|reply| reply.body.as_ref()).collect()
}

/// The body itself if it is a named type, or that of its items: some APIs return a list of errors.
/// In a map, nothing says which of the values to show.
fn named(api: &Api, ty: &Type) -> Option<TypeId> {
    match api.resolved(ty) {
        Type::Named(id) => Some(*id),
        Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => named(api, inner),
        Type::Map(_) | Type::Scalar(_) => None,
    }
}
