//! Credentials for the security schemes of a document: which alternative of an operation is used,
//! and how it is added to a request. Rejects an operation if none of its alternatives is
//! configured.
//!
//! ```text
//! security: [{token: []}, {key: []}]     a client with a key only sends the key
//!                                        a client with neither: ConfigError::Credentials
//! security: [{token: []}, {}]            a client with neither sends no credentials
//! ```

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{
    client_credential::{ClientCredential, CredentialKind, basic},
    endpoint::Endpoint,
    missing_credential::missing,
    pending_signature::PendingSignature,
    pending_token::PendingToken,
    token::SourceKind,
};
use crate::{
    cookie,
    error::ConfigError,
    operation_spec::OperationSpec,
    param::ParamLocation,
    percent::{self, Plus},
    secret::Secret,
    security::{Requirement, Scheme, SchemeKind},
};

/// The credentials of a client, by the names of their schemes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials(BTreeMap<&'static str, KnownCredential>);

/// The credential of a scheme.
#[derive(Debug, Clone)]
struct KnownCredential {
    scheme: &'static Scheme,
    credential: ClientCredential,
    /// The header of a token that does not change.
    header: Option<(HeaderName, HeaderValue)>,
}

/// Everything that the chosen alternative adds to a request.
#[derive(Default)]
pub(crate) struct AppliedCredentials {
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
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
        let mut applied = AppliedCredentials::default();
        if let CredentialKind::Token(source) = &credential.0
            && let SourceKind::Fixed(token) = &source.0
        {
            // A token that cannot be sent is an error of the call.
            applied.add_token(scheme, token).ok();
        }
        let known = KnownCredential {
            scheme,
            credential,
            header: applied.headers.pop(),
        };
        self.0.insert(scheme.id(), known);
    }

    /// Whether tokens can be asked for, by a client of this server.
    pub(super) fn check(&self, server: Option<&Endpoint>) -> Result<(), ConfigError> {
        self.0.values().try_for_each(|known| {
            let CredentialKind::Token(source) = &known.credential.0 else {
                return Ok(());
            };
            match &source.0 {
                SourceKind::Fixed(_) => Ok(()),
                SourceKind::Cached(cache) => cache.check(known.scheme, server),
            }
        })
    }

    /// Whether values of client parameters may come with a token or with keys.
    pub(super) fn may_have_parameters(&self) -> bool {
        let mut all = self.0.values();
        all.any(|known| known.credential.may_have_parameters())
    }

    /// Whether the client has none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The strings that must not be printed.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        self.0
            .values()
            .flat_map(|known| known.credential.secrets())
            .collect()
    }

    /// Applies the first alternative that is configured, to a request with these headers and this query. If the caller has set
    /// `Authorization`, that is the credential. A key that the request has already, since it is a parameter as well, is not added.
    pub(crate) fn apply(
        &self,
        spec: &OperationSpec,
        (headers, query): (&HeaderMap, &str),
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
            self.0.contains_key(requirement.scheme().id())
                || has_key(headers, query, requirement.scheme())
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
            let known = self.0.get(requirement.scheme().id());
            match known.filter(|_| !has_key(headers, query, requirement.scheme())) {
                None => {}
                Some(KnownCredential {
                    header: Some(header),
                    ..
                }) => applied.headers.push(header.clone()),
                Some(known) => applied.add(requirement, &known.credential)?,
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
                        let token = PendingToken::new(scheme, scopes, cache.clone(), None);
                        self.tokens.push(token);
                    }
                }
                Ok(())
            }
            (SchemeKind::Basic, CredentialKind::Basic { user, password }) => {
                self.authorize(scheme, &format!("Basic {}", basic(user, password).expose()))
            }
            (
                SchemeKind::Signature {
                    headers, otherwise, ..
                },
                CredentialKind::Signer(signer),
            ) => {
                self.signature = Some(PendingSignature {
                    signer: Some(signer.clone()),
                    headers,
                    otherwise,
                });
                Ok(())
            }
            (
                SchemeKind::Signature {
                    headers, otherwise, ..
                },
                CredentialKind::Keys(keys),
            ) => {
                self.signature = Some(PendingSignature {
                    signer: None,
                    headers,
                    otherwise,
                });
                let (cache, signer) = (keys.cache.clone(), keys.signer.clone());
                let keys = PendingToken::new(scheme, &[], cache, Some(signer));
                self.tokens.push(keys);
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
                self.headers.push((header, sensitive(name, key.expose())?));
            }
        }
        Ok(())
    }

    /// Sets `Authorization`.
    fn authorize(&mut self, scheme: &Scheme, text: &str) -> Result<(), ConfigError> {
        let value = sensitive(scheme.id(), text)?;
        self.headers.push((header::AUTHORIZATION, value));
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

/// Whether the caller has set the key of a scheme: servers reject one that is there twice.
fn has_key(headers: &HeaderMap, query: &str, scheme: &Scheme) -> bool {
    let SchemeKind::Key { place, name } = scheme.kind() else {
        return false;
    };
    match place {
        ParamLocation::Header => !headers.is_empty() && headers.contains_key(name),
        ParamLocation::Query => query.split('&').any(|pair| {
            let raw = pair.split_once('=').map_or(pair, |(raw, _)| raw);
            percent::decode(raw, Plus::Space).as_deref() == Ok(name)
        }),
        ParamLocation::Cookie => {
            cookie::pairs(headers).any(|(raw, _)| cookie::parameter_name(raw) == name)
        }
        ParamLocation::Path => false,
    }
}
