//! How many lines of Rust something becomes, about: enough to keep modules from growing without
//! bound.

use crate::ir::{Body, Docs, Operation, Presence, TypeDef, TypeKind};

/// Columns of prose in a line of docs.
const COLUMNS: usize = 85;

/// The lines of a type with its constructor, setters and getters.
pub(super) fn of_type(def: &TypeDef) -> usize {
    let inside: usize = match &def.kind {
        TypeKind::Struct(data) => {
            let fields = data.fields.iter();
            let lines = fields.map(|field| of_field(&field.presence) + of_docs(&field.docs));
            lines.sum::<usize>() + 16
        }
        TypeKind::Enumeration(data) => {
            let variants = data.variants.iter();
            variants.map(|variant| 1 + of_docs(&variant.docs)).sum()
        }
        TypeKind::Union(data) => {
            let alternatives = data.alternatives.iter();
            alternatives.map(|one| 8 + of_docs(&one.docs)).sum()
        }
        TypeKind::Alias(..) | TypeKind::Foreign(_) => 0,
    };
    inside + of_docs(&def.docs) + 8
}

/// The lines of an operation: its request type and the types that belong to it.
pub(super) fn of_operation(operation: &Operation) -> usize {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|one| of_field(&one.presence) + of_docs(&one.docs));
    let payloads = operation.body.iter().flat_map(Body::payloads);
    let parts = payloads.flat_map(|payload| payload.form.iter().flat_map(|form| &form.parts));
    let parts = parts.map(|part| of_field(&part.field.presence) + of_docs(&part.field.docs));
    let replies = operation.replies().map(|reply| of_docs(&reply.docs));
    parameters.chain(parts).chain(replies).sum::<usize>() + 30
}

/// The lines of a field, and of the getter of its default.
fn of_field(presence: &Presence) -> usize {
    match presence {
        Presence::Required | Presence::Optional => 3,
        Presence::Default(_) => 8,
    }
}

/// The lines of docs after wrapping.
fn of_docs(docs: &Docs) -> usize {
    let of = |text: &Option<String>| {
        let lines = text.iter().flat_map(|text| text.lines());
        lines.map(|line| line.len() / COLUMNS + 1).sum::<usize>()
    };
    of(&docs.summary) + of(&docs.description) + docs.notes.len().min(1) + 1
}
