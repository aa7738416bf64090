//! `client.rs`: every operation over HTTP, the client's builder, pages and waiters.
//!
//! ```text
//! pub struct Client { core: Core }
//!
//! calls!(Client { list_pets(ListPets) -> Page | Problem });
//! implement!(PetsApi for Client { list_pets: ListPets });
//! pub trait PetsApiExt: PetsApi { … }
//!
//! impl ClientBuilder { … }
//! pages!(ListPets { offset: offset, items: items as Pet });
//! ```
//!
//! If the API is divided, `client.rs` has the client and its builder, and `client/pets.rs` the
//! calls tagged `pets`.

mod blocking;
mod builder;
mod call_settings;
mod client_struct;
mod credential_chain;
mod extension;
mod implementation;
mod methods;
mod pages;
mod pointer_expr;
mod server_template;
mod setter;
mod waiter;

use quote::quote;

pub(super) use self::blocking::emit as emit_blocking;
use super::ModuleHead;
use super::docs::Prose;
use super::module_context::ModuleContext;
pub(super) use credential_chain::places as credential_places;

/// Emits the module: what the client has once, and the operations; in a large API only one of the
/// two.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    let is_head = cx.is_head();
    cx.add(cx.submodules());
    if is_head {
        cx.add(client_struct::items(&cx));
    }
    cx.add(methods::items(&cx));
    if is_head {
        cx.add(implementation::items(&cx));
        cx.add(extension::items(&cx));
        cx.add(builder::items(&cx));
    }
    for operation in cx.operations() {
        cx.add(pages::items(&cx, operation));
        cx.add(waiter::items(&cx, operation));
    }
    let all = if is_head {
        "The client: every operation over HTTP"
    } else {
        "Operations over HTTP"
    };
    let docs = Prose::item().text(&cx.subject(all)).lines();
    let attributes = is_head.then(|| cx.permit(quote!(dead_code, unused_imports)));
    cx.finish(docs).with(attributes)
}
