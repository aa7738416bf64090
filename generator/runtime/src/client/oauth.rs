//! OAuth 2: tokens for client credentials (RFC 6749, section 4.4) and for a refresh token (section
//! 6), over the transport of the client itself.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use crate::secret::Secret;

/// How a client obtains its tokens by [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749).
///
/// The token URL is that of the document, unless [`token_url`](Self::token_url) sets another one. A
/// relative one is below the server or the endpoint of the client
/// ([OpenAPI](https://spec.openapis.org/oas/v3.0.3.html#relative-references-in-urls)). It
/// must be https, or http to this machine. The scopes are those that the document has for the called
/// operation, with one token for each set of them, unless [`scopes`](Self::scopes) sets others.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "client")] {
/// use bindwright_runtime::client::OAuth;
///
/// let oauth = OAuth::client_credentials("client-id", "client-secret").parameter("audience", "pets");
/// // Client::builder().oauth(oauth).build()?
/// # let _ = oauth;
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct OAuth {
    pub(super) grant: Grant,
    pub(super) client: String,
    pub(super) secret: Option<Secret>,
    pub(super) place: SecretPlace,
    pub(super) url: Option<String>,
    pub(super) scopes: Option<Vec<String>>,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) on_rotation: Option<StoreToken>,
}

/// Stores a refresh token.
type StoreToken = Arc<dyn Fn(&Secret) + Send + Sync>;

/// What a token is given for.
#[derive(Clone)]
pub(super) enum Grant {
    ClientCredentials,
    /// The refresh token, which the endpoint may replace.
    RefreshToken(Arc<Mutex<Secret>>),
}

/// How the client's secret is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SecretPlace {
    /// `Authorization: Basic`, which every endpoint supports (section 2.3.1).
    Header,
    /// `client_id` and `client_secret` in the body.
    Body,
}

impl OAuth {
    /// Tokens for the client itself
    /// ([section 4.4](https://www.rfc-editor.org/rfc/rfc6749#section-4.4)).
    pub fn client_credentials(client: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(Grant::ClientCredentials, client.into()).client_secret(secret)
    }

    /// Tokens for a refresh token ([section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)).
    /// If the endpoint replaces the refresh token, the new one is used from then on; see
    /// [`on_rotation`](Self::on_rotation).
    ///
    /// A call that ends while it waits for the endpoint, because it is dropped or its time is over,
    /// does not see the new refresh token. If your endpoint accepts each only once, give calls more
    /// time than the endpoint needs.
    pub fn refresh_token(client: impl Into<String>, token: impl Into<Secret>) -> Self {
        let token = Arc::new(Mutex::new(token.into()));
        Self::new(Grant::RefreshToken(token), client.into())
    }

    fn new(grant: Grant, client: String) -> Self {
        Self {
            grant,
            client,
            secret: None,
            place: SecretPlace::Header,
            url: None,
            scopes: None,
            parameters: Vec::new(),
            on_rotation: None,
        }
    }

    /// Sets the secret of a client that has one, for a refresh token.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// Sends the client's secret in the body, for endpoints that do not support
    /// `Authorization: Basic` ([section
    /// 2.3.1](https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1)).
    pub fn secret_in_body(mut self) -> Self {
        self.place = SecretPlace::Body;
        self
    }

    /// Sets another token URL than that of the document.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the scopes of all tokens, instead of those that the called operation requires. No
    /// scopes are not sent: the endpoint has a default.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a parameter to requests for tokens, such as `audience`. It is not kept secret.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Is called with each refresh token that replaces the one before: store it, because the old
    /// one may be invalid from now on.
    pub fn on_rotation(mut self, store: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        self.on_rotation = Some(Arc::new(store));
        self
    }

    /// The refresh token now.
    pub(super) fn current_refresh_token(&self) -> Option<Secret> {
        match &self.grant {
            Grant::ClientCredentials => None,
            Grant::RefreshToken(token) => {
                Some(token.lock().unwrap_or_else(PoisonError::into_inner).clone())
            }
        }
    }

    /// Another refresh token from now on.
    pub(super) fn rotate(&self, new: Secret) {
        if let Grant::RefreshToken(token) = &self.grant {
            if let Some(store) = &self.on_rotation {
                store(&new);
            }
            *token.lock().unwrap_or_else(PoisonError::into_inner) = new;
        }
    }
}

/// Prints no secret.
impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth")
            .field("client", &self.client)
            .field("token_url", &self.url)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
