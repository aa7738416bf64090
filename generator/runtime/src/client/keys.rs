//! Access keys that expire, and what obtains them.

use std::{fmt, time::Duration};

use super::{
    issued::{Issued, Proof},
    token_cache::{Issues, Provided, TokenCache},
};
use crate::{body::BoxError, request_writer::ClientParameters, secret::KeyPair};

/// An access key with its secret, and how long both are valid.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::{KeyPair, client::AccessKeys};
///
/// let keys = KeyPair::new("AK", "canary").security_token("temporary");
/// let keys = AccessKeys::new(keys).expires_in(Duration::from_secs(3600));
/// assert!(!format!("{keys:?}").contains("canary"));
/// ```
#[derive(Debug, Clone)]
pub struct AccessKeys {
    keys: KeyPair,
    lifetime: Option<Duration>,
    parameters: ClientParameters,
}

impl AccessKeys {
    /// Keys that are valid until the server rejects them.
    #[must_use]
    pub fn new(keys: KeyPair) -> Self {
        Self {
            keys,
            lifetime: None,
            parameters: ClientParameters::new(),
        }
    }

    /// Sets how long the keys are valid from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Sets the value of a client parameter that goes with the keys, by its name in the document: the ID of
    /// the project that they are for. Requests have it unless they or the client's builder have another one. A name that the
    /// document does not have changes nothing.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name: String = name.into();
        self.parameters.insert(name, value.into());
        self
    }
}

/// Obtains access keys: an asynchronous closure, or a type of yours.
///
/// A client keeps keys until shortly before they expire, and asks for others then: once, however many
/// calls wait for them, as it does for [tokens](super::TokenProvider).
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "client")] {
/// use std::time::Duration;
/// use bindwright_runtime::{KeyPair, client::{AccessKeys, KeySource}};
///
/// async fn from_vault() -> Result<AccessKeys, std::io::Error> {
///     let keys = KeyPair::new("AK", "SK").security_token("…");
///     let keys = AccessKeys::new(keys).expires_in(Duration::from_secs(600));
///     Ok(keys.parameter("project_id", "2b31ed520a1b4c3d8e9f00112233aabb"))
/// }
/// let source = KeySource::provider(from_vault);
/// // Client::builder().key_pair(source)
/// # let _ = source;
/// # }
/// ```
pub trait KeyProvider: Send + Sync + 'static {
    /// New keys.
    fn keys(&self) -> impl Future<Output = Result<AccessKeys, BoxError>> + Send;
}

impl<F, T, E> KeyProvider for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<AccessKeys, E>> + Send,
    E: Into<BoxError>,
{
    async fn keys(&self) -> Result<AccessKeys, BoxError> {
        self().await.map_err(Into::into)
    }
}

/// The keys of a provider.
struct IssuesKeys<P>(P);

impl<P: KeyProvider> Issues for IssuesKeys<P> {
    async fn issue(&self) -> Result<Issued, BoxError> {
        let AccessKeys {
            keys,
            lifetime,
            parameters,
        } = self.0.keys().await?;
        Ok(Issued {
            proof: Proof::Keys(keys),
            lifetime,
            parameters,
        })
    }
}

/// Access keys that are known, or what obtains them. A [`KeyPair`] becomes one by `into`.
#[derive(Clone)]
pub struct KeySource(pub(super) KeySourceKind);

/// Where the keys come from.
#[derive(Clone)]
pub(super) enum KeySourceKind {
    Fixed(KeyPair),
    Cached(TokenCache),
}

impl KeySource {
    /// Keys of a provider.
    pub fn provider(provider: impl KeyProvider) -> Self {
        let provided = Provided(IssuesKeys(provider));
        Self(KeySourceKind::Cached(TokenCache::new(provided)))
    }
}

impl From<KeyPair> for KeySource {
    fn from(keys: KeyPair) -> Self {
        Self(KeySourceKind::Fixed(keys))
    }
}

/// Prints no secret.
impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            KeySourceKind::Fixed(_) => "KeySource([redacted])",
            KeySourceKind::Cached(_) => "KeySource",
        })
    }
}
