//! `api.rs`: the trait, the request type of each operation, and enums for responses of several
//! types.
//!
//! ```text
//! pub trait PetsApi: Send + Sync { … }
//!
//! arguments! { pub struct ListPets { pub optional limit: i64 } }
//! pub enum GetPetSuccess { Ok(Pet), Accepted }
//! pub const X_TOTAL: Header<i64> = Header::new(Param::header("X-Total"));
//! ```
//!
//! If the API is divided, `api.rs` has the trait and the headers, and `api/pets.rs` the types of
//! the operations tagged `pets`: a trait cannot be divided.

mod body;
mod header;
mod request;
mod response;
mod trait_def;

use quote::quote;

use super::ModuleHead;
use super::docs::Prose;
use super::module_context::ModuleContext;
use crate::ir::Interface;

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    cx.add(cx.submodules());
    if cx.is_head() {
        cx.add(trait_def::items(&cx));
    }
    for operation in cx.operations() {
        cx.add(request::items(&cx, operation));
        cx.add(body::items(&cx, operation));
        cx.add(response::items(&cx, operation));
    }
    if cx.is_head() {
        cx.add(header::items(&cx));
    }
    let all = match cx.module.interface {
        _ if !cx.is_head() => "Requests of operations",
        Interface::Api => "The API as one trait, and the request type of each operation",
        Interface::Webhooks => "Webhooks as one trait, and the request type of each",
        Interface::Callbacks => "Callbacks as one trait, and the request type of each",
    };
    let docs = Prose::item().text(&cx.subject(all)).lines();
    let attributes = cx.is_head().then(|| cx.permit(quote!(unused_imports)));
    cx.finish(docs).with(attributes)
}
