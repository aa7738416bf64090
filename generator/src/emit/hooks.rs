//! `webhooks.rs` and `callbacks.rs`: what the server of the API sends, with everything that
//! receivers and senders need.
//!
//! ```text
//! pub mod api;
//! #[cfg(feature = "client")]
//! pub mod client;
//! #[cfg(feature = "server")]
//! pub mod server;
//! mod wire;
//!
//! pub use api::{PetSold, Webhooks};
//! ```
//!
//! Here the receiver is the server, and the server of the API is the client. The modules below are
//! written by the emitters of `api.rs`, `client.rs`, `server.rs` and `wire.rs`, for another
//! [`Interface`].

use quote::quote;

use super::docs::{Prose, code, escape};
use super::ident::plain;
use super::module_context::ModuleContext;
use super::{Item, ModuleHead, UseDeclarations};
use crate::ir::{Interface, Role};

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    let modules = quote! {
        pub mod api;
        #[cfg(feature = "blocking")]
        pub mod blocking;
        #[cfg(feature = "client")]
        pub mod client;
        #[cfg(feature = "server")]
        pub mod server;
        mod wire;
    };
    let mut exports = UseDeclarations::default();
    cx.export_interface(&mut exports);
    cx.add([Item::Code(modules), Item::Exports(exports)]);
    let docs = about(&cx).lines();
    cx.finish(docs)
}

/// The docs of the module: what it is, how to receive, how to send.
fn about(cx: &ModuleContext<'_>) -> Prose {
    let title = escape(&cx.api.title);
    let (what, place) = match cx.module.interface {
        Interface::Api | Interface::Webhooks => ("Webhooks", "the name that the document gives it"),
        Interface::Callbacks => ("Callbacks", "the name of its method"),
    };
    let example = cx.methods().next().map(|first| {
        let name = match &first.role {
            Role::Webhook(_) | Role::Callback { .. } => plain(&first.request),
            Role::Served => "Event",
        };
        code(&format!("routes(receiver).path_of::<{name}>(\"/my/path\")"))
    });
    let (name, example) = (code(&cx.trait_name()), example.unwrap_or_default());
    Prose::item()
        .text(&format!("{what}: requests that the server of {title} sends."))
        .heading("Receive")
        .text(&format!(
            "Implement {name} and mount `router(receiver)` (feature `server`). The path of each is {place}; \
             {example} changes it, and `path_from` distinguishes several at one address."
        ))
        .heading("Send")
        .text(
            "`Client` (feature `client`) sends them: `client.to(url)?` sends every request to one URL; with an `endpoint`, \
             requests go to the paths of `router` below it.",
        )
}
