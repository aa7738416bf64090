//! Limits inside the arguments of an operation, and rules between them: the row `limits` of its
//! table.
//!
//! ```text
//! limits: { "body" => body: inside, rule ordered("query.low" => low, "query.high" => high) }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::{bodies, rules};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::{Node, literal};
use crate::ir::{FieldName, Location, Operation, Type};

/// The rows of an operation: its body, what is inside its parameters, and rules between its fields.
pub(in crate::emit::wire) fn row(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Node> {
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

/// Where a parameter is, as violations name it: `query.limit`.
fn place(location: Location, wire: &str) -> String {
    format!("{}.{wire}", location.name())
}

/// The row of a value whose own limits are checked elsewhere.
fn inside(
    cx: &ModuleContext<'_>,
    place: &TokenStream,
    name: &FieldName,
    ty: &Type,
) -> Option<TokenStream> {
    let name = ident(name);
    let is_checked = cx.analysis.checked.reaches(ty);
    is_checked.then(|| quote!(#place => #name: inside))
}
