//! Which way each named type travels: in requests, in answers, or both. A client alone needs one direction of most types,
//! and setters of those that it sends.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::module_context::ModuleContext;
use super::response::{Content, content};
use crate::ir::{
    Body, ErrorOutcome, Literal, Operation, Presence, Reply, SuccessOutcome, Type, TypeDef,
    TypeKind,
};

/// The ways of every named type.
pub(super) struct Travel {
    sent: BTreeSet<usize>,
    written: BTreeSet<usize>,
    read: BTreeSet<usize>,
}

/// The way of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A client writes it, and never reads it.
    Sent,
    /// A client reads it, and never writes it.
    Received,
    /// A client does both; or nobody knows, where no operation carries it: a payload of a webhook, say.
    Both,
}

/// Who makes values of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    /// Callers of a client, too.
    Anyone,
    /// Who answers: setters and conversions stand behind the feature `server`.
    Server,
}

impl Maker {
    /// The attribute of what only this maker needs.
    pub(super) fn condition(self) -> Option<TokenStream> {
        match self {
            Self::Anyone => None,
            Self::Server => Some(quote!(#[cfg(feature = "server")])),
        }
    }
}

impl<'a> ModuleContext<'a> {
    /// Which way each type travels.
    pub(super) fn travel(&self) -> &'a Travel {
        self.analysis.travel.get_or_init(|| Travel::new(self))
    }
}

impl Travel {
    /// Follows the types from the operations.
    fn new(cx: &ModuleContext<'_>) -> Self {
        let operations = || cx.api.operations.iter();
        let sent = sent(cx);
        // What an error says is found in what it looks like on the wire.
        let mut written = reached(cx, operations().flat_map(failures).collect());
        written.extend(&sent);
        let mut waiting: Vec<&Type> = operations().flat_map(answers).collect();
        waiting.extend(operations().flat_map(failures));
        waiting.extend(cx.api.headers.iter().map(|header| &header.ty));
        waiting.extend(operations().flat_map(defaults));
        waiting.extend(cx.api.types.iter().flat_map(inner_defaults));
        let mut read = reached(cx, waiting);
        let stray = stray(cx, &written, &read);
        written.extend(&stray);
        read.extend(stray);
        Self {
            sent,
            written,
            read,
        }
    }

    /// Who makes values of the type with this index.
    pub(super) fn maker(&self, index: usize) -> Maker {
        if self.sent.contains(&index) {
            Maker::Anyone
        } else {
            Maker::Server
        }
    }

    /// The way of the type with this index.
    pub(super) fn way(&self, index: usize) -> Way {
        match (self.written.contains(&index), self.read.contains(&index)) {
            (true, false) => Way::Sent,
            (false, true) => Way::Received,
            (true, true) | (false, false) => Way::Both,
        }
    }
}

/// The types that no operation carries, with what is inside: nobody knows which way they go.
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
