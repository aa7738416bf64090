//! Operations -> whether each named type occurs in requests, in responses or in both.
//!
//! A client encodes what it sends and decodes what it receives. Code for the other direction of a type would only cost
//! its users compile time, so a client alone does without it.

use std::collections::BTreeSet;

use super::reached;
use crate::ir::{
    Api, Body, ErrorOutcome, Literal, Operation, Presence, Reply, SuccessOutcome, Type, TypeDef,
    TypeKind,
};

/// Where a type occurs, as a client sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Only in requests: a client writes it and never reads it.
    Requests,
    /// Only in responses: a client reads it and never writes it.
    Responses,
    /// In both; or unknown, if no operation uses the type.
    Both,
}

/// The direction of every named type; `sent` has those inside parameters and request bodies.
pub(super) fn directions(api: &Api, sent: &BTreeSet<usize>) -> Vec<Direction> {
    let operations = || api.operations.iter();
    let failures: Vec<&Type> = operations().flat_map(failures).collect();
    // The code and message of an error are found in its JSON, so error bodies are written, too.
    let mut written = reached(api, failures.iter().copied());
    written.extend(sent);
    let mut received: Vec<&Type> = operations().flat_map(successes).collect();
    received.extend(failures);
    received.extend(api.headers.iter().map(|header| &header.ty));
    received.extend(operations().flat_map(decoded_defaults));
    received.extend(api.types.iter().flat_map(decoded_field_defaults));
    let mut read = reached(api, received);
    let unused = unused(api, &written, &read);
    written.extend(&unused);
    read.extend(unused);
    (0..api.types.len())
        .map(
            |index| match (written.contains(&index), read.contains(&index)) {
                (true, false) => Direction::Requests,
                (false, true) => Direction::Responses,
                (true, true) | (false, false) => Direction::Both,
            },
        )
        .collect()
}

/// The types inside parameters and request bodies.
pub(super) fn sent(api: &Api) -> BTreeSet<usize> {
    let arguments = api.operations.iter().flat_map(|one| {
        let payloads = one.body.iter().flat_map(Body::payloads);
        let parameters = one.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(payloads.map(|payload| &payload.ty))
    });
    reached(api, arguments)
}

/// The types that no operation uses, with what they contain: they may occur anywhere.
fn unused(api: &Api, written: &BTreeSet<usize>, read: &BTreeSet<usize>) -> BTreeSet<usize> {
    let types = api.types.iter().enumerate();
    let unused = types.filter(|(index, _)| !written.contains(index) && !read.contains(index));
    let (mut all, mut parts) = (BTreeSet::new(), Vec::new());
    for (index, def) in unused {
        all.insert(index);
        parts.extend(def.parts());
    }
    all.extend(reached(api, parts));
    all
}

fn successes(operation: &Operation) -> Vec<&Type> {
    match &operation.success {
        SuccessOutcome::Single(replies) => replies.iter().filter_map(Reply::decoded).collect(),
        SuccessOutcome::Several(_, replies) => {
            let replies = replies.iter().map(|(_, reply)| reply);
            replies.filter_map(Reply::decoded).collect()
        }
    }
}

fn failures(operation: &Operation) -> Vec<&Type> {
    match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => replies.iter().filter_map(Reply::decoded).collect(),
        ErrorOutcome::Several(_, replies) => {
            let replies = replies.iter().map(|(_, reply)| reply);
            replies.filter_map(Reply::decoded).collect()
        }
    }
}

/// The types of parameters whose defaults are decoded from JSON.
fn decoded_defaults(operation: &Operation) -> impl Iterator<Item = &Type> {
    let parameters = operation.parameters.iter();
    let decoded = parameters.filter(|one| is_decoded(&one.presence));
    decoded.map(|one| &one.ty)
}

/// The types of fields whose defaults are decoded from JSON.
fn decoded_field_defaults(def: &TypeDef) -> impl Iterator<Item = &Type> {
    let fields = match &def.kind {
        TypeKind::Struct(data) => data.fields.as_slice(),
        TypeKind::Enumeration(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(..)
        | TypeKind::Foreign(_) => &[],
    };
    let decoded = fields.iter().filter(|one| is_decoded(&one.presence));
    decoded.map(|one| &one.ty)
}

fn is_decoded(presence: &Presence) -> bool {
    matches!(
        presence,
        Presence::Default(Literal::Json(_) | Literal::List(_))
    )
}
