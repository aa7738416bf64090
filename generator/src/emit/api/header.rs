//! The documented headers of responses: one typed constant per header.
//!
//! ```text
//! /// `X-Total`.
//! pub const X_TOTAL: Header<i64> = Header::new(Param::header("X-Total"));
//! ```
//!
//! A client reads it with `response.header(X_TOTAL)?`. Headers with the same name share one
//! constant, and the docs of a method say which responses have it.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Item;
use crate::emit::docs::{Prose, code, status};
use crate::emit::ident::constant;
use crate::emit::module_context::ModuleContext;
use crate::emit::wire;
use crate::ir::{HeaderField, Operation, Presence};

/// The constants.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let headers = cx.needs().headers.iter();
    headers.map(|header| Item::Code(item(cx, header))).collect()
}

/// `pub const X_TOTAL: Header<i64> = Header::new(Param::header("X-Total"));`
fn item(cx: &ModuleContext<'_>, header: &HeaderField) -> TokenStream {
    let docs = Prose::item().docs(&header.docs, &format!("{}.", code(&header.wire)));
    let (docs, name, runtime) = (docs.tokens(), constant(&header.name), cx.runtime("Header"));
    let (ty, place) = (cx.ty(&header.ty), wire::header(cx, header));
    quote! {
        #docs
        pub const #name: #runtime<#ty> = #runtime::new(#place);
    }
}

/// The headers of the operation's responses, with the statuses they come with:
/// ``[`LINK`] with 200.``
pub(super) fn uses(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<String> {
    let mut found: BTreeMap<usize, Vec<(String, &Presence)>> = BTreeMap::new();
    for reply in operation.replies() {
        let mut known = HashSet::new();
        let headers = reply.headers.iter();
        for one in headers.filter(|one| known.insert(one.header)) {
            let status = status(reply.status).to_lowercase();
            let uses = found.entry(one.header).or_default();
            uses.push((status, &one.presence));
        }
    }
    let uses = found.into_iter().filter_map(|(index, found)| {
        let header = cx.api.headers.get(index)?;
        let mut statuses: Vec<&str> = found.iter().map(|(status, _)| status.as_str()).collect();
        statuses.dedup(); // one status may have several bodies
        let always = found
            .iter()
            .all(|(_, presence)| **presence == Presence::Required);
        let with_them = if always { "always with" } else { "with" };
        let name = constant(&header.name);
        Some(format!("[`{name}`] {with_them} {}.", statuses.join(", ")))
    });
    uses.collect()
}
