//! Pagination: where the offset, the items and the total are.

use quote::quote;

use super::follow;
use crate::emit::ident::ident;
use crate::emit::scope::{Home, Scope};
use crate::emit::{Item, Node, Table};
use crate::ir::{Operation, Pagination};

/// The table of an operation that has pages.
pub(super) fn item(scope: &Scope<'_>, operation: &Operation) -> Option<Item> {
    let Pagination { offset, limit, items, total, item } = operation.pagination.as_ref()?;
    let name = scope.local(Home::Api, &operation.request);
    let (offset, limit, item) = (ident(offset), ident(limit), scope.ty(item));
    let items = follow::borrowed(&quote!(page), items);
    let mut rows = vec![
        Node::Leaf(quote!(offset: offset)),
        Node::Leaf(quote!(limit: limit)),
        Node::Leaf(quote!(items: items)),
    ];
    let total = total.as_ref().map(|total| follow::borrowed(&quote!(page), total));
    rows.extend(total.map(|total| Node::Leaf(quote!(total: #total))));
    let _ = (offset, limit, items);
    Some(Table::block(scope.runtime("pages"), Node::open(quote!(#name -> #item), rows)))
}
