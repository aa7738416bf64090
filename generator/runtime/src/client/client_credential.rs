//! One credential of a client: a key, a token, a password, or what signs.

use std::{fmt, sync::Arc};

use base64::Engine as _;

use super::{
    keys::{KeySource, KeySourceKind},
    pending_signature::{MakeSigner, SharedSigner},
    token::{SourceKind, TokenSource},
    token_cache::TokenCache,
};
use crate::{
    secret::{KeyPair, Secret},
    signing::Signer,
};

/// Proves who calls: a key, a token, a password, or a signer.
#[derive(Debug, Clone)]
pub struct ClientCredential(pub(super) CredentialKind);

/// The kinds of credentials.
#[derive(Debug, Clone)]
pub(super) enum CredentialKind {
    /// A key, or a bearer token.
    Token(TokenSource),
    Basic {
        user: String,
        password: Secret,
    },
    Signer(SharedSigner),
    /// Keys that expire, and the signer that uses them.
    Keys(IssuedKeys),
}

/// Keys that expire.
#[derive(Clone)]
pub(super) struct IssuedKeys {
    pub(super) cache: TokenCache,
    pub(super) signer: MakeSigner,
}

/// Prints no keys.
impl fmt::Debug for IssuedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IssuedKeys")
    }
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

    /// Access keys, and the signer that uses them.
    pub fn keys<G: Signer>(keys: impl Into<KeySource>, signer: fn(KeyPair) -> G) -> Self {
        match keys.into().0 {
            KeySourceKind::Fixed(keys) => Self::signer(signer(keys)),
            KeySourceKind::Cached(cache) => {
                let signer: MakeSigner = Arc::new(move |keys| SharedSigner(Arc::new(signer(keys))));
                Self(CredentialKind::Keys(IssuedKeys { cache, signer }))
            }
        }
    }

    /// Whether values of client parameters may come with a token or with keys.
    pub(super) fn may_have_parameters(&self) -> bool {
        match &self.0 {
            CredentialKind::Token(TokenSource(SourceKind::Cached(cache))) => {
                cache.may_have_parameters()
            }
            CredentialKind::Keys(keys) => keys.cache.may_have_parameters(),
            CredentialKind::Token(_) | CredentialKind::Basic { .. } | CredentialKind::Signer(_) => {
                false
            }
        }
    }

    /// The strings that must not be printed.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        match &self.0 {
            CredentialKind::Token(source) => source.secrets(),
            CredentialKind::Basic { user, password } => {
                vec![password.clone(), basic(user, password)]
            }
            CredentialKind::Signer(signer) => signer.0.secrets(),
            CredentialKind::Keys(keys) => keys.cache.secrets(),
        }
    }
}

/// User and password, joined and encoded: <https://www.rfc-editor.org/rfc/rfc7617#section-2>.
pub(super) fn basic(user: &str, password: &Secret) -> Secret {
    Secret::new(
        base64::engine::general_purpose::STANDARD.encode(format!("{user}:{}", password.expose())),
    )
}
