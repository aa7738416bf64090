//! The client's builder: where to, as whom, and how.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Prose, code};
use crate::emit::ident::{ident, parse};
use crate::emit::literal;
use crate::emit::place::Home;
use crate::emit::scope::Scope;
use crate::emit::wire::scheme_name;
use crate::ir::{ClientParameter, Credential, Interface, Scheme, Server, ServerVariable};

/// The builder and its methods.
pub(super) fn items(scope: &Scope<'_>) -> Vec<TokenStream> {
    let builder = scope.codegen("Builder");
    let data = quote! {
        /// A [`Client`] under construction.
        #[derive(Debug, Clone)]
        #[must_use]
        pub struct ClientBuilder { config: #builder }
    };
    let variables = scope.server_variables().map(|one| variable(scope, one));
    let parameters = scope.client_parameters().map(|one| parameter(scope, one));
    let schemes = scope.schemes().map(|one| credential(scope, one));
    let rest = rest(scope);
    let methods = quote! {
        impl ClientBuilder {
            #(#variables)*
            #(#parameters)*
            #(#schemes)*
            #rest
        }
    };
    vec![self::server(scope), data, methods]
}

/// The document's first server; a relative one says nothing about the host.
fn server(scope: &Scope<'_>) -> TokenStream {
    let ty = scope.codegen("ServerTemplate");
    if scope.place.interface != Interface::Api {
        return quote!(const SERVER: #ty = #ty::RECEIVER;);
    }
    let server = scope
        .api
        .servers
        .first()
        .filter(|server| server.url.contains("://"));
    let Some(Server { url, variables, .. }) = server else {
        return quote!(const SERVER: #ty = #ty::NONE;);
    };
    let url = literal::string(url);
    let variables = variables.iter().map(|variable| {
        let variable_ty = scope.codegen("Variable");
        let (wire, default) = (
            literal::string(&variable.wire),
            literal::string(&variable.default),
        );
        quote!(#variable_ty::new(#wire, #default))
    });
    quote!(const SERVER: #ty = #ty::new(#url, &[#(#variables),*]);)
}

/// A method that passes one value on.
fn setter(
    docs: Prose,
    name: &TokenStream,
    argument: &TokenStream,
    call: &TokenStream,
) -> TokenStream {
    let docs = docs.tokens();
    quote! {
        #docs
        pub fn #name(self, #argument) -> Self {
            Self { config: self.config.#call }
        }
    }
}

fn variable(scope: &Scope<'_>, variable: &ServerVariable) -> TokenStream {
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    let (name, wire) = (ident(&variable.name), literal::string(&variable.wire));
    let docs = Prose::member()
        .docs(
            &variable.docs,
            &format!(
                "Sets the part {} of the address.",
                code(&format!("{{{}}}", variable.wire))
            ),
        )
        .text(&format!("{} where it is not set.", code(&variable.default)));
    let known: Vec<_> = variable.known.iter().map(|value| code(value)).collect();
    let docs = match known.as_slice() {
        [] => docs,
        known => docs.text(&format!("Known values: {}.", known.join(", "))),
    };
    setter(
        docs,
        &quote!(#name),
        &quote!(#name: impl #into<#string>),
        &quote!(variable(#wire, #name)),
    )
}

fn parameter(scope: &Scope<'_>, parameter: &ClientParameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), literal::string(&parameter.wire));
    let (into, ty) = (scope.prelude("Into"), scope.ty(&parameter.ty));
    let docs = Prose::member()
        .docs(&parameter.docs, &format!("Sets {}.", code(&parameter.wire)))
        .text("It goes along with every operation that takes it, unless a request has its own.");
    setter(
        docs,
        &quote!(#name),
        &quote!(#name: impl #into<#ty>),
        &quote!(parameter(#wire, #name)),
    )
}

fn credential(scope: &Scope<'_>, scheme: &Scheme) -> TokenStream {
    let (name, constant) = (ident(&scheme.name), scheme_name(scheme).to_string());
    let constant = scope.own(Home::Wire, &constant);
    let docs = Prose::member().docs(
        &scheme.docs,
        &format!("Credentials of {}.", code(&scheme.id)),
    );
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    let proof = scope.codegen("ClientCredential");
    let secret = || scope.runtime("Secret");
    let (argument, value) = match scheme.credential {
        Credential::HeaderKey(_) | Credential::QueryKey(_) | Credential::CookieKey(_) => {
            let secret = secret();
            (
                quote!(#name: impl #into<#secret>),
                quote!(#proof::key(#name)),
            )
        }
        Credential::Bearer => {
            let secret = secret();
            (
                quote!(#name: impl #into<#secret>),
                quote!(#proof::bearer(#name)),
            )
        }
        Credential::Basic => {
            let secret = secret();
            let arguments = quote!(user: impl #into<#string>, password: impl #into<#secret>);
            (arguments, quote!(#proof::basic(user, password)))
        }
        Credential::SdkHmacSha256 => {
            let pair = scope.runtime("KeyPair");
            (quote!(#name: #pair), quote!(#proof::keys(#name)))
        }
    };
    setter(
        docs,
        &quote!(#name),
        &argument,
        &quote!(credential(&#constant, #value)),
    )
}

/// What every client has.
fn rest(scope: &Scope<'_>) -> TokenStream {
    let text = |text: &str| Prose::member().text(text);
    let endpoint = match scope.place.interface {
        Interface::Api => {
            "Calls another address than the document's: an absolute URL, with the path that precedes those of the operations."
        }
        Interface::Webhooks | Interface::Callbacks => {
            "Where requests go that no receiver named an address for: an absolute URL, with the path that precedes those of `router`."
        }
    };
    let duration = scope.standard("time::Duration");
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    let (retry, transport) = (
        scope.runtime("client::Retry"),
        scope.runtime("client::Transport"),
    );
    let settings = [
        ("endpoint", quote!(url: impl #into<#string>), endpoint),
        (
            "timeout",
            quote!(total: #duration),
            "How long a call may take, repeats and the body of the answer included; 30 seconds by default.",
        ),
        (
            "connect_timeout",
            quote!(limit: #duration),
            "How long the default transport may take to connect; 5 seconds by default.",
        ),
        (
            "retry",
            quote!(retry: #retry),
            "How often a request without side effect is repeated; twice by default.",
        ),
        (
            "max_response_bytes",
            quote!(limit: u64),
            "How many bytes an answer may have; 16 MiB by default. A body that streams may have more.",
        ),
        (
            "user_agent",
            quote!(name: impl #into<#string>),
            "The header `User-Agent`.",
        ),
        (
            "transport",
            quote!(transport: impl #transport),
            "Another transport than the default one, which is there with the feature `rustls` or `native-tls`: any `tower::Service` over \
             `http::Request`, an axum `Router` included.",
        ),
    ];
    let settings = settings.map(|(name, argument, docs)| {
        let (name, value) = (parse(name), parse(argument_name(&argument.to_string())));
        setter(
            text(docs),
            &quote!(#name),
            &argument,
            &quote!(#name(#value)),
        )
    });
    let build = build(scope);
    quote!(#(#settings)* #build)
}

/// The name before the colon.
fn argument_name(argument: &str) -> &str {
    argument.split([' ', ':']).next().unwrap_or(argument)
}

fn build(scope: &Scope<'_>) -> TokenStream {
    let (result, error) = (scope.prelude("Result"), scope.runtime("ConfigError"));
    let docs = Prose::member().text("The client.").heading("Errors").text(
        "Where the endpoint is no absolute URL, a setting does not fit, TLS has no authorities to trust, or there is no transport.",
    );
    let docs = docs.tokens();
    quote! {
        #docs
        pub fn build(self) -> #result<Client, #error> {
            Ok(Client { core: self.config.build()? })
        }
    }
}
