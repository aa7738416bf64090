//! An API -> the same API with other type IDs. It visits every place of the IR that contains one.
//!
//! Types get their IDs as they are met and are sorted at the end ([`order`](super::order)).
//! The visitor also finds the types that something refers to ([`unused_types`](super::unused_types)).
//!
//! Rewriting the IDs once keeps one rule for everything after lowering: an ID is the index into
//! [`Api::types`]. The alternative, a table from IDs to positions in the API, would be shorter here
//! and a trap in every later stage.

use crate::ir::{
    Api, BodyContent, Composite, ErrorOutcome, Extra, Literal, NextPage, Operation, Pagination,
    Payload, Pointed, PollArgument, Presence, Reply, SuccessOutcome, Type, TypeDef, TypeId,
    TypeKind, Waiter,
};

/// Replaces every id of the API.
pub(super) fn api(api: &mut Api, new: &impl Fn(TypeId) -> TypeId) {
    let Api {
        types,
        operations,
        client_parameters,
        name: _,
        title: _,
        version: _,
        docs: _,
        servers: _,
        schemes: _,
        credentials: _,
        fillings: _, // made last
        hooks: _,
        headers,
        date_times: _,
        response_checks: _,
        layout: _, // made last
        features: _,
    } = api;
    types
        .iter_mut()
        .for_each(|definition| type_def(definition, new));
    operations
        .iter_mut()
        .for_each(|described| operation(described, new));
    headers
        .iter_mut()
        .for_each(|header| ty(&mut header.ty, new));
    client_parameters
        .iter_mut()
        .for_each(|parameter| ty(&mut parameter.ty, new));
}

pub(super) fn type_def(definition: &mut TypeDef, new: &impl Fn(TypeId) -> TypeId) {
    match &mut definition.kind {
        TypeKind::Struct(described) => {
            for field in &mut described.fields {
                ty(&mut field.ty, new);
                presence(&mut field.presence, new);
            }
            if let Extra::Kept(_, values, _) = &mut described.extra {
                ty(values, new);
            }
        }
        TypeKind::Enumeration(_) | TypeKind::Foreign(_) => {}
        TypeKind::Union(union) => union
            .alternatives
            .iter_mut()
            .for_each(|alternative| ty(&mut alternative.ty, new)),
        TypeKind::Alias(aliased, _) => ty(aliased, new),
    }
}

fn operation(described: &mut Operation, new: &impl Fn(TypeId) -> TypeId) {
    for parameter in &mut described.parameters {
        ty(&mut parameter.ty, new);
        presence(&mut parameter.presence, new);
    }
    if let Some(body) = &mut described.body {
        presence(&mut body.presence, new);
        match &mut body.content {
            BodyContent::Single(one) => payload(one, new),
            BodyContent::Several(_, variants) => {
                variants.iter_mut().for_each(|(_, one)| payload(one, new))
            }
        }
    }
    match &mut described.success {
        SuccessOutcome::Single(replies) => replies.iter_mut().for_each(|one| reply(one, new)),
        SuccessOutcome::Several(_, replies) => {
            replies.iter_mut().for_each(|(_, one)| reply(one, new))
        }
    }
    match &mut described.failure {
        ErrorOutcome::Undocumented => {}
        ErrorOutcome::Single(replies) => replies.iter_mut().for_each(|one| reply(one, new)),
        ErrorOutcome::Several(_, replies) => {
            replies.iter_mut().for_each(|(_, one)| reply(one, new))
        }
    }
    if let Some(pages) = &mut described.pagination {
        pagination(pages, new);
    }
    if let Some(Waiter {
        arguments,
        subject,
        status,
        operation: _,
        success: _,
        failure: _,
    }) = &mut described.waiter
    {
        for (_, argument) in arguments {
            match argument {
                PollArgument::FromResponse(value) => pointed(value, new),
                PollArgument::FromRequest | PollArgument::Absent => {}
            }
        }
        pointed(subject, new);
        pointed(status, new);
    }
}

fn payload(payload: &mut Payload, new: &impl Fn(TypeId) -> TypeId) {
    ty(&mut payload.ty, new);
    for part in payload.form.iter_mut().flat_map(|form| &mut form.parts) {
        ty(&mut part.field.ty, new);
        presence(&mut part.field.presence, new);
    }
}

fn reply(reply: &mut Reply, new: &impl Fn(TypeId) -> TypeId) {
    reply.body.iter_mut().for_each(|body| ty(body, new));
}

fn pagination(pages: &mut Pagination, new: &impl Fn(TypeId) -> TypeId) {
    let Pagination {
        items,
        total,
        item,
        next,
        limit: _,
    } = pages;
    match next {
        NextPage::Offset(_) | NextPage::Number { .. } | NextPage::Link { .. } => {}
        NextPage::Cursor { next: way, .. }
        | NextPage::Marker { last: way, .. }
        | NextPage::Url { next: way } => {
            pointed(way, new);
        }
    }
    pointed(items, new);
    total.iter_mut().for_each(|total| pointed(total, new));
    ty(item, new);
}

fn pointed(pointed: &mut Pointed, new: &impl Fn(TypeId) -> TypeId) {
    ty(&mut pointed.ty, new);
}

fn presence(presence: &mut Presence, new: &impl Fn(TypeId) -> TypeId) {
    match presence {
        Presence::Required | Presence::Optional => {}
        Presence::Default(value) => literal(value, new),
    }
}

fn literal(value: &mut Literal, new: &impl Fn(TypeId) -> TypeId) {
    match value {
        Literal::Variant(id, _) | Literal::Unlisted(id, _) => *id = new(*id),
        Literal::List(items) => items.iter_mut().for_each(|item| literal(item, new)),
        Literal::Composite(Composite::Map(entries), _) => {
            entries.iter_mut().for_each(|(_, one)| literal(one, new));
        }
        Literal::Composite(Composite::Object(id, fields, extra), _) => {
            *id = new(*id);
            fields.iter_mut().for_each(|(_, one)| literal(one, new));
            extra.iter_mut().for_each(|(_, one)| literal(one, new));
        }
        Literal::Composite(Composite::Alternative(id, _, payload), _) => {
            *id = new(*id);
            literal(payload, new);
        }
        Literal::Null
        | Literal::Bool(_)
        | Literal::Integer(_)
        | Literal::Float(_)
        | Literal::Number(_)
        | Literal::String(_)
        | Literal::Formatted(..)
        | Literal::Composite(Composite::Any, _)
        | Literal::Json(_) => {}
    }
}

fn ty(ty_: &mut Type, new: &impl Fn(TypeId) -> TypeId) {
    match ty_ {
        Type::Scalar(_) => {}
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            ty(inner, new)
        }
        Type::Named(id) => *id = new(*id),
    }
}
