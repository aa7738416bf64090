//! Pagination (`x-pagination`): one line that says where the offset, the items and the total are.
//!
//! ```text
//! pages!(ListPets { offset: offset, items: items as Pet, total: total });
//! ```

use quote::quote;

use super::pointer_expr::{self, Ownership};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{Operation, Pagination};

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
        total,
        item,
        ..
    } = pages;
    let name = cx.local(ModuleKind::Api, &operation.request);
    let (offset, item) = (ident(offset), cx.ty(item));
    let mut rows = vec![quote!(offset: #offset), quote!(items: #items as #item)];
    rows.extend(total.as_ref().map(|total| {
        let total = pointer_expr::path(total, Ownership::Borrowed);
        quote!(total: #total)
    }));
    let rows = rows.into_iter().map(Node::Leaf).collect();
    Some(Table::line(cx.codegen("pages"), Node::compact(name, rows)))
}
