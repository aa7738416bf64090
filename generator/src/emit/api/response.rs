//! Responses with bodies of several types: an enum with one variant per documented response.
//!
//! ```text
//! /// The documented errors of [`PetsApi::get_pet`].
//! pub enum GetPetFailure {
//!     /// 404: No such pet.
//!     NotFound(Missing),
//!     /// 4XX: Your fault.
//!     ClientError(String),
//! }
//! ```
//!
//! Responses that share a type need no enum: the method returns that type. If another operation of
//! the module has the same errors, the enum of the first is used: see `analysis::SharedFailures`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Item;
use crate::emit::body::BodyType;
use crate::emit::docs::{Prose, brief, status};
use crate::emit::enum_def::{EnumDef, Payloads};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::ir::{ErrorOutcome, Operation, Reply, SuccessOutcome, TypeName, VariantName};

/// The enums that the operation needs.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let method = cx.method(operation);
    let mut items = Vec::new();
    if let SuccessOutcome::Several(name, replies) = &operation.success {
        let docs = format!("The successful responses of {method}.");
        items.push(outcome(cx, name, replies, &docs));
    }
    if let ErrorOutcome::Several(name, replies) = &operation.failure {
        let docs = format!("The documented errors of {method}.");
        items.push(match cx.analysis.failures.same_as(name) {
            Some(first) => alias(name, first, &docs),
            None => outcome(cx, name, replies, &docs),
        });
    }
    items
}

/// `pub type DeletePetFailure = GetPetFailure;`
fn alias(name: &TypeName, first: &TypeName, docs: &str) -> Item {
    let (docs, name, first) = (Prose::item().text(docs).tokens(), ident(name), ident(first));
    Item::Code(quote! {
        #docs
        pub type #name = #first;
    })
}

/// `pub enum GetPetSuccess { Ok(Pet), Accepted }`
fn outcome(
    cx: &ModuleContext<'_>,
    name: &TypeName,
    replies: &[(VariantName, Reply)],
    docs: &str,
) -> Item {
    let mut bodies = replies.iter().map(|(_, one)| BodyType::of_reply(one));
    EnumDef {
        name,
        docs: Prose::item().text(docs),
        variants: replies.iter().map(|one| variant(cx, one)).collect(),
        payloads: if bodies.any(BodyType::streams) {
            Payloads::Streams
        } else {
            Payloads::Structs
        },
        has_codec: false,
    }
    .item()
}

/// A variant, with its status and description as docs: `/// 404: No such pet.`
fn variant(cx: &ModuleContext<'_>, (name, reply): &(VariantName, Reply)) -> TokenStream {
    let status = status(reply.status);
    let text =
        brief(&reply.docs).map_or_else(|| format!("{status}."), |text| format!("{status}: {text}"));
    let (docs, name) = (Prose::member().text(&text).tokens(), ident(name));
    match BodyType::of_reply(reply) {
        BodyType::Empty => quote!(#docs #name),
        body => {
            let ty = cx.body_type(body);
            quote!(#docs #name(#ty))
        }
    }
}
