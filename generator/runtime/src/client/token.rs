//! Tokens that expire, and what obtains them.

use std::{fmt, time::Duration};

use super::{
    issued::{Issued, Proof},
    token_cache::{Issues, Provided, TokenCache},
};
use crate::{body::BoxError, request_writer::ClientParameters, secret::Secret};

/// A token, and how long it is valid.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::client::AccessToken;
///
/// let token = AccessToken::new("eyJ…").expires_in(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("eyJ"));
/// ```
#[derive(Debug, Clone)]
pub struct AccessToken {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
    pub(super) parameters: ClientParameters,
}

impl AccessToken {
    /// A token that is valid until the server rejects it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self {
            secret: token.into(),
            lifetime: None,
            parameters: ClientParameters::new(),
        }
    }

    /// Sets how long the token is valid from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Sets the value of a client parameter that goes with the token, by its name in the document: the ID of
    /// the project that it is for. Requests have it unless they or the client's builder have another one. A name that the
    /// document does not have changes nothing.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name: String = name.into();
        self.parameters.insert(name, value.into());
        self
    }

    /// The same for the cache.
    pub(super) fn issued(self) -> Issued {
        Issued {
            proof: Proof::Token(self.secret),
            lifetime: self.lifetime,
            parameters: self.parameters,
        }
    }
}

/// Obtains tokens: an asynchronous closure, or a type of yours.
///
/// A client keeps a token until shortly before it expires, and asks for another one then: once,
/// however many calls wait for it. A call that is dropped while it asks leaves the task to the next.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "client")] {
/// use std::time::Duration;
/// use bindwright_runtime::client::{AccessToken, TokenSource};
///
/// async fn from_vault() -> Result<AccessToken, std::io::Error> {
///     Ok(AccessToken::new("eyJ…").expires_in(Duration::from_secs(600)))
/// }
/// let source = TokenSource::provider(from_vault);
/// // Client::builder().token(source)
/// # let _ = source;
/// # }
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A new token.
    fn token(&self) -> impl Future<Output = Result<AccessToken, BoxError>> + Send;
}

impl<F, T, E> TokenProvider for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<AccessToken, E>> + Send,
    E: Into<BoxError>,
{
    async fn token(&self) -> Result<AccessToken, BoxError> {
        self().await.map_err(Into::into)
    }
}

/// The tokens of a provider.
struct IssuesTokens<P>(P);

impl<P: TokenProvider> Issues for IssuesTokens<P> {
    async fn issue(&self) -> Result<Issued, BoxError> {
        self.0.token().await.map(AccessToken::issued)
    }
}

/// A token that is known, or what obtains it. Strings and [`Secret`]s become one by `into`.
#[derive(Clone)]
pub struct TokenSource(pub(super) SourceKind);

/// Where the token comes from.
#[derive(Clone)]
pub(super) enum SourceKind {
    Fixed(Secret),
    Cached(TokenCache),
}

impl TokenSource {
    /// Tokens of a provider.
    pub fn provider(provider: impl TokenProvider) -> Self {
        let provided = Provided(IssuesTokens(provider));
        Self(SourceKind::Cached(TokenCache::new(provided)))
    }

    /// The strings that must not be printed.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        match &self.0 {
            SourceKind::Fixed(secret) => vec![secret.clone()],
            SourceKind::Cached(cache) => cache.secrets(),
        }
    }
}

macro_rules! from_secrets {
    ($($secret:ty),*) => {
        $(impl From<$secret> for TokenSource {
            fn from(token: $secret) -> Self {
                Self(SourceKind::Fixed(token.into()))
            }
        })*
    };
}
from_secrets!(Secret, String, &str);

/// Prints no token.
impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            SourceKind::Fixed(_) => "TokenSource([redacted])",
            SourceKind::Cached(_) => "TokenSource",
        })
    }
}
