//! Credentials for the security schemes of a document: which alternative of an operation is used,
//! and how it is added to a request. Rejects an operation if none of its alternatives is
//! configured.
//!
//! ```text
//! security: [{token: []}, {key: []}]     a client with a key only sends the key
//!                                        a client with neither: ConfigError::Credentials
//! security: [{token: []}, {}]            a client with neither sends no credentials
//! ```

use std::{collections::BTreeMap, sync::Arc};

use base64::Engine as _;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{
    endpoint::Endpoint,
    missing_credential::missing,
    pending_signature::{PendingSignature, SharedSigner},
    pending_token::PendingToken,
    token::{SourceKind, TokenSource},
};
use crate::{
    cookie,
    error::ConfigError,
    operation_spec::OperationSpec,
    param::ParamLocation,
    percent,
    secret::Secret,
    security::{Requirement, Scheme, SchemeKind},
    signing::Signer,
};

/// Proves who calls: a key, a token, a password, or a signer.
#[derive(Debug, Clone)]
pub struct ClientCredential(CredentialKind);

#[derive(Debug, Clone)]
enum CredentialKind {
    /// A key, or a bearer token.
    Token(TokenSource),
    Basic {
        user: String,
        password: Secret,
    },
    Signer(SharedSigner),
}

impl ClientCredential {
    /// A key in a header, the query or a cookie.
    pub fn key(key: impl Into<TokenSource>) -> Self {
        Self(CredentialKind::Token(key.into()))
    }

    /// A bearer token.
    pub fn bearer(token: impl Into<TokenSource>) -> Self {
        Self(CredentialKind::Token(token.into()))
    }

    /// User and password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(CredentialKind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// A signer for each request.
    #[must_use]
    pub fn signer(signer: impl Signer) -> Self {
        Self(CredentialKind::Signer(SharedSigner(Arc::new(signer))))
    }

    /// The strings that must not be printed.
    fn secrets(&self) -> Vec<Secret> {
        match &self.0 {
            CredentialKind::Token(source) => source.secrets(),
            CredentialKind::Basic { user, password } => {
                vec![password.clone(), basic(user, password)]
            }
            CredentialKind::Signer(signer) => signer.0.secrets(),
        }
    }
}

/// The credentials of a client, by the names of their schemes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials(BTreeMap<&'static str, (&'static Scheme, ClientCredential)>);

/// Everything that the chosen alternative adds to a request.
#[derive(Default)]
pub(crate) struct AppliedCredentials {
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<String>,
    pub(crate) cookies: Vec<String>,
    pub(crate) signature: Option<PendingSignature>,
    /// Tokens that are asked for before each attempt.
    pub(super) tokens: Vec<PendingToken>,
    pub(crate) exposure: Exposure,
}

/// Whether a request contains something that others must not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Exposure {
    #[default]
    Nothing,
    /// Credentials, from the client or from the caller.
    Credentials,
}

impl Credentials {
    /// Sets the credential of a scheme.
    pub(crate) fn insert(&mut self, scheme: &'static Scheme, credential: ClientCredential) {
        self.0.insert(scheme.id(), (scheme, credential));
    }

    /// Whether tokens can be asked for, by a client of this server.
    pub(super) fn check(&self, server: Option<&Endpoint>) -> Result<(), ConfigError> {
        self.0.values().try_for_each(|(scheme, credential)| {
            let CredentialKind::Token(TokenSource(SourceKind::Cached(cache))) = &credential.0
            else {
                return Ok(());
            };
            cache.check(scheme, server)
        })
    }

    /// Whether the client has none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The strings that must not be printed.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        self.0
            .values()
            .flat_map(|(_, credential)| credential.secrets())
            .collect()
    }

    /// Applies the first alternative that is configured. If the caller has set `Authorization`,
    /// that is the credential.
    pub(crate) fn apply(
        &self,
        spec: &OperationSpec,
        headers: &HeaderMap,
    ) -> Result<AppliedCredentials, ConfigError> {
        if headers.contains_key(header::AUTHORIZATION) {
            return Ok(AppliedCredentials {
                exposure: Exposure::Credentials,
                ..AppliedCredentials::default()
            });
        }
        if spec.security.is_empty() {
            return Ok(AppliedCredentials::default());
        }
        let known = |requirement: &Requirement| {
            self.0.contains_key(requirement.scheme().id()) || has_key(headers, requirement.scheme())
        };
        let configured = spec
            .security
            .iter()
            .find(|alternative| !alternative.is_empty() && alternative.iter().all(known));
        let anonymous = spec
            .security
            .iter()
            .find(|alternative| alternative.is_empty());
        let Some(chosen) = configured.or(anonymous) else {
            return Err(missing(spec));
        };
        let mut applied = AppliedCredentials::default();
        for requirement in *chosen {
            applied.exposure = Exposure::Credentials;
            if let Some((_, credential)) = self.0.get(requirement.scheme().id())
                && !has_key(headers, requirement.scheme())
            {
                applied.add(requirement, credential)?;
            }
        }
        Ok(applied)
    }
}

