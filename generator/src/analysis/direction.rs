//! Operations -> whether each named type occurs in requests, in responses or in both.
//!
//! A client encodes what it sends and decodes what it receives. Code for the other direction would
//! only cost compile time, so a client alone does without it: `emit` prints
//! `pub struct PetList in responses { … }` for a type that no request contains, and the macro puts
//! its encoder and its setters behind features.

use std::collections::BTreeSet;

use super::reached;
use crate::ir::{Api, Body, Literal, Presence, Reply, ResponseChecks, Type};

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

/// The direction of every named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directions(Vec<Direction>);

impl Directions {
    /// Follows the types from the operations; `sent` has those inside parameters and request
    /// bodies.
    pub(super) fn of_types(api: &Api, sent: &BTreeSet<usize>) -> Self {
        let (mut written, mut read) = (written(api, sent), read(api));
        let unused = unused(api, &written, &read);
        if api.response_checks == ResponseChecks::Present {
            // Limits see a value through its encoder.
            written.extend(received(api));
        }
        written.extend(&unused);
        read.extend(unused);
        let of = |index| match (written.contains(&index), read.contains(&index)) {
            (true, false) => Direction::Requests,
            (false, true) => Direction::Responses,
            (true, true) | (false, false) => Direction::Both,
        };
        Self((0..api.types.len()).map(of).collect())
    }

    /// Where the type with this index in [`Api::types`] occurs.
    #[must_use]
    pub fn of(&self, index: usize) -> Direction {
        self.0.get(index).copied().unwrap_or(Direction::Both)
    }
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

/// The types inside responses and their headers.
pub(super) fn received(api: &Api) -> BTreeSet<usize> {
    let replies = api.operations.iter().flat_map(|one| one.replies());
    let headers = api.headers.iter().map(|header| &header.ty);
    reached(api, replies.filter_map(Reply::decoded).chain(headers))
}

/// The types that a client encodes.
fn written(api: &Api, sent: &BTreeSet<usize>) -> BTreeSet<usize> {
    // The code and the message of an error are looked up in its JSON, so error bodies are encoded,
    // too.
    let failures = api.operations.iter().flat_map(|one| one.failure.replies());
    let mut written = reached(api, failures.filter_map(Reply::decoded));
    written.extend(sent);
    // The getter of a default builds its structs.
    written.extend(
        defaults(api)
            .flat_map(|(literal, _)| literal.structs())
            .map(|id| id.0),
    );
    written
}

/// The types that a client decodes: responses, headers, and defaults of types of the user's, which
/// are JSON in the generated code.
fn read(api: &Api) -> BTreeSet<usize> {
    let decoded = defaults(api).filter(|(literal, _)| literal.is_decoded());
    let mut read = reached(api, decoded.map(|(_, ty)| ty));
    read.extend(received(api));
    read
}

/// The defaults of parameters and of fields, with their types.
fn defaults(api: &Api) -> impl Iterator<Item = (&Literal, &Type)> {
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let parameters = parameters.map(|one| (&one.presence, &one.ty));
    let structs = api.types.iter().filter_map(|def| def.kind.as_struct());
    let fields = structs.flat_map(|data| &data.fields);
    let fields = fields.map(|one| (&one.presence, &one.ty));
    parameters
        .chain(fields)
        .filter_map(|(presence, ty)| match presence {
            Presence::Default(literal) => Some((literal, ty)),
            Presence::Required | Presence::Optional => None,
        })
}

/// The types that no operation uses, with what they contain: a program may use them for anything.
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
