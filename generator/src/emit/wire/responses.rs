//! One line per outcome of several types: which status and media type each variant has.
//!
//! ```text
//! responses!(GetPetSuccess {
//!     Ok(Pet) => ResponseSpec::json(200), Accepted => ResponseSpec::empty(202),
//! });
//! responses!(error GetPetFailure { NotFound(Missing) => ResponseSpec::json(404) });
//! ```
//!
//! The enums are in `api.rs` (`api/response`).

use proc_macro2::TokenStream;
use quote::quote;

use super::operation;
use crate::emit::body::BodyType;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{ErrorOutcome, Operation, Reply, SuccessOutcome, TypeName, VariantName};

/// The lines of the outcomes that the operation has.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let mut items = Vec::new();
    if let SuccessOutcome::Several(name, replies) = &operation.success {
        items.push(outcome(cx, None, name, replies));
    }
    if let ErrorOutcome::Several(name, replies) = &operation.failure
        && cx.analysis.failures.same_as(name).is_none()
    {
        items.push(outcome(cx, Some(quote!(error)), name, replies));
    }
    items
}

/// `responses!(error GetPetFailure { … });`
fn outcome(
    cx: &ModuleContext<'_>,
    kind: Option<TokenStream>,
    name: &TypeName,
    replies: &[(VariantName, Reply)],
) -> Item {
    let name = cx.local(ModuleKind::Api, name);
    let rows = replies
        .iter()
        .map(|(name, reply)| Node::Leaf(row(cx, name, reply)));
    let rows = rows.collect();
    Table::line(
        cx.codegen("responses"),
        Node::filled(quote!(#kind #name), rows),
    )
}

/// `NotFound(Missing) => ResponseSpec::json(404)`
fn row(cx: &ModuleContext<'_>, name: &VariantName, one: &Reply) -> TokenStream {
    let (name, reply) = (ident(name), operation::reply(cx, one));
    match BodyType::of_reply(one) {
        BodyType::Empty => quote!(#name => #reply),
        body => {
            let ty = cx.body_type(body);
            quote!(#name(#ty) => #reply)
        }
    }
}
