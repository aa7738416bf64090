//! The methods of the client: one an operation, with its stream of pages and its waiter, and the trait.

use proc_macro2::TokenStream;
use quote::quote;

use super::interface;
use crate::emit::api::wire;
use crate::emit::docs::{Prose, brief};
use crate::emit::ident::{ident, plain, suffixed};
use crate::emit::place::Home;
use crate::emit::scope::Scope;
use crate::ir::{Interface, Operation, Waiter};

/// `impl Client`: what callers use, with arguments that convert.
pub(super) fn inherent(scope: &Scope<'_>) -> TokenStream {
    let methods = scope.operations().map(|operation| {
        let call = call(scope, operation);
        let pages = operation.pagination.as_ref();
        let pages = pages.map(|_| all(scope, operation));
        let waiter = operation
            .waiter
            .as_ref()
            .map(|waiter| and_wait(scope, operation, waiter));
        quote!(#call #pages #waiter)
    });
    let (client, start) = (
        scope.own(Home::Client, "Client"),
        scope.leads().then(|| start(scope)),
    );
    quote!(impl #client { #start #(#methods)* })
}

fn start(scope: &Scope<'_>) -> TokenStream {
    let builder = scope.codegen("Builder");
    if scope.place.interface != Interface::Api {
        return sender(scope, &builder);
    }
    quote! {
        /// Starts a client: name an endpoint and credentials, then `build`.
        pub fn builder() -> ClientBuilder {
            ClientBuilder { config: #builder::new(SERVER) }
        }
    }
}

/// What sends starts without an address, and has one for each receiver.
fn sender(scope: &Scope<'_>, builder: &TokenStream) -> TokenStream {
    let (result, error) = (scope.prelude("Result"), scope.runtime("ConfigError"));
    let docs = Prose::member()
        .text("The same client, sending all requests to this URL, whatever its path: what a receiver named. They share connections and credentials.")
        .heading("Errors")
        .text("Where it is no absolute URL of http or https, or has user info or a fragment.")
        .tokens();
    quote! {
        /// Starts a client: name credentials, then `build`.
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
pub(super) fn implementation(scope: &Scope<'_>) -> TokenStream {
    let interface = interface(scope);
    let methods = scope.methods().map(|operation| {
        let name = ident(&operation.name);
        let (request, answer) = (scope.request(operation), scope.answer(operation));
        let gate = scope.gate(operation.tag.as_deref());
        let (future, send) = (scope.prelude("Future"), scope.prelude("Send"));
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
fn argument(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (into, request) = (scope.prelude("Into"), scope.request(operation));
    quote!(impl #into<#request>)
}

fn call(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let (argument, answer) = (argument(scope, operation), scope.answer(operation));
    let summary = brief(&operation.docs).unwrap_or_else(|| format!("{}.", wire(operation)));
    let method = scope.method(operation);
    let docs = Prose::member()
        .text(&summary)
        .text(&format!("See {method}."))
        .tokens();
    let deprecated = operation
        .docs
        .deprecated
        .is_some()
        .then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        pub async fn #name(&self, request: #argument) -> #answer {
            self.core.call(request.into()).await
        }
    }
}

fn all(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let name = suffixed(&operation.name, "_all");
    let (argument, arguments) = (
        argument(scope, operation),
        scope.local(Home::Api, &operation.request),
    );
    let (stream, run) = (scope.runtime("client::Pages"), scope.codegen("paginate"));
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

fn and_wait(scope: &Scope<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let name = suffixed(&operation.name, "_and_wait");
    let subject = scope.ty(&waiter.subject.ty);
    let polled = scope
        .api
        .operations
        .get(waiter.operation)
        .unwrap_or(operation);
    let (start, poll) = (scope.failure(operation), scope.failure(polled));
    let (argument, result) = (argument(scope, operation), scope.prelude("Result"));
    let (wait, error) = (
        scope.runtime("client::Wait"),
        scope.runtime("client::WaitError"),
    );
    let run = scope.codegen("start_and_wait");
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
