//! The methods of the client: one an operation, with its stream of pages and its waiter, and the trait.

use proc_macro2::TokenStream;
use quote::quote;

use super::interface;
use crate::emit::api::wire;
use crate::emit::docs::{Prose, brief, deprecation};
use crate::emit::ident::{ident, plain, suffixed};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::ir::{Interface, Operation, Waiter};

/// `impl Client`: what callers use, with arguments that convert.
pub(super) fn inherent(cx: &ModuleContext<'_>) -> TokenStream {
    let methods = cx.operations().map(|operation| {
        let call = call(cx, operation);
        let pages = operation.pagination.as_ref();
        let pages = pages.map(|_| all(cx, operation));
        let waiter = operation
            .waiter
            .as_ref()
            .map(|waiter| and_wait(cx, operation, waiter));
        quote!(#call #pages #waiter)
    });
    let (client, start) = (
        cx.own(ModuleKind::Client, "Client"),
        cx.leads().then(|| start(cx)),
    );
    quote!(impl #client { #start #(#methods)* })
}

fn start(cx: &ModuleContext<'_>) -> TokenStream {
    let builder = cx.codegen("Builder");
    if cx.module.interface != Interface::Api {
        return sender(cx, &builder);
    }
    quote! {
        /// Creates a builder: set credentials and options, then call `build`.
        pub fn builder() -> ClientBuilder {
            ClientBuilder { config: #builder::new(SERVER) }
        }
    }
}

/// What sends starts without an address, and has one for each receiver.
fn sender(cx: &ModuleContext<'_>, builder: &TokenStream) -> TokenStream {
    let (result, error) = (cx.prelude("Result"), cx.runtime("ConfigError"));
    let docs = Prose::member()
        .text("The same client, sending every request to this URL. Both share connections and credentials.")
        .heading("Errors")
        .text("If the URL is not absolute, not http or https, or has user info or a fragment.")
        .tokens();
    quote! {
        /// Creates a builder: set credentials and options, then call `build`.
        pub fn builder() -> ClientBuilder {
            ClientBuilder { config: #builder::new(SERVER) }
        }

        #docs
        pub fn to(&self, url: &str) -> #result<Self, #error> {
            Ok(Self { core: self.core.to(url)? })
        }
    }
}

/// `impl Api for Client`: the same calls through the trait.
pub(super) fn implementation(cx: &ModuleContext<'_>) -> TokenStream {
    let interface = interface(cx);
    let methods = cx.methods().map(|operation| {
        let name = ident(&operation.name);
        let (request, answer) = (cx.request(operation), cx.answer(operation));
        let gate = cx.gate(operation.tag.as_deref());
        let (future, send) = (cx.prelude("Future"), cx.prelude("Send"));
        quote! {
            #gate
            fn #name(&self, request: #request) -> impl #future<Output = #answer> + #send {
                self.core.call(request)
            }
        }
    });
    quote!(impl #interface for Client { #(#methods)* })
}

/// `impl Into<Request<Arguments>>`
fn argument(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let (into, request) = (cx.prelude("Into"), cx.request(operation));
    quote!(impl #into<#request>)
}

fn call(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let (argument, answer) = (argument(cx, operation), cx.answer(operation));
    let summary = brief(&operation.docs).unwrap_or_else(|| format!("{}.", wire(operation)));
    let method = cx.method(operation);
    let docs = Prose::member()
        .text(&summary)
        .text(&format!("See {method}."))
        .tokens();
    let deprecated = deprecation(operation.docs.deprecated.as_deref());
    quote! {
        #docs
        #deprecated
        pub async fn #name(&self, request: #argument) -> #answer {
            self.core.call(request.into()).await
        }
    }
}

fn all(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let name = suffixed(&operation.name, "_all");
    let (argument, arguments) = (
        argument(cx, operation),
        cx.local(ModuleKind::Api, &operation.request),
    );
    let (stream, run) = (cx.runtime("client::Pages"), cx.codegen("paginate"));
    let docs = format!(
        "Every item of [`Self::{}`], page after page: a `Stream` that does not borrow the client.",
        plain(&operation.name)
    );
    let docs = Prose::member().text(&docs).tokens();
    quote! {
        #docs
        pub fn #name(&self, request: #argument) -> #stream<#arguments> {
            #run(&self.core, request.into())
        }
    }
}

fn and_wait(cx: &ModuleContext<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let name = suffixed(&operation.name, "_and_wait");
    let subject = cx.ty(&waiter.subject.ty);
    let polled = cx.api.operations.get(waiter.operation).unwrap_or(operation);
    let (start, poll) = (cx.failure(operation), cx.failure(polled));
    let (argument, result) = (argument(cx, operation), cx.prelude("Result"));
    let (wait, error) = (cx.runtime("client::Wait"), cx.runtime("client::WaitError"));
    let run = cx.codegen("start_and_wait");
    let docs = format!(
        "Calls [`Self::{}`], then polls [`Self::{}`] until the task ends.",
        plain(&operation.name),
        plain(&polled.name)
    );
    let docs = Prose::member().text(&docs).tokens();
    quote! {
        #docs
        pub async fn #name(&self, request: #argument, wait: #wait) -> #result<#subject, #error<#start, #poll, #subject>> {
            #run(&self.core, request.into(), wait).await
        }
    }
}
