//! The client itself. Everything that does not depend on the API is in the runtime's `Core`.
//!
//! ```text
//! #[derive(Debug, Clone)]
//! pub struct Client { core: Core }
//! ```

use quote::quote;

use crate::emit::Item;
use crate::emit::docs::{Prose, escape};
use crate::emit::module_context::ModuleContext;
use crate::ir::Interface;

/// The struct.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let core = cx.codegen("Core");
    let title = escape(&cx.api.title);
    let what = match cx.module.interface {
        Interface::Api => format!("Calls {title}"),
        Interface::Webhooks | Interface::Callbacks => {
            format!("Sends the requests of the server of {title}")
        }
    };
    let text = format!("{what} over HTTP. Clones share connections and credentials.");
    let docs = Prose::item().text(&text).tokens();
    let has_methods = cx.methods().next().is_some();
    let unused = (!has_methods)
        .then(|| quote!(#[expect(dead_code, reason = "the document describes no operation")]));
    vec![Item::Code(quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct Client { #unused core: #core }
    })]
}
