//! The client's builder: base URL, client parameters, credentials, transport and limits.
//!
//! ```text
//! const SERVER: ServerTemplate =
//!     ServerTemplate::new("https://{region}.example.com", &[Variable::new("region", "eu")]);
//!
//! pub struct ClientBuilder { config: Builder }
//!
//! impl ClientBuilder {
//!     pub fn region(self, region: impl Into<String>) -> Self { … }
//!     pub fn token(self, token: impl Into<TokenSource>) -> Self { … }
//!     pub fn timeout(self, total: Duration) -> Self { … }
//!     pub fn build(self) -> Result<Client, ConfigError> { … }
//! }
//! ```
//!
//! Each setter passes its value to the runtime's `Builder`. They are written out, and not rows of a
//! macro, because this is what users read first.

use proc_macro2::TokenStream;
use quote::quote;

use super::setter::setter;
use super::{call_settings, credential_chain, server_template};
use crate::emit::Item;
use crate::emit::docs::{Prose, code};
use crate::emit::ident::{constant, ident, parse};
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::ir::{
    ClientParameter, Credential, Interface, ResponseChecks, Scheme, ServerVariable,
    SignatureAlgorithm, Type,
};

/// The builder and its methods.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let builder = cx.codegen("Builder");
    let data = quote! {
        /// A [`Client`] under construction.
        #[derive(Debug, Clone)]
        #[must_use]
        pub struct ClientBuilder { config: #builder }
    };
    let variables = cx.server_variables().map(|one| variable(cx, one));
    let needs = cx.needs();
    let parameters = needs.client_parameters.iter();
    let parameters = parameters.map(|one| parameter(cx, one));
    let schemes = needs.schemes.iter().map(|one| credential(cx, one));
    let found = credential_chain::setter(cx);
    let settings = settings(cx);
    let over_http = over_http();
    let call_settings = call_settings::setters(cx);
    let build = build(cx);
    let methods = quote! {
        impl ClientBuilder {
            #(#variables)*
            #(#parameters)*
            #(#schemes)*
            #found
            #(#settings)*
            #over_http
            #(#call_settings)*
            #build
        }
    };
    [server_template::constant(cx), data, methods]
        .map(Item::Code)
        .into()
}

