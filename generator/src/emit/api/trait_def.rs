//! The trait with one method per operation. The generated client implements it over HTTP; a server
//! author implements it to serve the API; a test double implements it to fake the API.
//!
//! ```text
//! pub trait PetsApi: Send + Sync {
//!     /// List the pets.
//!     ///
//!     /// `GET /pets`, `listPets`.
//!     ///
//!     /// # Errors
//!     /// - 404: No such shop.
//!     fn list_pets(
//!         &self,
//!         request: Request<ListPets>,
//!     ) -> impl Future<Output = Result<Response<Page>, Error<Problem>>> + Send {
//!         unimplemented(request)
//!     }
//! }
//! ```
//!
//! Each method has a default, so that a new operation breaks no implementation. Below is the same trait
//! without defaults, for those who serve the API:
//!
//! ```text
//! complete!(CompletePetsApi for PetsApi { list_pets: ListPets, add_pet: AddPet });
//! ```
//!
//! The macro expands to nothing if the runtime has no server. And the object-safe version of the trait, which is nothing without
//! the feature `dyn`:
//!
//! ```text
//! dynamic!(DynPetsApi for PetsApi { list_pets: ListPets, add_pet: AddPet });
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::header;
use crate::emit::docs::{Prose, brief, code, escape, operation_id, status};
use crate::emit::ident::{ident, parse, plain};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{Interface, Link, Operation, Reply, StatusPattern};

/// The trait.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let name = parse(&cx.trait_name());
    let methods = cx.methods().map(|operation| method(cx, operation));
    let docs = about(cx).tokens();
    let (send, sync) = (cx.prelude("Send"), cx.prelude("Sync"));
    let item = Item::Code(quote! {
        #docs
        pub trait #name: #send + #sync { #(#methods)* }
    });
    // A receiver implements the hooks it needs, so nothing asks for all of them.
    let complete = (cx.module.interface == Interface::Api)
        .then(|| derived(cx, "complete", &cx.complete_trait_name()));
    let dynamic = derived(cx, "dynamic", &cx.dynamic_trait_name());
    [item]
        .into_iter()
        .chain(complete)
        .chain([dynamic])
        .collect()
}

/// Another version of the trait: a row per operation, those of other modules included.
fn derived(cx: &ModuleContext<'_>, table: &str, name: &str) -> Item {
    let (name, api) = (parse(name), parse(&cx.trait_name()));
    let rows = cx.methods().map(|operation| {
        let method = ident(&operation.name);
        let request = cx.local(ModuleKind::Api, &operation.request);
        let gate = cx.gate(operation.tag.as_deref());
        Node::Leaf(quote!(#gate #method: #request))
    });
    let body = Node::filled(quote!(#name for #api), rows.collect());
    Table::line(cx.codegen(table), body)
}

/// The docs of the trait: what the API is, and who implements and calls it.
fn about(cx: &ModuleContext<'_>) -> Prose {
    let title = escape(&cx.api.title);
    let sides = "`Client` implements it over HTTP (feature `client`); `router` serves any implementation (feature `server`).";
    let who = match cx.module.interface {
        Interface::Api => {
            let complete = code(&cx.complete_trait_name());
            return Prose::item()
                .docs(&cx.api.docs, &format!("{title}."))
                .text(sides)
                .text(&format!(
                    "A method that an implementation leaves out returns 501. To have the compiler require every method, implement \
                     {complete} (feature `server`)."
                ));
        }
        Interface::Webhooks => "to subscribers",
        Interface::Callbacks => "to addresses from earlier requests",
    };
    Prose::item()
        .text(&format!("What the server of {title} sends {who}."))
        .text(sides)
        .text("A receiver implements the methods it needs; the others return 501.")
}

/// A method. `async fn` would not do: its future need not be `Send`, and a server runs it on any
/// thread.
fn method(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let (docs, name) = (docs(cx, operation), ident(&operation.name));
    let (request, answer) = (cx.request(operation), cx.result(operation));
    let (future, send) = (cx.prelude("Future"), cx.prelude("Send"));
    let lint = cx.is_nested(operation).then(
        || quote!(#[allow(clippy::type_complexity, reason = "the document nests its types so")]),
    );
    let gate = cx.gate(operation.tag.as_deref());
    let unhandled = cx.codegen("unimplemented");
    quote! {
        #docs
        #gate
        #lint
        fn #name(&self, request: #request) -> impl #future<Output = #answer> + #send {
            #unhandled(request)
        }
    }
}

/// The docs of a method: its text, its name outside Rust, its feature, responses, errors, headers
/// and links.
fn docs(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let prose = Prose::member().docs(&operation.docs, "");
    let prose = prose.text(&format!("{}.", operation_id(operation)));
    let prose = match cx.api.feature(operation.tag.as_deref()) {
        Some(feature) => prose.text(&format!("Needs the feature {}.", code(feature))),
        None => prose,
    };
    let prose = prose
        .section("Responses", responses(operation))
        .section("Errors", errors(operation))
        .section("Headers", header::uses(cx, operation));
    let links = operation.links.iter().map(|link| {
        let target = target(cx, operation, link);
        match brief(&link.docs) {
            Some(text) => format!("{target}: {text}"),
            None => target,
        }
    });
    prose.section("See also", links.collect()).tokens()
}

/// The operation that a link leads to; without a link if a feature may leave it out while this
/// operation is there.
fn target(cx: &ModuleContext<'_>, from: &Operation, link: &Link) -> String {
    let feature = |one: &Operation| cx.api.feature(one.tag.as_deref());
    let mut operations = cx.api.operations.iter();
    let found = operations.find(|one| one.name == link.target);
    let name = plain(&link.target);
    match found.and_then(feature) {
        Some(other) if feature(from) != Some(other) => format!("`{name}`"),
        _ => format!("[`{name}`](Self::{name})"),
    }
}

/// The documented responses of success; empty if they add nothing to the signature of the method.
fn responses(operation: &Operation) -> Vec<String> {
    let replies: Vec<&Reply> = operation.success.replies().collect();
    match replies.as_slice() {
        [only] => described(only).into_iter().collect(),
        several => several.iter().map(|one| listed(one)).collect(),
    }
}

/// The documented errors; empty if they add nothing to the signature of the method.
fn errors(operation: &Operation) -> Vec<String> {
    let replies = operation.failure.replies();
    let listed = replies.filter_map(|one| match one.status {
        StatusPattern::Default => described(one),
        StatusPattern::Exact(_) | StatusPattern::Range(_) => Some(listed(one)),
    });
    listed.collect()
}

/// `404: No such pet.`, or the status alone.
fn listed(reply: &Reply) -> String {
    described(reply).unwrap_or_else(|| format!("{}.", status(reply.status)))
}

/// `404: No such pet.`; `None` if the document says no more than "OK" or "Successful response".
fn described(reply: &Reply) -> Option<String> {
    let text = brief(&reply.docs).filter(|text| !says_nothing(text))?;
    Some(format!("{}: {text}", status(reply.status)))
}

/// Whether a description of a response is one of the phrases that documents use because the field
/// is required.
fn says_nothing(text: &str) -> bool {
    const FILLER: [&str; 12] = [
        "default",
        "default response",
        "error",
        "error response",
        "ok",
        "response",
        "success",
        "success response",
        "successful",
        "successful operation",
        "successful response",
        "unexpected error",
    ];
    let text = text.trim_end_matches('.').to_lowercase();
    FILLER.contains(&text.as_str())
}
