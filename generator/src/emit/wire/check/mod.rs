//! Limits as rows of tables. A row has the place in messages, the field, and what is checked of it.
//!
//! ```text
//! limits!(Order {
//!     "tags" => tags: [MaxItems(3), Each(&[MinLength(1)])],
//!     "owner" => owner: inside,
//! });
//! ```
//!
//! `inside` means that the field has a type with a table of its own. The limits of a parameter are
//! in its own row (`wire/param`). Which types are checked is in
//! [`CheckedTypes`](crate::analysis::CheckedTypes).

pub(super) mod arguments;
pub(super) mod bodies;
mod limits;
pub(super) mod responses;
mod rules;
pub(super) mod types;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use limits::list;

use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{Constraints, Field, FieldName, Holds, Type};

/// A row per field or variant that has limits.
type Rows = Vec<TokenStream>;

/// `limits!(head { rows });`
fn table(
    cx: &ModuleContext<'_>,
    head: TokenStream,
    rows: impl Iterator<Item = TokenStream>,
) -> Item {
    let rows = rows.map(Node::Leaf).collect();
    Table::line(cx.codegen("limits"), Node::filled(head, rows))
}

/// The rows of a property.
fn of_field(cx: &ModuleContext<'_>, field: &Field) -> Rows {
    match field.holds {
        Holds::Always => of_value(cx, &field.wire, &field.name, &field.ty, &field.constraints),
        Holds::InSomeAlternatives => Rows::new(), // the limits of the whole object have them
    }
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

/// What is checked of one value: its own limits with those of its items, and `inside` for those of
/// the types in it.
fn checks(
    cx: &ModuleContext<'_>,
    ty: &Type,
    constraints: &Constraints,
) -> impl Iterator<Item = TokenStream> {
    let own = list(cx, &cx.api.effective(ty, constraints));
    let inside = cx.analysis.checked.reaches(ty).then(|| quote!(inside));
    own.into_iter().chain(inside)
}
