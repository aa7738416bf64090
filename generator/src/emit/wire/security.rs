//! Security schemes and the sets of credentials that operations require, as constants.
//!
//! ```text
//! pub(crate) static TOKEN: Scheme = Scheme::bearer("Token").setter("token");
//! pub(crate) static KEY: Scheme = Scheme::query_key("Key", "key").setter("key");
//!
//! const TOKEN_OR_KEY: &[&[Requirement]] = &[&[Requirement::of(&TOKEN)], &[Requirement::of(&KEY)]];
//! ```
//!
//! The outer list has alternatives, and each of them the schemes that it requires together:
//! <https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object>.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::{self, parse};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, literal};
use crate::ir::{
    Credential, CredentialFile, CredentialSet, Operation, Requirement, Scheme, Signature,
    SignatureHeader, SourcePart,
};

/// The schemes, and each set of alternatives once.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let schemes = cx.needs().schemes.iter().map(|one| scheme(cx, one));
    let sets = cx.needs().credentials.iter();
    let alternatives = sets.map(|set| constant(cx, set));
    schemes.chain(alternatives).map(Item::Code).collect()
}

/// The constant that an operation names; `None` if it needs no credentials.
pub(super) fn of(cx: &ModuleContext<'_>, operation: &Operation) -> Option<TokenStream> {
    let mut sets = cx.needs().credentials.iter();
    let set = sets.find(|set| set.alternatives == operation.security)?;
    Some(cx.local_item(ModuleKind::Wire, &ident::constant(&set.name).to_string()))
}

/// `pub(crate) static TOKEN: Scheme = Scheme::bearer("Token").setter("token");`
fn scheme(cx: &ModuleContext<'_>, scheme: &Scheme) -> TokenStream {
    let (ty, name, id) = (
        cx.codegen("Scheme"),
        ident::constant(&scheme.name),
        literal::string(&scheme.id),
    );
    let value = match &scheme.credential {
        Credential::HeaderKey(key) => keyed("header_key", &id, key),
        Credential::QueryKey(key) => keyed("query_key", &id, key),
        Credential::CookieKey(key) => keyed("cookie_key", &id, key),
        Credential::Basic => quote!(basic(#id)),
        Credential::Bearer => quote!(bearer(#id)),
        Credential::Signature(signature) => signed(&id, signature),
    };
    let setter = literal::string(
        ident::ident(&scheme.name)
            .to_string()
            .trim_start_matches("r#"),
    );
    let url = |method: &str, url: &Option<String>| {
        let (method, url) = (parse(method), literal::string(url.as_ref()?));
        Some(quote!(.#method(#url)))
    };
    let client_credentials = url(
        "client_credentials_url",
        &scheme.token_urls.client_credentials,
    );
    let refresh = url("refresh_url", &scheme.token_urls.refresh);
    let variables = names(&scheme.sources.environment);
    let environment =
        (!scheme.sources.environment.is_empty()).then(|| quote!(.environment(&[#variables])));
    let file = scheme.sources.file.as_ref().map(credential_file);
    quote! {
        pub(crate) static #name: #ty =
            #ty::#value.setter(#setter) #client_credentials #refresh #environment #file;
    }
}

/// `signature("AkSk", "SDK-HMAC-SHA256", &[("X-Project-Id", "project_id")])`
fn signed(id: &TokenStream, signature: &Signature) -> TokenStream {
    let algorithm = literal::string(signature.algorithm.name());
    let headers = headers(&signature.headers);
    let otherwise = headers_otherwise(&signature.otherwise);
    quote!(signature(#id, #algorithm, &[#headers]) #otherwise)
}

/// `("X-Project-Id", "project_id")`
fn headers(headers: &[SignatureHeader]) -> TokenStream {
    let pairs = headers.iter().map(|header| {
        let (name, parameter) = (
            literal::string(&header.name),
            literal::string(&header.parameter),
        );
        quote!((#name, #parameter))
    });
    quote!(#(#pairs),*)
}

/// `.otherwise(&[("X-Domain-Id", "domain_id")])`
fn headers_otherwise(otherwise: &[SignatureHeader]) -> Option<TokenStream> {
    let headers = headers(otherwise);
    (!otherwise.is_empty()).then(|| quote!(.otherwise(&[#headers])))
}

/// `("secret_key", "EXAMPLE_SK")`
fn names(parts: &[SourcePart]) -> TokenStream {
    let pairs = parts.iter().map(|one| {
        let (part, name) = (literal::string(&one.part), literal::string(&one.name));
        quote!((#part, #name))
    });
    quote!(#(#pairs),*)
}

/// `.file("~/.example/credentials", "EXAMPLE_FILE", "basic", &[("secret_key", "sk")])`
fn credential_file(file: &CredentialFile) -> TokenStream {
    let (path, section) = (literal::string(&file.path), literal::string(&file.section));
    let variable = literal::string(file.variable.as_deref().unwrap_or_default());
    let keys = names(&file.keys);
    quote!(.file(#path, #variable, #section, &[#keys]))
}

/// `query_key("Key", "key")`: the id in the document, and the name of the parameter.
fn keyed(constructor: &str, id: &TokenStream, key: &str) -> TokenStream {
    let (constructor, key) = (parse(constructor), literal::string(key));
    quote!(#constructor(#id, #key))
}

/// `const TOKEN_OR_KEY: &[&[Requirement]] = …;`
fn constant(cx: &ModuleContext<'_>, set: &CredentialSet) -> TokenStream {
    let (ty, name) = (cx.codegen("Requirement"), ident::constant(&set.name));
    let alternatives = set.alternatives.iter().map(|alternative| {
        let requirements = alternative.iter().map(|one| requirement(cx, one));
        quote!(&[#(#requirements),*])
    });
    quote!(const #name: &[&[#ty]] = &[#(#alternatives),*];)
}

/// `Requirement::of(&TOKEN).scopes(&["read"])`
fn requirement(cx: &ModuleContext<'_>, requirement: &Requirement) -> TokenStream {
    let ty = cx.codegen("Requirement");
    let scheme = cx
        .api
        .schemes
        .get(requirement.scheme)
        .map(|one| ident::constant(&one.name));
    let scopes = requirement
        .scopes
        .iter()
        .map(|scope| literal::string(scope));
    let scopes = (!requirement.scopes.is_empty()).then(|| quote!(.scopes(&[#(#scopes),*])));
    quote!(#ty::of(&#scheme)#scopes)
}
