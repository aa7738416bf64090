//! Credentials for the security schemes of a document: which alternative of an operation is used,
//! and how it is put on a request. Rejects an operation none of whose alternatives is configured.

use std::{collections::BTreeMap, fmt, sync::Arc};

use base64::Engine as _;
use http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};

use crate::{
    error::ConfigError,
    operation_spec::OperationSpec,
    param::ParamLocation,
    percent,
    secret::Secret,
    security::{Requirement, Scheme, SchemeKind},
    signing::{Signer, SigningError},
};

/// What proves who calls.
#[derive(Debug, Clone)]
pub struct ClientCredential(CredentialKind);

#[derive(Debug, Clone)]
enum CredentialKind {
    /// A key, or a bearer token.
    Token(Secret),
    Basic {
        user: String,
        password: Secret,
    },
    Signer(SharedSigner),
}

/// A signer that the clones of a client share.
#[derive(Clone)]
struct SharedSigner(Arc<dyn Signer>);

impl fmt::Debug for SharedSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

/// The signature that a request still needs when it is otherwise complete.
#[derive(Debug, Clone)]
pub(crate) struct PendingSignature {
    signer: SharedSigner,
    /// Headers to add first, each with the client parameter that has its value.
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

impl PendingSignature {
    /// Signs a request with its body, now.
    pub(crate) fn sign(&self, parts: &mut Parts, body: &[u8]) -> Result<(), ConfigError> {
        self.signer
            .0
            .sign(parts, body)
            .map_err(|error| match error {
                SigningError::Header(name) => ConfigError::Header(name),
                other => ConfigError::Signing(other.to_string()),
            })
    }
}

impl ClientCredential {
    /// A key in a header, the query or a cookie.
    pub fn key(key: impl Into<Secret>) -> Self {
        Self(CredentialKind::Token(key.into()))
    }

    /// A bearer token.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(CredentialKind::Token(token.into()))
    }

    /// User and password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(CredentialKind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// A key that signs each request.
    #[must_use]
    pub fn signer(signer: impl Signer) -> Self {
        Self(CredentialKind::Signer(SharedSigner(Arc::new(signer))))
    }

    /// What must not be printed.
    fn secrets(&self) -> Vec<Secret> {
        match &self.0 {
            CredentialKind::Token(secret) => vec![secret.clone()],
            CredentialKind::Basic { user, password } => {
                vec![password.clone(), basic(user, password)]
            }
            CredentialKind::Signer(signer) => signer.0.secrets(),
        }
    }
}

/// The credentials of a client, by the names of their schemes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials(BTreeMap<&'static str, ClientCredential>);

/// What a chosen alternative does to a request.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<String>,
    pub(crate) cookies: Vec<String>,
    pub(crate) signature: Option<PendingSignature>,
    pub(crate) exposure: Exposure,
}

/// Whether a request carries anything that others must not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Exposure {
    #[default]
    Nothing,
    /// Credentials, whether the client or the caller put them there.
    Credentials,
}

impl Credentials {
    pub(crate) fn insert(&mut self, scheme: &'static Scheme, credential: ClientCredential) {
        self.0.insert(scheme.id(), credential);
    }

    pub(crate) fn secrets(&self) -> Vec<Secret> {
        self.0
            .values()
            .flat_map(ClientCredential::secrets)
            .collect()
    }

    /// Puts the first alternative that is configured on a request. Where the caller set
    /// `Authorization`, that is the credential.
    pub(crate) fn apply(
        &self,
        spec: &OperationSpec,
        headers: &HeaderMap,
    ) -> Result<Applied, ConfigError> {
        if headers.contains_key(header::AUTHORIZATION) {
            return Ok(Applied {
                exposure: Exposure::Credentials,
                ..Applied::default()
            });
        }
        if spec.security.is_empty() {
            return Ok(Applied::default());
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
        let mut applied = Applied::default();
        for requirement in *chosen {
            applied.exposure = Exposure::Credentials;
            if let Some(credential) = self.0.get(requirement.scheme().id())
                && !has_key(headers, requirement.scheme())
            {
                applied.add(requirement.scheme(), credential)?;
            }
        }
        Ok(applied)
    }
}

impl Applied {
    fn add(&mut self, scheme: &Scheme, credential: &ClientCredential) -> Result<(), ConfigError> {
        match (scheme.kind(), &credential.0) {
            (SchemeKind::Key { place, name }, CredentialKind::Token(key)) => {
                self.add_key(place, name, key)
            }
            (SchemeKind::Bearer, CredentialKind::Token(token)) => {
                self.authorize(scheme, &format!("Bearer {}", token.expose()))
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
            (
                SchemeKind::Key { .. }
                | SchemeKind::Bearer
                | SchemeKind::Basic
                | SchemeKind::Signature { .. },
                _,
            ) => Err(ConfigError::Credential(scheme.id())),
        }
    }

    fn add_key(
        &mut self,
        place: ParamLocation,
        name: &'static str,
        key: &Secret,
    ) -> Result<(), ConfigError> {
        let pair = || {
            format!(
                "{}={}",
                percent::encode(name),
                percent::encode(key.expose())
            )
        };
        match place {
            ParamLocation::Query => self.query.push(pair()),
            ParamLocation::Cookie => self.cookies.push(pair()),
            ParamLocation::Header | ParamLocation::Path => {
                let header: HeaderName = name
                    .parse()
                    .map_err(|_| ConfigError::Header(name.to_owned()))?;
                self.headers.insert(header, sensitive(name, key.expose())?);
            }
        }
        Ok(())
    }

    fn authorize(&mut self, scheme: &Scheme, text: &str) -> Result<(), ConfigError> {
        self.headers
            .insert(header::AUTHORIZATION, sensitive(scheme.id(), text)?);
        Ok(())
    }
}

fn sensitive(name: &str, text: &str) -> Result<HeaderValue, ConfigError> {
    let mut value =
        HeaderValue::from_str(text).map_err(|_| ConfigError::Header(name.to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// User and password as RFC 7617 joins them.
fn basic(user: &str, password: &Secret) -> Secret {
    Secret::new(
        base64::engine::general_purpose::STANDARD.encode(format!("{user}:{}", password.expose())),
    )
}

/// Whether the caller brings the key of a scheme along.
fn has_key(headers: &HeaderMap, scheme: &Scheme) -> bool {
    match scheme.kind() {
        SchemeKind::Key {
            place: ParamLocation::Header,
            name,
        } => headers.contains_key(name),
        SchemeKind::Key {
            place: ParamLocation::Query | ParamLocation::Cookie | ParamLocation::Path,
            ..
        } => false,
        SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Signature { .. } => false,
    }
}

fn missing(spec: &OperationSpec) -> ConfigError {
    let names = |alternative: &&[Requirement]| {
        alternative
            .iter()
            .map(|requirement| requirement.scheme().id())
            .collect::<Vec<_>>()
            .join(" and ")
    };
    let alternatives = spec
        .security
        .iter()
        .map(names)
        .collect::<Vec<_>>()
        .join(", or ");
    ConfigError::Credentials {
        operation: spec.id,
        alternatives,
    }
}
