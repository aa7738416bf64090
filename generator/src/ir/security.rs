//! Who may call.

use super::{Docs, FieldName, Origin};

/// A security scheme that some operation uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// The builder's setter (`auth_token`).
    pub name: FieldName,
    /// The key under `securitySchemes`.
    pub id: String,
    /// What the caller supplies and where it travels.
    pub credential: Credential,
    /// Prose.
    pub docs: Docs,
    /// Where it is described.
    pub origin: Origin,
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
    /// `x-signature: SDK-HMAC-SHA256`: an access key and a secret key sign each request.
    SdkHmacSha256,
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
