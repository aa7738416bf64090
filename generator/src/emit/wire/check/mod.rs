//! Limits as rows of tables: `limits!(Order { "tags" => tags: [MaxItems(3)], "owner" => owner: inside })` for a type, and
//! `limits: { "body" => body: inside }` for an operation. The limits of a parameter are in its own row (`wire/param`).

mod bodies;
mod limits;
mod rules;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use limits::list;

use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{
    Constraints, Extra, Field, FieldName, Location, Operation, Struct, Type, TypeKind, Union,
};

/// A row per field or variant that has limits.
type Rows = Vec<TokenStream>;

/// The tables of the types that have limits and are sent.
pub(super) fn of_types(cx: &ModuleContext<'_>) -> Vec<Item> {
    let checked = cx.types();
    let checked = checked.filter(|(index, _)| cx.analysis.checked.has(*index));
    let tables = checked.filter_map(|(_, def)| {
        let name = cx.local(ModuleKind::Types, &def.name);
        let whole = Constraints {
            own: def.limits.clone(),
            items: None,
        };
        let whole = list(cx, &whole).map(|list| quote!(whole #list));
        let (head, rows) = match &def.kind {
            TypeKind::Struct(data) => (quote!(#name #whole), of_struct(cx, data)),
            TypeKind::Union(data) => (quote!(union #name #whole), of_union(cx, data)),
            TypeKind::Enumeration(_) => (quote!(#name #whole), Rows::new()),
            TypeKind::Alias(..) | TypeKind::Foreign(_) => return None,
        };
        Some(table(cx, head, rows.into_iter()))
    });
    tables.collect()
}

/// The rows of an operation: its body, what is inside its parameters, and rules between its fields.
pub(super) fn of_operation(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Node> {
    let parameters = operation.parameters.iter();
    let inside = parameters.filter_map(|one| {
        let place = place(one.location, &one.wire);
        inside(cx, &literal::string(&place), &one.name, &one.ty)
    });
    let body = operation.body.as_ref().map(|body| &body.content);
    let body = body
        .into_iter()
        .flat_map(|content| bodies::rows(cx, content));
    let places: Vec<_> = operation
        .parameters
        .iter()
        .map(|one| (&one.name, place(one.location, &one.wire)))
        .collect();
    let rules = operation.rules.iter().map(|rule| rules::row(&places, rule));
    let rows: Vec<_> = inside.chain(body).chain(rules).map(Node::Leaf).collect();
    (!rows.is_empty()).then(|| Node::filled(quote!(limits:), rows))
}

/// The tables of the types that only the body of the operation is made of.
pub(super) fn of_body(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let body = operation.body.as_ref();
    body.map_or_else(Vec::new, |body| bodies::items(cx, &body.content))
}

/// Where a parameter is, as violations name it: `query.limit`.
fn place(location: Location, wire: &str) -> String {
    let location = match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    format!("{location}.{wire}")
}

fn table(
    cx: &ModuleContext<'_>,
    head: TokenStream,
    rows: impl Iterator<Item = TokenStream>,
) -> Item {
    let rows = rows.map(Node::Leaf).collect();
    Table::line(cx.codegen("limits"), Node::filled(head, rows))
}

fn of_field(cx: &ModuleContext<'_>, field: &Field) -> Rows {
    let Field {
        wire,
        name,
        ty,
        constraints,
        ..
    } = field;
    of_value(cx, wire, name, ty, constraints)
}

fn of_struct(cx: &ModuleContext<'_>, data: &Struct) -> Rows {
    let fields = data.fields.iter();
    let fields = fields.flat_map(|field| of_field(cx, field));
    let extra = match &data.extra {
        Extra::Kept(name, ty, limits) => {
            let map = Type::Map(Box::new(ty.clone()));
            let limits = Constraints {
                own: Vec::new(),
                items: Some(Box::new(limits.clone())),
            };
            of_value(cx, "", name, &map, &limits)
        }
        Extra::Ignored | Extra::Closed => Rows::new(),
    };
    let places: Vec<_> = data
        .fields
        .iter()
        .map(|field| (&field.name, field.wire.clone()))
        .collect();
    let rules = data.rules.iter().map(|rule| rules::row(&places, rule));
    fields.chain(extra).chain(rules).collect()
}

/// `Cat => [MinItems(1)]`, `Dog => inside`
fn of_union(cx: &ModuleContext<'_>, data: &Union) -> Rows {
    let alternatives = data.alternatives.iter().flat_map(|one| {
        let name = ident(&one.name);
        let checks = checks(cx, &one.ty, &one.constraints);
        checks.map(move |check| quote!(#name => #check))
    });
    alternatives.collect()
}

/// `"tags" => tags: [MaxItems(3)]`, `"tags" => tags: inside`
fn of_value(
    cx: &ModuleContext<'_>,
    place: &str,
    name: &FieldName,
    ty: &Type,
    constraints: &Constraints,
) -> Rows {
    let (name, place) = (ident(name), literal::string(place));
    let checks = checks(cx, ty, constraints);
    checks
        .map(|check| quote!(#place => #name: #check))
        .collect()
}

/// What is checked of one value: its own limits with those of its items, and `inside` for those of the types in it.
fn checks(
    cx: &ModuleContext<'_>,
    ty: &Type,
    constraints: &Constraints,
) -> impl Iterator<Item = TokenStream> {
    let own = list(cx, &cx.api.effective(ty, constraints));
    let inside = cx
        .analysis
        .checked
        .reaches(cx.api, ty)
        .then(|| quote!(inside));
    own.into_iter().chain(inside)
}

/// The row of a value whose own limits are checked elsewhere.
fn inside(
    cx: &ModuleContext<'_>,
    place: &TokenStream,
    name: &FieldName,
    ty: &Type,
) -> Option<TokenStream> {
    let name = ident(name);
    let is_checked = cx.analysis.checked.reaches(cx.api, ty);
    is_checked.then(|| quote!(#place => #name: inside))
}
