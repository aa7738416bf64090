//! Pagination (`x-pagination`): one line that says where the offset, number or cursor, the items and
//! the total are.
//!
//! ```text
//! pages!(ListPets { offset: offset, items: items as Pet, total: total });
//! pages!(ListPets { page: page from 1, items: items as Pet });
//! pages!(ListPets { cursor: after, next: next, items: items as Pet });
//! pages!(ListPets { cursor: after, last: id, items: items as Pet });
//! pages!(ListPets { url: next_url, items: items as Pet });
//! pages!(ListPets { link: "next", items: items as Pet });
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::pointer_expr::{self, Ownership};
use crate::emit::ident::ident;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{NextPage, Operation, Pagination};

/// The line of an operation that has pages.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    table(cx, operation).into_iter().collect()
}

/// The line, if the operation has pages.
fn table(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Item> {
    let pages = operation.pagination.as_ref()?;
    let items = pointer_expr::path(&pages.items, Ownership::Moved);
    let Pagination {
        next, total, item, ..
    } = pages;
    let name = cx.local(ModuleKind::Api, &operation.request);
    let item = cx.ty(item);
    let mut rows = next_page(next);
    rows.push(quote!(items: #items as #item));
    rows.extend(total.as_ref().map(|total| {
        let total = pointer_expr::path(total, Ownership::Borrowed);
        quote!(total: #total)
    }));
    let rows = rows.into_iter().map(Node::Leaf).collect();
    Some(Table::line(cx.codegen("pages"), Node::compact(name, rows)))
}

/// How the next page is asked for: the field of the request, and where its value or the URL comes from.
fn next_page(next: &NextPage) -> Vec<TokenStream> {
    match next {
        NextPage::Offset(field) => {
            let field = ident(field);
            vec![quote!(offset: #field)]
        }
        NextPage::Number { page, first } => {
            let field = ident(page);
            let first = Literal::u64_unsuffixed(*first);
            vec![quote!(page: #field from #first)]
        }
        NextPage::Cursor { field, next } => {
            let field = ident(field);
            let next = pointer_expr::path(next, Ownership::Borrowed);
            vec![quote!(cursor: #field), quote!(next: #next)]
        }
        NextPage::Marker { field, last } => {
            let field = ident(field);
            let last = pointer_expr::path(last, Ownership::Borrowed);
            vec![quote!(cursor: #field), quote!(last: #last)]
        }
        NextPage::Url { next } => {
            let next = pointer_expr::path(next, Ownership::Borrowed);
            vec![quote!(url: #next)]
        }
        NextPage::Link { relation } => {
            let relation = literal::string(relation);
            vec![quote!(link: #relation)]
        }
    }
}
