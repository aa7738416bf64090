//! The metadata of a server in the cloud -> the temporary keys of its agency, and its project.

use std::time::{Duration, SystemTime};

use bindwright_runtime::client::{AccessKeys, KeyProvider};
use bindwright_runtime::http::StatusCode;
use bindwright_runtime::{BoxError, ConfigError, KeyPair};

use crate::metadata::{Client, CreateMetadataToken, GetSecurityKey, GetServer};

/// How long a token for the metadata is valid: six hours, the most that there is.
const TTL: i32 = 21_600;

/// The temporary keys of the agency of the server that the program runs on, with the project of the server.
///
/// It is a [`KeyProvider`]: `CredentialChain::default().keys(KeySource::provider(ServerKeys::new()?))` asks
/// the server last. Nothing else in this crate or in a chain contacts the address of the metadata.
#[derive(Debug, Clone)]
#[must_use]
pub struct ServerKeys {
    client: Client,
}

impl ServerKeys {
    /// The keys at `http://169.254.169.254`, the address on every server. Each request may take three
    /// seconds: elsewhere, nothing answers.
    ///
    /// # Errors
    /// If the client cannot be built.
    pub fn new() -> Result<Self, ConfigError> {
        let limit = Duration::from_secs(3);
        let client = Client::builder().connect_timeout(limit).timeout(limit);
        client.build().map(Self::with)
    }

    /// The keys that a client of the metadata gets, whose endpoint may be another one.
    pub fn with(client: Client) -> Self {
        Self { client }
    }

    /// A token for the metadata; `None` if the server does not protect it with one.
    async fn token(&self) -> Result<Option<String>, BoxError> {
        let asked = self
            .client
            .create_metadata_token(CreateMetadataToken::new(TTL));
        match asked.await {
            Ok(token) => Ok(Some(token.into_body())),
            Err(error) => match error.status() {
                Some(
                    StatusCode::NOT_FOUND
                    | StatusCode::METHOD_NOT_ALLOWED
                    | StatusCode::SERVICE_UNAVAILABLE,
                ) => Ok(None),
                _ => Err(error.to_string().into()),
            },
        }
    }
}

impl KeyProvider for ServerKeys {
    async fn keys(&self) -> Result<AccessKeys, BoxError> {
        let mut request = GetSecurityKey::new();
        let token = self.token().await?;
        request.token.clone_from(&token);
        let response = self.client.get_security_key(request).await;
        let response = response.map_err(|error| error.to_string())?;
        let keys = response.into_body().credential;
        let server = GetServer { token };
        let server = self.client.get_server(server).await;
        let server = server.map_err(|error| error.to_string())?.into_body();
        let left = keys.expires_at_as_time()?.duration_since(SystemTime::now());
        let pair = KeyPair::new(keys.access, keys.secret.secret().clone())
            .security_token(keys.securitytoken.secret().clone());
        let keys = AccessKeys::new(pair).expires_in(left.unwrap_or(Duration::ZERO));
        Ok(match server.project_id {
            Some(id) => keys.parameter("project_id", id),
            None => keys,
        })
    }
}
