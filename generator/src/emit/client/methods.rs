//! The methods of the client: one per operation, with its stream of pages and its waiter.
//!
//! ```text
//! impl Client {
//!     pub fn builder() -> ClientBuilder { … }
//!     pub fn list_pets_all(&self, request: impl Into<Request<ListPets>>) -> Pages<ListPets> { … }
//!     pub async fn start_task_and_wait(&self, …) -> Result<Task, WaitError<StartTask>> { … }
//!     pub async fn start_task_wait(&self, …) -> Result<Task, WaitError<StartTask>> { … }
//! }
//!
//! calls!(Client {
//!     /// List the pets. See [`PetsApi::list_pets`].
//!     list_pets(ListPets) -> Page | Problem,
//! });
//! ```
//!
//! They are methods of the client beside those of the trait, so that callers need not import the
//! trait, and can pass `ListPets` where the trait requires `Request<ListPets>`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Prose, brief, deprecation, operation_id};
use crate::emit::ident::{ident, plain, suffixed};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{ErrorOutcome, Interface, Operation, Pagination, Waiter};

/// What callers use: `calls!` for the operations, and methods for pages and waiters.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let client = cx.local_item(ModuleKind::Client, "Client");
    let rows: Vec<Node> = cx
        .operations()
        .map(|one| row(cx, one, &cx.method(one)))
        .collect();
    let calls = (!rows.is_empty())
        .then(|| Table::line(cx.codegen("calls"), Node::open(client.clone(), rows)));
    let start = cx.is_head().then(|| start(cx));
    let more: TokenStream = cx.operations().map(|one| derived(cx, one)).collect();
    let methods = (start.is_some() || !more.is_empty())
        .then(|| Item::Code(quote!(impl #client { #start #more })));
    methods.into_iter().chain(calls).collect()
}

/// The methods that call an operation more than once.
fn derived(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let pages = operation.pagination.as_ref();
    let pages = pages.map(|pages| all(cx, operation, pages));
    let waiter = operation.waiter.as_ref();
    let waiter = waiter.map(|waiter| waiting(cx, operation, waiter));
    quote!(#pages #waiter)
}

/// How to start: `builder`, and `to` for a client that sends to receivers, which have a URL each.
fn start(cx: &ModuleContext<'_>) -> TokenStream {
    let builder = cx.codegen("Builder");
    let to = match cx.module.interface {
        Interface::Api => None,
        Interface::Webhooks | Interface::Callbacks => Some(to(cx)),
    };
    quote! {
        /// Creates a builder: set credentials and options, then call `build`.
        pub fn builder() -> ClientBuilder {
            ClientBuilder { config: #builder::new(SERVER) }
        }
        #to
    }
}

/// `pub fn to(&self, url: &str) -> Result<Self, ConfigError>`
fn to(cx: &ModuleContext<'_>) -> TokenStream {
    let (result, error) = (cx.prelude("Result"), cx.runtime("ConfigError"));
    let docs = to_docs();
    quote! {
        #docs
        pub fn to(&self, url: &str) -> #result<Self, #error> {
            Ok(Self { core: self.core.to(url)? })
        }
    }
}

/// The docs of `to`.
pub(super) fn to_docs() -> TokenStream {
    let docs = Prose::member().text(
        "The same client, sending every request to this URL. Both share connections and credentials.",
    );
    docs.heading("Errors")
        .text("If the URL is not absolute, not http or https, or has user info or a fragment.")
        .tokens()
}

/// `impl Into<Request<Arguments>>`
pub(super) fn argument(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let (into, request) = (cx.prelude("Into"), cx.request(operation));
    quote!(impl #into<#request>)
}

/// The row of an operation: `list_pets(ListPets) -> PetList | ErrorResponse`. Its docs refer to what is documented in full.
pub(super) fn row(cx: &ModuleContext<'_>, operation: &Operation, method: &str) -> Node {
    let name = ident(&operation.name);
    let request = cx.local(ModuleKind::Api, &operation.request);
    let success = cx.success(operation);
    let failure = match &operation.failure {
        ErrorOutcome::Undocumented => None,
        ErrorOutcome::Single(_) | ErrorOutcome::Several(..) => {
            let failure = cx.failure(operation);
            Some(quote!(| #failure))
        }
    };
    let summary = brief(&operation.docs).unwrap_or_else(|| format!("{}.", operation_id(operation)));
    let docs = Prose::member()
        .text(&format!("{summary} See {method}."))
        .lines();
    let deprecated = deprecation(operation.docs.deprecated.as_deref());
    let row = quote!(#deprecated #name(#request) -> #success #failure);
    Node::Documented(docs, row)
}

/// `pub fn list_pets_all(&self, request: impl Into<Request<ListPets>>) -> Pages<ListPets>`
fn all(cx: &ModuleContext<'_>, operation: &Operation, pages: &Pagination) -> TokenStream {
    let name = suffixed(&operation.name, "_all");
    let (argument, arguments) = (
        argument(cx, operation),
        cx.local(ModuleKind::Api, &operation.request),
    );
    let (stream, run) = (cx.runtime("client::Pages"), cx.codegen("paginate"));
    let docs = format!(
        "Every item of [`Self::{}`], page after page: a `Stream` that does not borrow the client.{}",
        plain(&operation.name),
        limit_docs(pages),
    );
    let docs = Prose::member().text(&docs).tokens();
    quote! {
        #docs
        pub fn #name(&self, request: #argument) -> #stream<#arguments> {
            #run(&self.core, request.into())
        }
    }
}

/// What the size of a page means, if a request can ask for one.
pub(super) fn limit_docs(pages: &Pagination) -> String {
    let Some(limit) = &pages.limit else {
        return String::new();
    };
    let limit = plain(limit);
    format!(" `{limit}` is how many items a page may have; the server may return fewer.")
}

/// `start_task_and_wait(StartTask)`, which starts a task, and `start_task_wait(GetTask)` for one that
/// was started before. Their error has the request of the poll.
fn waiting(cx: &ModuleContext<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let polled = cx.api.operations.get(waiter.operation).unwrap_or(operation);
    let (start, poll) = (plain(&operation.name), plain(&polled.name));
    let and_wait =
        format!("Calls [`Self::{start}`], then polls [`Self::{poll}`] until the task ends.");
    let wait =
        format!("Polls [`Self::{poll}`] until a task ends that [`Self::{start}`] started before.");
    let method = |end: &str, docs: &str, asked: &Operation, run: &str| {
        let docs = Prose::member().text(docs).tokens();
        let name = suffixed(&operation.name, end);
        let (argument, run) = (argument(cx, asked), cx.codegen(run));
        let (wait, error) = (cx.runtime("client::Wait"), cx.runtime("client::WaitError"));
        let (result, task) = (cx.prelude("Result"), cx.ty(&waiter.subject.ty));
        let start = cx.local(ModuleKind::Api, &operation.request);
        quote! {
            #docs
            pub async fn #name(&self, request: #argument, wait: #wait) -> #result<#task, #error<#start>> {
                #run(&self.core, request.into(), wait).await
            }
        }
    };
    let and_wait = method("_and_wait", &and_wait, operation, "start_and_wait");
    let wait = method("_wait", &wait, polled, "wait_for");
    quote!(#and_wait #wait)
}
