//! `securitySchemes` and `security` -> the schemes that operations use, and what each operation
//! requires (<https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object>).
//!
//! ```yaml
//! components:
//!   securitySchemes:
//!     Token: {type: http, scheme: bearer}                    # Credential::Bearer
//!     ApiKey: {type: apiKey, in: header, name: X-Api-Key}    # Credential::HeaderKey("X-Api-Key")
//!     Login: {type: oauth2, flows: {…}}                      # Credential::Bearer
//! ```
//!
//! HTTP schemes other than `basic` and `bearer` are reported, because the runtime cannot send them.

use foldhash::HashMap;
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

use super::context::{Lowering, origin};
use super::naming::{Case, NameRequest, chosen, distinct, field_name};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Credential, Requirement, Scheme, TokenUrls};

/// The security schemes in use. Operations refer to them by index.
#[derive(Debug, Default)]
pub(super) struct Schemes {
    /// The schemes, in document order.
    pub list: Vec<Scheme>,
    index: HashMap<String, usize>,
}

impl Schemes {
    /// The alternatives of a `security` list: one of them must be satisfied, with all of its
    /// schemes together.
    ///
    /// ```yaml
    /// security: [{AkSk: []}, {Token: [], Tenant: []}]   # AkSk, or Token and Tenant
    /// ```
    ///
    /// The loader reports names without a scheme; they are skipped here.
    pub(super) fn alternatives(&self, security: &[SecurityRequirement]) -> Vec<Vec<Requirement>> {
        let one = |(id, scopes): (&String, &Vec<String>)| {
            Some(Requirement {
                scheme: *self.index.get(id)?,
                scopes: scopes.clone(),
            })
        };
        security
            .iter()
            .map(|alternative| alternative.iter().filter_map(one).collect())
            .collect()
    }
}

impl<'d> Lowering<'d, '_> {
    /// The schemes that some operation or the document requires, in document order. A scheme that
    /// nothing requires has no setter on the client's builder.
    pub(super) fn schemes(&mut self) -> Schemes {
        let openapi = &self.document.openapi;
        // Webhooks and callbacks are not in `paths`, but require credentials as other operations
        // do.
        let hooks = self.document.hooks();
        let hooks = hooks.filter_map(|(hook, item)| self.resolver.path_item(item, &hook.at));
        let hooks =
            hooks.flat_map(|(item, _)| item.operations.iter().map(|(_, operation)| operation));
        let paths = self
            .document
            .operations()
            .map(|(_, _, operation)| operation);
        let operations = paths
            .chain(hooks)
            .filter_map(|operation| operation.security.as_ref());
        let used: Vec<&str> = operations
            .chain(&openapi.security)
            .flatten()
            .flat_map(|alternative| alternative.keys())
            .map(String::as_str)
            .collect();
        let at = Pointer::root().child("components").child("securitySchemes");
        let defined = openapi
            .components
            .iter()
            .flat_map(|components| &components.security_schemes);
        let defined: Vec<_> = defined
            .filter(|(id, _)| used.contains(&id.as_str()))
            .collect();
        let requests = defined.iter().map(|(id, _)| NameRequest {
            chosen: self.value(&at.child(id)).and_then(chosen),
            ..NameRequest::text(id)
        });
        let names = distinct(Case::Field, &requests.collect::<Vec<_>>(), &[]).identifiers;
        let mut schemes = Schemes::default();
        for ((id, scheme), name) in defined.into_iter().zip(names) {
            let Some((scheme, at)) = self.resolver.security_scheme(scheme, &at.child(id)) else {
                continue;
            };
            let Some(credential) = self.credential(id, scheme, &at) else {
                continue;
            };
            let sources = self.credential_sources(&credential, &at);
            schemes.index.insert(id.clone(), schemes.list.len());
            schemes.list.push(Scheme {
                name: field_name(&name),
                id: id.clone(),
                credential,
                token_urls: token_urls(scheme),
                sources,
                docs: self.prose_at(&at),
                origin: origin(&at),
            });
        }
        schemes
    }

    /// What a caller has to supply for a scheme. OAuth 2 and OpenID Connect end in a bearer token.
    fn credential(
        &mut self,
        id: &str,
        scheme: &SecurityScheme,
        at: &Pointer,
    ) -> Option<Credential> {
        if let Some(signature) = self.value(at).and_then(|value| value.get("x-signature")) {
            let signature = signature.clone();
            return self.signature(&signature, &at.child("x-signature"));
        }
        match scheme {
            SecurityScheme::APIKey { location, name, .. } => Some(match location {
                APIKeyLocation::Header => Credential::HeaderKey(name.clone()),
                APIKeyLocation::Query => Credential::QueryKey(name.clone()),
                APIKeyLocation::Cookie => Credential::CookieKey(name.clone()),
            }),
            // RFC 9110 section 11.1: names of authentication schemes are compared without case.
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
                Some(Credential::Basic)
            }
            SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
                Some(Credential::Bearer)
            }
            SecurityScheme::HTTP { scheme, .. } => {
                let (id, scheme) = (show(id), show(scheme));
                let message = format!(
                    "`{id}` uses the HTTP scheme `{scheme}`; `basic` and `bearer` are supported"
                );
                self.reject(Code::UnsupportedSecurity, &at.child("scheme"), message)
            }
            SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
                Some(Credential::Bearer)
            }
        }
    }
}

/// Where tokens of an OAuth 2 scheme come from. The client resolves what is relative against the
/// server that it calls.
fn token_urls(scheme: &SecurityScheme) -> TokenUrls {
    let SecurityScheme::OAuth2 { flows, .. } = scheme else {
        return TokenUrls::default();
    };
    let code = flows.authorization_code.as_ref();
    let password = flows.password.as_ref();
    let client = flows.client_credentials.as_ref();
    let refresh = [
        code.and_then(|flow| flow.refresh_url.as_ref()),
        password.and_then(|flow| flow.refresh_url.as_ref()),
        client.and_then(|flow| flow.refresh_url.as_ref()),
        code.map(|flow| &flow.token_url),
        password.map(|flow| &flow.token_url),
    ];
    let is_there = |url: &&String| !url.is_empty();
    TokenUrls {
        client_credentials: client.map(|flow| &flow.token_url).filter(is_there).cloned(),
        refresh: refresh.into_iter().flatten().find(is_there).cloned(),
    }
}
