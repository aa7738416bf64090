//! The methods that call an operation more than once, for any implementation of the trait.
//!
//! ```text
//! pub trait PetsApiExt: PetsApi {
//!     fn list_pets_all(&self, request: impl Into<Request<ListPets>>) -> ItemStream<'_, ListPets> { … }
//!     fn start_task_and_wait(&self, …) -> impl Future<Output = Result<Task, …>> + Send { … }
//! }
//!
//! impl<A: PetsApi + ?Sized> PetsApiExt for A {}
//! ```
//!
//! The client has the same methods beside it ([`methods`](super::methods)): those borrow nothing, and
//! need no import.
//!
//! A request that is sent again is cloned, so an operation whose request has a stream has no method
//! here.

use proc_macro2::TokenStream;
use quote::quote;

use super::methods::{argument, limit_docs};
use crate::emit::Item;
use crate::emit::docs::{Prose, code};
use crate::emit::extended::{extension_trait_name, has_pages, polled};
use crate::emit::ident::{ident, parse, plain, suffixed};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::ir::{Operation, Pagination, Waiter};

/// The trait and its only implementation; nothing if no operation has pages or starts a task.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let Some(name) = extension_trait_name(cx) else {
        return Vec::new();
    };
    let (name, api) = (
        parse(&name),
        cx.local_item(ModuleKind::Api, &cx.trait_name()),
    );
    let methods: TokenStream = cx.methods().map(|one| derived(cx, one)).collect();
    let what = format!(
        "Whole lists and waits for tasks, for every implementation of {}: generic code and fakes have them, too.",
        code(&cx.trait_name())
    );
    let docs = Prose::item()
        .text(&what)
        .text("[`Client`] has methods of the same names, whose streams borrow nothing.")
        .tokens();
    let data = quote! {
        #docs
        pub trait #name: #api { #methods }
    };
    let all = quote!(impl<A: #api + ?Sized> #name for A {});
    vec![Item::Code(data), Item::Code(all)]
}

/// The methods of an operation.
fn derived(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let pages = operation.pagination.as_ref();
    let pages = pages.filter(|_| has_pages(operation));
    let pages = pages.map(|pages| all(cx, operation, pages));
    let waiter = polled(cx.api, operation);
    let waiter = waiter.map(|(waiter, polled)| waiting(cx, operation, waiter, polled));
    quote!(#pages #waiter)
}

/// `fn list_pets_all(&self, request: impl Into<Request<ListPets>>) -> ItemStream<'_, ListPets>`
fn all(cx: &ModuleContext<'_>, operation: &Operation, pages: &Pagination) -> TokenStream {
    let (name, method) = (suffixed(&operation.name, "_all"), ident(&operation.name));
    let arguments = cx.local(ModuleKind::Api, &operation.request);
    let (stream, run) = (cx.runtime("client::ItemStream"), cx.codegen("paginate_by"));
    let argument = argument(cx, operation);
    let docs = format!(
        "Every item of {}, page after page: a `Stream` that borrows `self`.{}",
        cx.method(operation),
        limit_docs(pages),
    );
    let docs = Prose::member().text(&docs).tokens();
    let gate = cx.gate(operation.tag.as_deref());
    quote! {
        #docs
        #gate
        fn #name(&self, request: #argument) -> #stream<'_, #arguments> {
            #run(request.into(), move |request| self.#method(request.clone()))
        }
    }
}

/// `start_task_and_wait(StartTask)`, and `start_task_wait(GetTask)`.
fn waiting(
    cx: &ModuleContext<'_>,
    operation: &Operation,
    waiter: &Waiter,
    polled: &Operation,
) -> TokenStream {
    let (start, poll) = (ident(&operation.name), ident(&polled.name));
    let arguments = cx.local(ModuleKind::Api, &operation.request);
    let gate = cx.gate(operation.tag.as_deref());
    let method = |end: &str, docs: &str, asked: &Operation, body: TokenStream| {
        let docs = Prose::member().text(docs).tokens();
        let (name, argument) = (suffixed(&operation.name, end), argument(cx, asked));
        let (wait, error) = (cx.runtime("client::Wait"), cx.runtime("client::WaitError"));
        let (result, task) = (cx.prelude("Result"), cx.ty(&waiter.subject.ty));
        let (future, send) = (cx.prelude("Future"), cx.prelude("Send"));
        quote! {
            #docs
            #gate
            fn #name(
                &self,
                request: #argument,
                wait: #wait,
            ) -> impl #future<Output = #result<#task, #error<#arguments>>> + #send {
                #body
            }
        }
    };
    let run = cx.codegen("start_and_wait_by");
    let and_wait = quote! {
        let start = |request| self.#start(request);
        #run(request.into(), wait, start, |poll| self.#poll(poll.clone()))
    };
    let run = cx.codegen("wait_for_by");
    let wait = quote!(#run(request.into(), wait, |poll| self.#poll(poll.clone())));
    let (start, poll) = (plain(&operation.name), plain(&polled.name));
    let api = cx.trait_name();
    let and_wait_docs =
        format!("Calls [`{api}::{start}`], then polls [`{api}::{poll}`] until the task ends.");
    let wait_docs = format!(
        "Polls [`{api}::{poll}`] until a task ends that [`{api}::{start}`] started before."
    );
    let and_wait = method("_and_wait", &and_wait_docs, operation, and_wait);
    let wait = method("_wait", &wait_docs, polled, wait);
    quote!(#and_wait #wait)
}
