//! The client's builder: where to, as whom, and how.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Prose, code};
use crate::emit::ident::{ident, parse, plain};
use crate::emit::literal;
use crate::emit::scope::{Home, Scope};
use crate::emit::wire::scheme_name;
use crate::ir::{ClientParameter, Credential, Scheme, Server, ServerVariable};

/// The builder and its methods.
pub(super) fn items(scope: &Scope<'_>) -> Vec<TokenStream> {
    let builder = scope.runtime("client::Builder");
    let data = quote! {
        /// A [`Client`] under construction.
        #[derive(Debug, Clone)]
        #[must_use]
        pub struct ClientBuilder { config: #builder }
    };
    let server = scope.api.servers.first();
    let variables = server.into_iter().flat_map(|server| &server.variables).map(variable);
    let parameters = scope.api.client_parameters.iter().map(|one| parameter(scope, one));
    let schemes = scope.api.schemes.iter().map(|one| credential(scope, one));
    let (new, rest) = (new(scope, server), rest(scope));
    let methods = quote! {
        impl ClientBuilder {
            #new
            #(#variables)*
            #(#parameters)*
            #(#schemes)*
            #rest
        }
    };
    vec![data, methods]
}

fn new(scope: &Scope<'_>, server: Option<&Server>) -> TokenStream {
    let builder = scope.runtime("client::Builder");
    let url = literal::string(server.map_or("/", |server| &server.url));
    let defaults = server.into_iter().flat_map(|server| &server.variables).map(|variable| {
        let (wire, default) = (literal::string(&variable.wire), literal::string(&variable.default));
        quote!(.variable(#wire, #default))
    });
    quote! {
        fn new() -> Self {
            Self { config: #builder::new(#url)#(#defaults)* }
        }
    }
}

/// A method that passes one value on.
fn setter(docs: Prose, name: &TokenStream, argument: &TokenStream, call: &TokenStream) -> TokenStream {
    let docs = docs.tokens();
    quote! {
        #docs
        pub fn #name(mut self, #argument) -> Self {
            self.config = self.config.#call;
            self
        }
    }
}

fn variable(variable: &ServerVariable) -> TokenStream {
    let (name, wire) = (ident(&variable.name), literal::string(&variable.wire));
    let docs = Prose::member()
        .docs(&variable.docs, &format!("Sets the part {} of the address.", code(&format!("{{{}}}", variable.wire))))
        .text(&format!("{} where it is not set.", code(&variable.default)));
    setter(docs, &quote!(#name), &quote!(#name: impl Into<String>), &quote!(variable(#wire, #name)))
}

fn parameter(scope: &Scope<'_>, parameter: &ClientParameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), literal::string(&parameter.wire));
    let ty = scope.ty(&parameter.ty);
    let docs = Prose::member()
        .docs(&parameter.docs, &format!("Sets {}.", code(&parameter.wire)))
        .text("It goes along with every operation that takes it, unless a request has its own.");
    setter(docs, &quote!(#name), &quote!(#name: impl Into<#ty>), &quote!(parameter(#wire, #name)))
}

fn credential(scope: &Scope<'_>, scheme: &Scheme) -> TokenStream {
    let (name, constant) = (ident(&scheme.name), scheme_name(scheme));
    let constant = scope.own(Home::Wire, &constant.to_string());
    let docs = Prose::member().docs(&scheme.docs, &format!("Credentials of {}.", code(&scheme.id)));
    let secret = scope.runtime("Secret");
    match scheme.credential {
        Credential::HeaderKey(_) | Credential::QueryKey(_) | Credential::CookieKey(_) | Credential::Bearer => {
            setter(docs, &quote!(#name), &quote!(#name: impl Into<#secret>), &quote!(key(&#constant, #name)))
        }
        Credential::Basic => {
            let arguments = quote!(user: impl Into<String>, password: impl Into<#secret>);
            setter(docs, &quote!(#name), &arguments, &quote!(basic(&#constant, user, password)))
        }
        Credential::SdkHmacSha256 => {
            let pair = scope.runtime("KeyPair");
            setter(docs, &quote!(#name), &quote!(#name: #pair), &quote!(key_pair(&#constant, #name)))
        }
    }
}

/// What every client has.
fn rest(scope: &Scope<'_>) -> TokenStream {
    let _ = (parse("x"), plain(&scope.api.name));
    quote!()
}
