//! The client's builder: base URL, client parameters, credentials, transport and limits.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Prose, code};
use crate::emit::ident::{ident, parse};
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::wire::scheme_name;
use crate::ir::{
    ClientParameter, Credential, Interface, Scheme, Server, ServerVariable, SignatureAlgorithm,
};

/// The builder and its methods.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<TokenStream> {
    let builder = cx.codegen("Builder");
    let data = quote! {
        /// A [`Client`] under construction.
        #[derive(Debug, Clone)]
        #[must_use]
        pub struct ClientBuilder { config: #builder }
    };
    let variables = cx.server_variables().map(|one| variable(cx, one));
    let parameters = cx
        .needs()
        .client_parameters
        .iter()
        .map(|one| parameter(cx, one));
    let schemes = cx.needs().schemes.iter().map(|one| credential(cx, one));
    let rest = rest(cx);
    let methods = quote! {
        impl ClientBuilder {
            #(#variables)*
            #(#parameters)*
            #(#schemes)*
            #rest
        }
    };
    vec![self::server(cx), data, methods]
}

/// The document's first server; a relative URL has no host, so the caller must set one.
fn server(cx: &ModuleContext<'_>) -> TokenStream {
    let ty = cx.codegen("ServerTemplate");
    if cx.module.interface != Interface::Api {
        return quote!(const SERVER: #ty = #ty::RECEIVER;);
    }
    let server = cx
        .api
        .servers
        .first()
        .filter(|server| server.url.contains("://"));
    let Some(Server { url, variables, .. }) = server else {
        return quote!(const SERVER: #ty = #ty::NONE;);
    };
    let url = literal::string(url);
    let variables = variables.iter().map(|variable| {
        let variable_ty = cx.codegen("Variable");
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

fn variable(cx: &ModuleContext<'_>, variable: &ServerVariable) -> TokenStream {
    let (into, string) = (cx.prelude("Into"), cx.prelude("String"));
    let (name, wire) = (ident(&variable.name), literal::string(&variable.wire));
    let docs = Prose::member()
        .docs(
            &variable.docs,
            &format!(
                "Sets {} in the base URL.",
                code(&format!("{{{}}}", variable.wire))
            ),
        )
        .text(&format!("Default: {}.", code(&variable.default)));
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

fn parameter(cx: &ModuleContext<'_>, parameter: &ClientParameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), literal::string(&parameter.wire));
    let (into, ty) = (cx.prelude("Into"), cx.ty(&parameter.ty));
    let docs = Prose::member()
        .docs(&parameter.docs, &format!("Sets {}.", code(&parameter.wire)))
        .text("Sent with every operation that has this parameter, unless a request sets its own value.");
    setter(
        docs,
        &quote!(#name),
        &quote!(#name: impl #into<#ty>),
        &quote!(parameter(#wire, #name)),
    )
}

fn credential(cx: &ModuleContext<'_>, scheme: &Scheme) -> TokenStream {
    let (name, constant) = (ident(&scheme.name), scheme_name(scheme).to_string());
    let constant = cx.own(ModuleKind::Wire, &constant);
    let docs = Prose::member().docs(
        &scheme.docs,
        &format!("Sets the credentials of {}.", code(&scheme.id)),
    );
    let (into, string) = (cx.prelude("Into"), cx.prelude("String"));
    let proof = cx.codegen("ClientCredential");
    let secret = || cx.runtime("Secret");
    let (argument, value) = match &scheme.credential {
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
        Credential::Signature(signature) => match &signature.algorithm {
            SignatureAlgorithm::SdkHmacSha256 => {
                let (pair, signer) = (cx.runtime("KeyPair"), cx.runtime("signing::SdkHmacSha256"));
                (
                    quote!(#name: #pair),
                    quote!(#proof::signer(#signer::new(#name))),
                )
            }
            SignatureAlgorithm::Custom(_) => {
                let signer = cx.runtime("signing::Signer");
                (quote!(#name: impl #signer), quote!(#proof::signer(#name)))
            }
        },
    };
    setter(
        docs,
        &quote!(#name),
        &argument,
        &quote!(credential(&#constant, #value)),
    )
}

/// The settings that every client has.
fn rest(cx: &ModuleContext<'_>) -> TokenStream {
    let text = |text: &str| Prose::member().text(text);
    let endpoint = match cx.module.interface {
        Interface::Api => {
            "Sets the base URL: absolute, with the path prefix of the operations if there is one."
        }
        Interface::Webhooks | Interface::Callbacks => {
            "Sets the base URL for requests sent without `to`: absolute, with the path prefix of `router` if there is one."
        }
    };
    let duration = cx.standard("time::Duration");
    let (into, string) = (cx.prelude("Into"), cx.prelude("String"));
    let (retry, transport) = (cx.runtime("client::Retry"), cx.runtime("client::Transport"));
    let settings = [
        ("endpoint", quote!(url: impl #into<#string>), endpoint),
        (
            "timeout",
            quote!(total: #duration),
            "Limits a whole call, including retries and the body of the response; 30 seconds by default.",
        ),
        (
            "connect_timeout",
            quote!(limit: #duration),
            "Limits connecting by the default transport; 5 seconds by default.",
        ),
        (
            "retry",
            quote!(retry: #retry),
            "Sets how often a request without side effects is retried; twice by default.",
        ),
        (
            "max_response_bytes",
            quote!(limit: u64),
            "Limits the size of a response; 16 MiB by default. Streamed bodies are not limited.",
        ),
        (
            "user_agent",
            quote!(name: impl #into<#string>),
            "Sets the header `User-Agent`.",
        ),
        (
            "transport",
            quote!(transport: impl #transport),
            "Replaces the default transport (feature `rustls` or `native-tls`) by any `tower::Service` over `http::Request`, \
             such as an axum `Router`.",
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
    let build = build(cx);
    quote!(#(#settings)* #build)
}

/// The name before the colon.
fn argument_name(argument: &str) -> &str {
    argument.split([' ', ':']).next().unwrap_or(argument)
}

fn build(cx: &ModuleContext<'_>) -> TokenStream {
    let (result, error) = (cx.prelude("Result"), cx.runtime("ConfigError"));
    let docs = Prose::member().text("Builds the client.").heading("Errors").text(
        "If the endpoint is not an absolute URL, a setting is invalid, there are no root certificates, or there is no transport.",
    );
    let docs = docs.tokens();
    quote! {
        #docs
        pub fn build(self) -> #result<Client, #error> {
            Ok(Client { core: self.config.build()? })
        }
    }
}
