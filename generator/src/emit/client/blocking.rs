//! `blocking.rs`: a client whose calls wait for their result, for programs without an async runtime.
//! It is around the other client, and has its methods.
//!
//! ```text
//! pub struct Client { client: super::client::Client, runtime: BlockingRuntime }
//!
//! impl super::client::ClientBuilder {
//!     pub fn build_blocking(self) -> Result<Client, ConfigError> { … }
//! }
//!
//! blocking!(Client { list_pets(ListPets) -> Page | Problem });
//!
//! impl Client {
//!     pub fn list_pets_all(&self, …) -> BlockingIter<Pages<ListPets>> { … }
//!     pub fn start_task_and_wait(&self, …) -> Result<Task, WaitError<StartTask>> { … }
//! }
//! ```
//!
//! The module is gated as a whole, so that a crate without the feature `blocking` is not even read
//! by the compiler a second time.

use proc_macro2::TokenStream;
use quote::quote;

use super::methods::{argument, row, to_docs};
use crate::emit::docs::{Prose, escape};
use crate::emit::ident::{plain, suffixed};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, ModuleHead, Node, Table};
use crate::ir::{Interface, Operation, Waiter};

/// Emits the module: what the client has once, and the operations; in a large API only one of the
/// two.
pub(in crate::emit) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    let is_head = cx.is_head();
    cx.add(cx.submodules());
    if is_head {
        cx.add([client(&cx), build(&cx), own(&cx)].map(Item::Code));
    }
    let name = cx.local_item(ModuleKind::Blocking, "Client");
    let more: TokenStream = cx.operations().map(|one| derived(&cx, one)).collect();
    if !more.is_empty() {
        cx.add([Item::Code(quote!(impl #name { #more }))]);
    }
    let rows = cx.operations().map(|one| {
        let other = link(&cx, plain(&one.name));
        row(&cx, one, &other)
    });
    let rows: Vec<Node> = rows.collect();
    if !rows.is_empty() {
        cx.add([Table::line(cx.codegen("blocking"), Node::open(name, rows))]);
    }
    let all = if is_head {
        "The client for programs without an async runtime: every call waits for its result"
    } else {
        "Operations over HTTP that wait for their result"
    };
    let docs = Prose::item().text(&cx.subject(all)).lines();
    let attributes = is_head.then(|| cx.permit(quote!(dead_code, unused_imports)));
    cx.finish(docs).with(attributes)
}

/// The struct.
fn client(cx: &ModuleContext<'_>) -> TokenStream {
    let name = cx.local_item(ModuleKind::Blocking, "Client");
    let runtime = cx.runtime("client::BlockingRuntime");
    let title = escape(&cx.api.title);
    let what = match cx.module.interface {
        Interface::Api => format!("Calls {title}"),
        Interface::Webhooks | Interface::Callbacks => {
            format!("Sends the requests of the server of {title}")
        }
    };
    let docs = Prose::item()
        .text(&format!(
            "{what} over HTTP; every call waits for its result. Clones share connections and credentials."
        ))
        .text(
            "A call may be made on any thread. Inside of an async runtime it works as well, but nothing \
             else happens on its thread meanwhile.",
        )
        .tokens();
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name {
            client: super::client::Client,
            runtime: #runtime,
        }
    }
}

/// `pub fn build_blocking(self) -> Result<Client, ConfigError>`
fn build(cx: &ModuleContext<'_>) -> TokenStream {
    let (result, error) = (cx.prelude("Result"), cx.runtime("ConfigError"));
    let runtime = cx.runtime("client::BlockingRuntime");
    let docs = Prose::member()
        .text("Builds a client whose calls wait for their results.")
        .heading("Errors")
        .text("As `build`, and if the thread that drives such clients cannot be started.")
        .tokens();
    quote! {
        impl super::client::ClientBuilder {
            #docs
            pub fn build_blocking(self) -> #result<Client, #error> {
                Ok(Client { client: self.build()?, runtime: #runtime::start()? })
            }
        }
    }
}

/// The methods that do not depend on operations.
fn own(cx: &ModuleContext<'_>) -> TokenStream {
    let future = cx.prelude("Future");
    let to = match cx.module.interface {
        Interface::Api => None,
        Interface::Webhooks | Interface::Callbacks => Some(to(cx)),
    };
    let client = Prose::member()
        .text("The client below, for code that takes any implementation of the trait.")
        .tokens();
    let block_on = Prose::member()
        .text("Waits for any future of that client, such as a download to a file.")
        .tokens();
    quote! {
        impl Client {
            #to

            #client
            pub fn async_client(&self) -> &super::client::Client { &self.client }

            #block_on
            pub fn block_on<F: #future>(&self, future: F) -> F::Output { self.runtime.block_on(future) }
        }
    }
}

/// `pub fn to(&self, url: &str) -> Result<Self, ConfigError>`
fn to(cx: &ModuleContext<'_>) -> TokenStream {
    let (result, error) = (cx.prelude("Result"), cx.runtime("ConfigError"));
    let docs = to_docs();
    quote! {
        #docs
        pub fn to(&self, url: &str) -> #result<Self, #error> {
            Ok(Self { client: self.client.to(url)?, runtime: self.runtime.clone() })
        }
    }
}

/// The methods that call an operation more than once.
fn derived(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let pages = operation.pagination.as_ref().map(|_| all(cx, operation));
    let waiter = operation.waiter.as_ref();
    let waiter = waiter.map(|waiter| waiting(cx, operation, waiter));
    quote!(#pages #waiter)
}

/// `pub fn list_pets_all(&self, …) -> BlockingIter<Pages<ListPets>>`
fn all(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let name = suffixed(&operation.name, "_all");
    let (argument, arguments) = (
        argument(cx, operation),
        cx.local(ModuleKind::Api, &operation.request),
    );
    let (iter, pages) = (
        cx.runtime("client::BlockingIter"),
        cx.runtime("client::Pages"),
    );
    let other = link(cx, &name.to_string());
    let docs = Prose::member()
        .text(&format!(
            "Every item, page after page: {other} as an iterator."
        ))
        .tokens();
    quote! {
        #docs
        pub fn #name(&self, request: #argument) -> #iter<#pages<#arguments>> {
            #iter::new(self.client.#name(request))
        }
    }
}

/// `start_task_and_wait(StartTask)`, and `start_task_wait(GetTask)`.
fn waiting(cx: &ModuleContext<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let polled = cx.api.operations.get(waiter.operation).unwrap_or(operation);
    let method = |end: &str, asked: &Operation| {
        let name = suffixed(&operation.name, end);
        let argument = argument(cx, asked);
        let (wait, error) = (cx.runtime("client::Wait"), cx.runtime("client::WaitError"));
        let (result, task) = (cx.prelude("Result"), cx.ty(&waiter.subject.ty));
        let start = cx.local(ModuleKind::Api, &operation.request);
        let other = link(cx, &name.to_string());
        let docs = Prose::member()
            .text(&format!("Waits for what {other} returns."))
            .tokens();
        quote! {
            #docs
            pub fn #name(&self, request: #argument, wait: #wait) -> #result<#task, #error<#start>> {
                self.runtime.block_on(self.client.#name(request, wait))
            }
        }
    };
    let and_wait = method("_and_wait", operation);
    let wait = method("_wait", polled);
    quote!(#and_wait #wait)
}

/// A method of the other client as a link in docs.
fn link(cx: &ModuleContext<'_>, method: &str) -> String {
    let path = cx.module.path_to(ModuleKind::Client).map(|(path, _)| path);
    let path = path.unwrap_or_default();
    format!("[`Client::{method}`]({path}::Client::{method})")
}
