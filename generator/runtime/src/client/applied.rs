//! A credential of a scheme -> the header, pair of the query, cookie, token or signature that it is in a request.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{
    client_credential::{ClientCredential, CredentialKind, basic},
    pending_signature::PendingSignature,
    pending_token::PendingToken,
    token::SourceKind,
};
use crate::{
    cookie,
    error::ConfigError,
    param::ParamLocation,
    percent,
    secret::Secret,
    security::{Requirement, Scheme, SchemeKind},
};

/// Everything that the chosen alternative adds to a request.
#[derive(Default)]
pub(crate) struct AppliedCredentials {
    /// The header of the first credential that does not change, with those of all requests.
    pub(super) head: Option<Arc<HeaderMap>>,
    /// Further headers.
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

impl AppliedCredentials {
    /// Adds the credential of one scheme.
    pub(super) fn add(
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
                self.add_basic(scheme, user, password)
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

    /// Adds user and password.
    pub(super) fn add_basic(
        &mut self,
        scheme: &Scheme,
        user: &str,
        password: &Secret,
    ) -> Result<(), ConfigError> {
        self.authorize(scheme, &format!("Basic {}", basic(user, password).expose()))
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
