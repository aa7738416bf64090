//! Limits of named types: a table per type that a request contains.
//!
//! ```text
//! limits!(Pet whole [MinProperties(1)] { "name" => name: [MinLength(1)] });
//! limits!(union Choice { Cat => [MinItems(1)], Dog => inside });
//! ```
//!
//! `whole` has the limits of the object itself, which no field has.

use quote::quote;

use super::{Rows, checks, list, of_field, of_value, rules, table};
use crate::emit::Item;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::ir::{Constraints, Extra, Struct, Type, TypeKind, Union};

/// The tables of the types that have limits and are sent.
pub(in crate::emit::wire) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let checked = cx.types();
    let checked = checked.filter(|(index, _)| cx.analysis.checked.has_table(*index));
    let tables = checked.filter_map(|(_, def)| {
        let (union, rows) = match &def.kind {
            TypeKind::Struct(data) => (None, of_struct(cx, data)),
            TypeKind::Union(data) => (Some(quote!(union)), of_union(cx, data)),
            TypeKind::Enumeration(_) => (None, Rows::new()),
            TypeKind::Alias(..) | TypeKind::Foreign(_) => return None,
        };
        let name = cx.local(ModuleKind::Types, &def.name);
        let whole = Constraints {
            own: def.limits.clone(),
            items: None,
        };
        let whole = list(cx, &whole).map(|list| quote!(whole #list));
        let head = quote!(#union #name #whole);
        Some(table(cx, head, rows.into_iter()))
    });
    tables.collect()
}

/// The rows of an object: its properties, those that it does not name, and the rules between them.
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
