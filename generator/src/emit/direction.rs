//! Whether each named type occurs in requests, in responses or in both. A client needs to encode the first only, to decode
//! the second only, and setters for what it sends.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::module_context::ModuleContext;
use super::response::{Content, content};
use crate::ir::{
    Body, ErrorOutcome, Literal, Operation, Presence, Reply, SuccessOutcome, Type, TypeDef,
    TypeKind,
};

/// The directions of every named type.
pub(super) struct Directions {
    written: BTreeSet<usize>,
    read: BTreeSet<usize>,
}

/// Where a type occurs, as a client sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Only in requests: a client writes it and never reads it.
    Requests,
    /// Only in responses: a client reads it and never writes it.
    Responses,
    /// In both; or unknown, if no operation uses the type.
    Both,
}

impl Direction {
    /// How the macros of types spell it, behind the name of the type.
    pub(super) fn suffix(self) -> Option<TokenStream> {
        match self {
            Self::Requests => Some(quote!(in requests)),
            Self::Responses => Some(quote!(in responses)),
            Self::Both => None,
        }
    }
}

impl<'a> ModuleContext<'a> {
    /// Where each type occurs.
    pub(super) fn directions(&self) -> &'a Directions {
        self.analysis
            .directions
            .get_or_init(|| Directions::new(self))
    }
}

impl Directions {
    /// Follows the types from the operations.
    fn new(cx: &ModuleContext<'_>) -> Self {
        let operations = || cx.api.operations.iter();
        // What an error says is found in what it looks like on the wire.
        let mut written = reached(cx, operations().flat_map(failures).collect());
        written.extend(sent(cx));
        let mut waiting: Vec<&Type> = operations().flat_map(answers).collect();
        waiting.extend(operations().flat_map(failures));
        waiting.extend(cx.api.headers.iter().map(|header| &header.ty));
        waiting.extend(operations().flat_map(defaults));
        waiting.extend(cx.api.types.iter().flat_map(inner_defaults));
        let mut read = reached(cx, waiting);
        let stray = stray(cx, &written, &read);
        written.extend(&stray);
        read.extend(stray);
        Self { written, read }
    }

    /// Where the type with this index occurs.
    pub(super) fn of(&self, index: usize) -> Direction {
        match (self.written.contains(&index), self.read.contains(&index)) {
            (true, false) => Direction::Requests,
            (false, true) => Direction::Responses,
            (true, true) | (false, false) => Direction::Both,
        }
    }
}

/// The types that no operation uses, with what they contain: they may occur anywhere.
fn stray(
    cx: &ModuleContext<'_>,
    written: &BTreeSet<usize>,
    read: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let types = cx.api.types.iter().enumerate();
    let stray = types.filter(|(index, _)| !written.contains(index) && !read.contains(index));
    let mut all = BTreeSet::new();
    let mut waiting = Vec::new();
    for (index, def) in stray {
        all.insert(index);
        waiting.extend(def.parts());
    }
    all.extend(reached(cx, waiting));
    all
}

/// The types that parameters and request bodies are made of.
pub(super) fn sent(cx: &ModuleContext<'_>) -> BTreeSet<usize> {
    let operations = cx.api.operations.iter();
    let arguments = operations.flat_map(|one| {
        let payloads = one.body.iter().flat_map(Body::payloads);
        let parameters = one.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(payloads.map(|payload| &payload.ty))
    });
    reached(cx, arguments.collect())
}

fn reached<'t>(cx: &ModuleContext<'t>, mut waiting: Vec<&'t Type>) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Scalar(_) => {}
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                waiting.push(inner);
            }
            Type::Named(id) => {
                if reached.insert(id.0)
                    && let Some(def) = cx.api.get(*id)
                {
                    waiting.extend(def.parts());
                }
            }
        }
    }
    reached
}

fn answers(operation: &Operation) -> Vec<&Type> {
    match &operation.success {
        SuccessOutcome::Single(replies) => replies.iter().filter_map(carried).collect(),
        SuccessOutcome::Several(_, replies) => {
            replies.iter().filter_map(|one| carried(&one.1)).collect()
        }
    }
}

fn failures(operation: &Operation) -> Vec<&Type> {
    match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => replies.iter().filter_map(carried).collect(),
        ErrorOutcome::Several(_, replies) => {
            replies.iter().filter_map(|one| carried(&one.1)).collect()
        }
    }
}

fn carried(reply: &Reply) -> Option<&Type> {
    match content(reply) {
        Content::Events(ty) | Content::Lines(ty) | Content::Data(ty) => Some(ty),
        Content::Empty | Content::Any | Content::Stream => None,
    }
}

/// The types of parameters whose defaults are read from JSON.
fn defaults(operation: &Operation) -> Vec<&Type> {
    let parameters = operation.parameters.iter();
    let read = parameters.filter(|one| is_read(&one.presence));
    read.map(|one| &one.ty).collect()
}

/// The types of fields whose defaults are read from JSON.
fn inner_defaults(def: &TypeDef) -> Vec<&Type> {
    let TypeKind::Struct(data) = &def.kind else {
        return Vec::new();
    };
    let read = data.fields.iter().filter(|one| is_read(&one.presence));
    read.map(|one| &one.ty).collect()
}

fn is_read(presence: &Presence) -> bool {
    matches!(
        presence,
        Presence::Default(Literal::Json(_) | Literal::List(_))
    )
}