impl AppliedCredentials {
    /// Adds the credential of one scheme.
    fn add(
        &mut self,
        requirement: &Requirement,
        credential: &ClientCredential,
    ) -> Result<(), ConfigError> {
        let scheme = requirement.scheme();
        match (scheme.kind(), &credential.0) {
            (SchemeKind::Key { .. } | SchemeKind::Bearer, CredentialKind::Token(source)) => {
                match &source.0 {
                    SourceKind::Fixed(token) => self.add_token(scheme, token)?,
                    SourceKind::Cached(cache) => {
                        let scopes = requirement.required_scopes();
                        let token = PendingToken::new(scheme, scopes, cache.clone());
                        self.tokens.push(token);
                    }
                }
                Ok(())
            }
            (SchemeKind::Basic, CredentialKind::Basic { user, password }) => {
                self.authorize(scheme, &format!("Basic {}", basic(user, password).expose()))
            }
            (SchemeKind::Signature { headers, .. }, CredentialKind::Signer(signer)) => {
                self.signature = Some(PendingSignature {
                    signer: signer.clone(),
                    headers,
                });
                Ok(())
            }
            (_, _) => Err(ConfigError::Credential(scheme.id())),
        }
    }

    /// Adds a key or token where its scheme has it.
    pub(super) fn add_token(&mut self, scheme: &Scheme, token: &Secret) -> Result<(), ConfigError> {
        match scheme.kind() {
            SchemeKind::Key { place, name } => self.add_key(place, name, token),
            SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Signature { .. } => {
                self.authorize(scheme, &format!("Bearer {}", token.expose()))
            }
        }
    }

    /// Adds a key where its scheme has it.
    fn add_key(
        &mut self,
        place: ParamLocation,
        name: &'static str,
        key: &Secret,
    ) -> Result<(), ConfigError> {
        match place {
            ParamLocation::Query => {
                let pair = percent::encode(name) + "=" + &percent::encode(key.expose());
                self.query.push(pair);
            }
            ParamLocation::Cookie => {
                // No encoding: servers compare a key with the cookie as it is.
                if HeaderName::from_bytes(name.as_bytes()).is_err()
                    || !cookie::is_value(key.expose())
                {
                    return Err(ConfigError::Cookie(name.to_owned()));
                }
                self.cookies.push(format!("{name}={}", key.expose()));
            }
            ParamLocation::Header | ParamLocation::Path => {
                let header: HeaderName = name
                    .parse()
                    .map_err(|_| ConfigError::Header(name.to_owned()))?;
                self.headers.insert(header, sensitive(name, key.expose())?);
            }
        }
        Ok(())
    }

    /// Sets `Authorization`.
    fn authorize(&mut self, scheme: &Scheme, text: &str) -> Result<(), ConfigError> {
        self.headers
            .insert(header::AUTHORIZATION, sensitive(scheme.id(), text)?);
        Ok(())
    }
}

/// A header value that is not printed and not kept by HTTP/2 compression.
fn sensitive(name: &str, text: &str) -> Result<HeaderValue, ConfigError> {
    let mut value =
        HeaderValue::from_str(text).map_err(|_| ConfigError::Header(name.to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// User and password, joined and encoded: <https://www.rfc-editor.org/rfc/rfc7617#section-2>.
fn basic(user: &str, password: &Secret) -> Secret {
    Secret::new(
        base64::engine::general_purpose::STANDARD.encode(format!("{user}:{}", password.expose())),
    )
}

/// Whether the caller has set the key of a scheme.
fn has_key(headers: &HeaderMap, scheme: &Scheme) -> bool {
    match scheme.kind() {
        SchemeKind::Key { place, name } => {
            place == ParamLocation::Header && headers.contains_key(name)
        }
        SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Signature { .. } => false,
    }
}
