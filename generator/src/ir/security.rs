//! Who may call an operation.

use super::{Docs, FieldName, Origin};

/// A security scheme that some operation uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// The builder's setter (`auth_token`).
    pub name: FieldName,
    /// The key under `securitySchemes`.
    pub id: String,
    /// What the caller supplies, and where it is sent.
    pub credential: Credential,
    /// Where a client gets tokens.
    pub token_urls: TokenUrls,
    /// Where a client finds the credential if nobody sets it.
    pub sources: CredentialSources,
    /// Prose.
    pub docs: Docs,
    /// Where it is described.
    pub origin: Origin,
}

/// The token endpoints of an OAuth 2 scheme, as URLs that may be relative to the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenUrls {
    /// For the client's own credentials.
    pub client_credentials: Option<String>,
    /// For a refresh token.
    pub refresh: Option<String>,
}

/// Where a client finds a credential: `x-credentials`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialSources {
    /// Environment variables.
    pub environment: Vec<SourcePart>,
    /// A file.
    pub file: Option<CredentialFile>,
}

/// A part of a credential in a source, or a value that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePart {
    /// `secret_key`, or the client parameter that the value is for.
    pub part: String,
    /// Its name in the source.
    pub name: String,
}

/// A file with credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialFile {
    /// Its path, which may start with `~/`.
    pub path: String,
    /// The environment variable that names another file.
    pub variable: Option<String>,
    /// The section with the keys.
    pub section: String,
    /// The keys of the parts.
    pub keys: Vec<SourcePart>,
}

impl CredentialSources {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.environment.is_empty() && self.file.is_none()
    }

    /// Whether some source has a value of this name.
    #[must_use]
    pub fn has(&self, part: &str) -> bool {
        let keys = self.file.iter().flat_map(|file| &file.keys);
        let mut all = self.environment.iter().chain(keys);
        all.any(|one| one.part == part)
    }
}

/// What a caller supplies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// A key in a header.
    HeaderKey(String),
    /// A key in the query.
    QueryKey(String),
    /// A key in a cookie.
    CookieKey(String),
    /// RFC 7617.
    Basic,
    /// RFC 6750; OAuth2 and OpenID Connect as well.
    Bearer,
    /// `x-signature`: a key signs each request.
    Signature(Signature),
}

/// A signature over each request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// How it is made.
    pub algorithm: SignatureAlgorithm,
    /// Headers that the client sends with it.
    pub headers: Vec<SignatureHeader>,
    /// Headers that the client sends if it has no value for any of those.
    pub otherwise: Vec<SignatureHeader>,
}

/// How a signature is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// The runtime implements `SDK-HMAC-SHA256`: callers supply an access key and a secret key.
    SdkHmacSha256,
    /// Callers supply an implementation of the algorithm with this name.
    Custom(String),
}

impl SignatureAlgorithm {
    /// The name of the only algorithm that the runtime implements.
    pub const SDK_HMAC_SHA256: &str = "SDK-HMAC-SHA256";

    /// The name in the document.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::SdkHmacSha256 => Self::SDK_HMAC_SHA256,
            Self::Custom(name) => name,
        }
    }
}

impl Credential {
    /// The parts that a credential must have in a source, and those that it may have; `None` if it is in
    /// the hands of callers alone.
    #[must_use]
    pub fn parts(&self) -> Option<(&'static [&'static str], &'static [&'static str])> {
        match self {
            Self::HeaderKey(_) | Self::QueryKey(_) | Self::CookieKey(_) | Self::Bearer => {
                Some((&["token"], &[]))
            }
            Self::Basic => Some((&["user", "password"], &[])),
            Self::Signature(signature) => match signature.algorithm {
                SignatureAlgorithm::SdkHmacSha256 => {
                    Some((&["access_key", "secret_key"], &["security_token"]))
                }
                SignatureAlgorithm::Custom(_) => None,
            },
        }
    }
}

/// A header that the client sends with a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureHeader {
    /// `X-Project-Id`.
    pub name: String,
    /// The client parameter with the value, by its name in the document.
    pub parameter: String,
    /// Where it is described.
    pub origin: Origin,
}

/// Alternatives that some operations require, which share a constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialSet {
    /// The constant, in lower case: `key_pair_or_token`, `no_credentials`.
    pub name: FieldName,
    /// What [`Operation::security`](super::Operation::security) is.
    pub alternatives: Vec<Vec<Requirement>>,
}

/// One scheme of an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Index in [`Api::schemes`](super::Api::schemes).
    pub scheme: usize,
    /// OAuth2 scopes.
    pub scopes: Vec<String>,
}
