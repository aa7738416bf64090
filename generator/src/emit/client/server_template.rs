//! The server that a client calls if nobody sets an endpoint.
//!
//! ```text
//! const SERVER: ServerTemplate =
//!     ServerTemplate::new("https://{region}.example.com", &[Variable::new("region", "eu")]);
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::ir::{Interface, Server};

/// The document's first server; a relative URL has no host, so the caller must set one.
pub(super) fn constant(cx: &ModuleContext<'_>) -> TokenStream {
    let ty = cx.codegen("ServerTemplate");
    if cx.module.interface != Interface::Api {
        return quote!(const SERVER: #ty = #ty::RECEIVER;);
    }
    let server = cx
        .api
        .servers
        .first()
        .filter(|server| server.url.contains("://"));
    let Some(Server {
        url,
        variables,
        environment,
        ..
    }) = server
    else {
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
    let variables = quote!(&[#(#variables),*]);
    match environment {
        None => quote!(const SERVER: #ty = #ty::new(#url, #variables);),
        Some(name) => {
            let name = literal::string(name);
            quote!(const SERVER: #ty = #ty::with_environment(#url, #variables, #name);)
        }
    }
}
