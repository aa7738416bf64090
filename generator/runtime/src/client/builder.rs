//! The settings of a client, one after the other, into a client. Rejects endpoints and values that
//! no request could be sent with.

use std::{collections::BTreeMap, fmt, time::Duration};

use http::HeaderValue;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
use super::default_transport;
use super::{
    core::Core,
    credential::{ClientCredential, Credentials},
    endpoint::ServerTemplate,
    retry::Retry,
    settings::Settings,
    target::Target,
    transport::{Erased, Transport},
};
use crate::{
    error::ConfigError, request_writer::ClientParameters, secret::Redaction, security::Scheme,
};

/// Collects the settings of a client. What is not set has a safe value.
#[derive(Clone)]
#[must_use]
pub struct Builder {
    server: ServerTemplate,
    endpoint: Option<String>,
    variables: BTreeMap<String, String>,
    parameters: ClientParameters,
    credentials: Credentials,
    retry: Retry,
    timeout: Duration,
    connect_timeout: Duration,
    max_response_bytes: u64,
    user_agent: String,
    transport: Option<Erased>,
}

impl Builder {
    /// A client of the document's server.
    pub fn new(server: ServerTemplate) -> Self {
        Self {
            server,
            endpoint: None,
            variables: BTreeMap::new(),
            parameters: ClientParameters::new(),
            credentials: Credentials::default(),
            retry: Retry::default(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(5),
            max_response_bytes: 16 * 1024 * 1024,
            user_agent: concat!("bindwright-runtime/", env!("CARGO_PKG_VERSION")).to_owned(),
            transport: None,
        }
    }

    /// A URL instead of the document's servers, those of single operations included: `https://…`,
    /// or `http://…` where no credentials travel or the host is this machine.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// A variable of the document's server.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// A value for a parameter that requests leave to the client.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }

    /// A credential for a security scheme.
    pub fn credential(mut self, scheme: &'static Scheme, credential: ClientCredential) -> Self {
        self.credentials.insert(scheme, credential);
        self
    }

    /// How often a request is repeated: see [`Retry`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How long a call may take, repeats and the body of the response included; 30 s by default. A
    /// body that streams may take longer.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.timeout = total;
        self
    }

    /// How long a connection may take; 5 s by default. Your own transport has its own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How many bytes a response may have; 16 MiB by default. A body that streams may have more.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// The header `User-Agent`.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Another transport than the default one: any `tower::Service` over `http::Request<Body>`, an
    /// axum `Router` included. There is a default one with the feature `rustls` or `native-tls`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(transport.erased());
        self
    }

    /// The client.
    ///
    /// # Errors
    /// When the endpoint is not an absolute http or https URL, a server variable does not fit, TLS
    /// has no root certificates, or there is no transport.
    pub fn build(self) -> Result<Core, ConfigError> {
        let target = Target::new(self.endpoint, self.server, self.variables)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport::new(self.connect_timeout, &target)?,
        };
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| ConfigError::Header("user-agent".to_owned()))?;
        let settings = Settings {
            target,
            parameters: self.parameters,
            redaction: Redaction::of(self.credentials.secrets()),
            credentials: self.credentials,
            retry: self.retry,
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            user_agent,
        };
        Ok(Core::new(settings, transport))
    }
}

/// Stands for the default transport where none is built in.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
mod default_transport {
    use super::{ConfigError, Duration, Erased, Target};

    pub(super) fn new(_: Duration, _: &Target) -> Result<Erased, ConfigError> {
        Err(ConfigError::NoTransport)
    }
}

/// Shows no credentials.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("variables", &self.variables)
            .field("parameters", &self.parameters)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, not(any(feature = "rustls", feature = "native-tls"))))]
mod tests {
    use super::*;

    #[test]
    fn without_a_transport_there_is_no_client() {
        let server = ServerTemplate::new("https://api.example", &[]);
        let error = Builder::new(server).build().map(drop);
        assert_eq!(error, Err(ConfigError::NoTransport));
    }
}
