//! One line an outcome of several types, and one an error body.

use proc_macro2::TokenStream;
use quote::quote;

use super::operation;
use crate::emit::ident::ident;
use crate::emit::outcome::{Content, content, shared};
use crate::emit::scope::{Home, Scope};
use crate::emit::{Item, Node, Table};
use crate::ir::{ErrorFields, ErrorOutcome, Kind, Operation, Outcome, Reply, Type, TypeDef, TypeId, TypeName, VariantName};

/// The lines of the outcomes that the operation has.
pub(super) fn items(scope: &Scope<'_>, operation: &Operation) -> Vec<Item> {
    let mut items = Vec::new();
    if let Outcome::Several(name, replies) = &operation.success {
        items.push(outcome(scope, name, replies));
    }
    if let ErrorOutcome::Several(name, replies) = &operation.failure {
        items.push(outcome(scope, name, replies));
    }
    items
}

fn outcome(scope: &Scope<'_>, name: &TypeName, replies: &[(VariantName, Reply)]) -> Item {
    let name = scope.local(Home::Api, name);
    let rows = replies.iter().map(|(name, reply)| Node::Leaf(row(scope, name, reply))).collect();
    Table::line(scope.runtime("responses"), Node::compact(quote!(enum #name), rows))
}

fn row(scope: &Scope<'_>, name: &VariantName, one: &Reply) -> TokenStream {
    let (name, reply) = (ident(name), operation::reply(scope, one));
    match content(one) {
        Content::Empty => quote!(#name [#reply]),
        body @ (Content::Any | Content::Stream | Content::Data(_)) => {
            let ty = scope.content(body);
            quote!(#name(#ty) [#reply])
        }
    }
}

/// The lines of the named types that some operation fails with.
pub(super) fn error_bodies(scope: &Scope<'_>) -> Vec<Item> {
    let mut seen = Vec::new();
    for content in scope.api.operations.iter().flat_map(failures) {
        if let Content::Data(ty) = content
            && let Type::Named(id) = scope.resolved(ty)
            && !seen.contains(id)
        {
            seen.push(*id);
        }
    }
    seen.into_iter().filter_map(|id| error_body(scope, id)).collect()
}

fn failures(operation: &Operation) -> Vec<Content<'_>> {
    match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => vec![shared(replies)],
        ErrorOutcome::Several(_, replies) => replies.iter().map(|(_, reply)| content(reply)).collect(),
    }
}

fn error_body(scope: &Scope<'_>, id: TypeId) -> Option<Item> {
    let def = scope.def(id)?;
    let rows = fields(def).map(|fields| {
        let ErrorFields { code, message, detail, request_id } = fields;
        let rows = [("code", code), ("message", message), ("detail", detail), ("request_id", request_id)];
        rows.into_iter().filter_map(|(role, field)| {
            let (role, field) = (crate::emit::ident::parse(role), ident(field.as_ref()?));
            Some(Node::Leaf(quote!(#role: #field)))
        })
    });
    let name = scope.local(Home::Types, &def.name);
    let rows = rows.into_iter().flatten().collect();
    Some(Table::line(scope.runtime("error_body"), Node::compact(name, rows)))
}

fn fields(def: &TypeDef) -> Option<&ErrorFields> {
    match &def.kind {
        Kind::Struct(data) => data.error.as_ref(),
        Kind::Enumeration(_) | Kind::Union(_) | Kind::Alias(..) => None,
    }
}
