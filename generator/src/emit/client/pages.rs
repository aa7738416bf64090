//! Pagination (`x-pagination`): one line that says where the offset, the items and the total are.
//!
//! ```text
//! pages!(ListPets { offset: offset, limit: limit or 20, items: items as Pet, total: total });
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::pointer_expr::{self, Ownership};
use crate::emit::ident::ident;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{FieldName, Literal, Operation, Pagination, Presence};

/// The line of an operation that has pages.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    table(cx, operation).into_iter().collect()
}

/// The line, if the operation has pages.
fn table(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Item> {
    let pages = operation.pagination.as_ref()?;
    let items = pointer_expr::path(&pages.items, Ownership::Moved);
    let Pagination {
        offset,
        limit,
        total,
        item,
        ..
    } = pages;
    let name = cx.local(ModuleKind::Api, &operation.request);
    let (offset, item) = (ident(offset), cx.ty(item));
    let mut rows = vec![quote!(offset: #offset), limited(operation, limit)];
    rows.push(quote!(items: #items as #item));
    rows.extend(total.as_ref().map(|total| {
        let total = pointer_expr::path(total, Ownership::Borrowed);
        quote!(total: #total)
    }));
    let rows = rows.into_iter().map(Node::Leaf).collect();
    Some(Table::line(cx.codegen("pages"), Node::compact(name, rows)))
}

/// `limit: limit or 20`
fn limited(operation: &Operation, limit: &FieldName) -> TokenStream {
    let parameter = operation.parameters.iter().find(|one| one.name == *limit);
    let default = match parameter.map(|one| &one.presence) {
        Some(Presence::Default(Literal::Integer(default))) => {
            let default = literal::integer(*default);
            Some(quote!(or #default))
        }
        Some(Presence::Default(_) | Presence::Required | Presence::Optional) | None => None,
    };
    let limit = ident(limit);
    quote!(limit: #limit #default)
}