/// `pub fn region(self, region: impl Into<String>) -> Self`
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
    let argument = quote!(#name: impl #into<#string>);
    setter(docs, &name, argument, quote!(variable(#wire, #name)))
}

/// `pub fn project_id(self, project_id: impl Into<String>) -> Self`
fn parameter(cx: &ModuleContext<'_>, parameter: &ClientParameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), literal::string(&parameter.wire));
    let (into, ty) = (cx.prelude("Into"), cx.ty(&parameter.ty));
    let docs = Prose::member()
        .docs(&parameter.docs, &format!("Sets {}.", code(&parameter.wire)))
        .text("Sent with every operation that has this parameter, unless a request sets its own value.");
    let argument = quote!(#name: impl #into<#ty>);
    let resolved = cx.analysis.api.resolved(&parameter.ty);
    let is_string = matches!(resolved, Type::Scalar(scalar) if scalar.is_string());
    let value = if is_string {
        quote!(#name)
    } else {
        quote!(#into::<#ty>::into(#name).to_string())
    };
    setter(docs, &name, argument, quote!(parameter(#wire, #value)))
}

/// `pub fn token(self, token: impl Into<TokenSource>) -> Self`.
///
/// Its arguments depend on the scheme: a key, a user and a password, a key pair, or any `Signer`.
fn credential(cx: &ModuleContext<'_>, scheme: &Scheme) -> TokenStream {
    let name = ident(&scheme.name);
    let constant = constant(&scheme.name).to_string();
    let constant = cx.local_item(ModuleKind::Wire, &constant);
    let otherwise = format!("Sets the credentials of {}.", code(&scheme.id));
    let docs = Prose::member().docs(&scheme.docs, &otherwise);
    let (into, ty) = (cx.prelude("Into"), cx.codegen("ClientCredential"));
    let secret = || {
        let secret = cx.runtime("Secret");
        quote!(impl #into<#secret>)
    };
    let source = || {
        let source = cx.runtime("client::TokenSource");
        quote!(impl #into<#source>)
    };
    let (arguments, value) = match &scheme.credential {
        Credential::HeaderKey(_) | Credential::QueryKey(_) | Credential::CookieKey(_) => {
            let source = source();
            (quote!(#name: #source), quote!(key(#name)))
        }
        Credential::Bearer => {
            let source = source();
            (quote!(#name: #source), quote!(bearer(#name)))
        }
        Credential::Basic => {
            let (string, secret) = (cx.prelude("String"), secret());
            let arguments = quote!(user: impl #into<#string>, password: #secret);
            (arguments, quote!(basic(user, password)))
        }
        Credential::Signature(signature) => match &signature.algorithm {
            SignatureAlgorithm::SdkHmacSha256 => {
                let source = cx.runtime("client::KeySource");
                let signer = cx.runtime("signing::SdkHmacSha256");
                (
                    quote!(#name: impl #into<#source>),
                    quote!(keys(#name, #signer::new)),
                )
            }
            SignatureAlgorithm::Custom(_) => {
                let signer = cx.runtime("signing::Signer");
                (quote!(#name: impl #signer), quote!(signer(#name)))
            }
        },
    };
    let call = quote!(credential(&#constant, #ty::#value));
    setter(docs, &name, arguments, call)
}

/// The docs of `endpoint` of a client that calls the API.
const ENDPOINT: &str =
    "Sets the base URL: absolute, with the path prefix of the operations if there is one.";

/// The docs of `endpoint` of a client that sends to receivers.
const RECEIVERS: &str = "Sets the base URL for requests sent without `to`: absolute, with the path prefix of `router` if \
                         there is one.";

/// The docs of `transport`.
const TRANSPORT: &str = "Replaces the default transport (feature `rustls`, `native-tls` or `webpki-roots`) by any `tower::Service` over \
                         `http::Request`, such as an axum `Router`, or `client::transport()` of the runtime with \
                         settings and layers of your own.";

/// The docs of `allow_credentials_over_http`.
const OVER_HTTP: &str = "Sends credentials over `http` to other machines as well, which is an error otherwise: only for a \
                         network that is encrypted below, such as a service mesh.";

/// The docs of `check_responses`.
const CHECK_RESPONSES: &str = "Sets whether responses are checked against the limits of the document; off by default. A response \
                               that breaks one is [`Error::Unexpected`](bindwright_runtime::Error::Unexpected), and keeps its \
                               status, headers and body.";

/// The settings that every client has: the name of a setter, its argument with its type, its docs.
fn settings(cx: &ModuleContext<'_>) -> Vec<TokenStream> {
    let endpoint = match cx.module.interface {
        Interface::Api => ENDPOINT,
        Interface::Webhooks | Interface::Callbacks => RECEIVERS,
    };
    let (into, string) = (cx.prelude("Into"), cx.prelude("String"));
    let (string, duration) = (quote!(impl #into<#string>), cx.standard("time::Duration"));
    let (retry, transport) = (cx.runtime("client::Retry"), cx.runtime("client::Transport"));
    let settings = [
        ("endpoint", "url", string.clone(), endpoint),
        (
            "timeout",
            "total",
            duration.clone(),
            "Limits a whole call, including retries and the body of the response; 30 seconds by default. For \
             bodies that stream, `idle_timeout` counts instead.",
        ),
        (
            "connect_timeout",
            "limit",
            duration,
            "Limits connecting by the default transport; 5 seconds by default.",
        ),
        (
            "retry",
            "retry",
            retry,
            "Sets which requests are retried, and how often: twice by default, if that has no side effects.",
        ),
        (
            "max_response_bytes",
            "limit",
            quote!(u64),
            "Limits the size of a response; 16 MiB by default. Streamed bodies are not limited.",
        ),
        (
            "user_agent",
            "name",
            string,
            "Sets the header `User-Agent`.",
        ),
        ("transport", "transport", quote!(impl #transport), TRANSPORT),
    ];
    let checks = (cx.api.response_checks == ResponseChecks::Present).then(|| {
        let name = "check_responses";
        (name, "check", quote!(bool), CHECK_RESPONSES)
    });
    let settings = settings.into_iter().chain(checks);
    let setters = settings.map(|(name, argument, ty, docs)| {
        let (name, argument) = (parse(name), parse(argument));
        let docs = Prose::member().text(docs);
        setter(
            docs,
            &name,
            quote!(#argument: #ty),
            quote!(#name(#argument)),
        )
    });
    setters.collect()
}

/// `pub fn allow_credentials_over_http(self) -> Self`
fn over_http() -> TokenStream {
    let docs = Prose::member().text(OVER_HTTP).tokens();
    quote! {
        #docs
        pub fn allow_credentials_over_http(self) -> Self {
            Self { config: self.config.allow_credentials_over_http() }
        }
    }
}

/// `pub fn build(self) -> Result<Client, ConfigError>`
fn build(cx: &ModuleContext<'_>) -> TokenStream {
    let (result, error) = (cx.prelude("Result"), cx.runtime("ConfigError"));
    let docs = Prose::member().text("Builds the client.").heading("Errors").text(
        "If the endpoint is not an absolute URL, a setting is invalid, credentials would be sent over http to another machine, \
         there are no root certificates, or there is no transport.",
    );
    let docs = docs.tokens();
    quote! {
        #docs
        pub fn build(self) -> #result<Client, #error> {
            Ok(Client { core: self.config.build()? })
        }
    }
}
