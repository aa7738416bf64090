//! The builder of a client. Rejects endpoints and values with which no request could be sent.

use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, header};

#[cfg(feature = "credentials")]
use super::chain::CredentialChain;
use super::{
    client_credential::ClientCredential,
    core::Core,
    credential::Credentials,
    default_headers::DefaultHeaders,
    endpoint::ServerTemplate,
    limits::CallLimits,
    retry::Retry,
    settings::{MissingParameters, Settings},
    target::{Cleartext, Target},
    transport::{ErasedTransport, Transport},
};
use crate::{
    error::ConfigError, media::Media, name_map::NameMap, request_writer::ClientParameters,
    security::Scheme, untrusted::Redaction,
};

/// Collects the settings of a client. Every setting has a safe default. Generated crates have a
/// builder of their own around it, with setters for the document's parameters and credentials.
///
/// | setting | default |
/// |---|---|
/// | `endpoint` | the document's server |
/// | `timeout` | 30 s for a whole call |
/// | `attempt_timeout` | none |
/// | `idle_timeout` | 60 s without progress of a body that streams |
/// | `connect_timeout` | 5 s |
/// | `retry` | two repeats, see [`Retry`] |
/// | `max_response_bytes` | 16 MiB |
/// | `check_responses` | off |
/// | `transport` | hyper over rustls or the platform's TLS |
/// | `allow_credentials_over_http` | off |
#[derive(Clone)]
#[must_use]
pub struct Builder {
    pub(super) server: ServerTemplate,
    pub(super) endpoint: Option<String>,
    pub(super) variables: NameMap<String>,
    pub(super) parameters: ClientParameters,
    pub(super) credentials: Credentials,
    retry: Retry,
    limits: CallLimits,
    connect_timeout: Duration,
    max_response_bytes: u64,
    check_responses: bool,
    user_agent: String,
    headers: DefaultHeaders,
    transport: Option<ErasedTransport>,
    cleartext: Cleartext,
    pub(super) missing: MissingParameters,
    #[cfg(feature = "credentials")]
    pub(super) chain: Option<(&'static [&'static Scheme], CredentialChain)>,
}

impl Builder {
    /// A client of the document's server.
    pub fn new(server: ServerTemplate) -> Self {
        Self {
            server,
            endpoint: None,
            variables: NameMap::new(),
            parameters: ClientParameters::new(),
            credentials: Credentials::default(),
            retry: Retry::default(),
            limits: CallLimits::default(),
            connect_timeout: Duration::from_secs(5),
            max_response_bytes: 16 * 1024 * 1024,
            check_responses: false,
            user_agent: concat!("bindwright-runtime/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: DefaultHeaders::default(),
            transport: None,
            cleartext: Cleartext::Rejected,
            missing: MissingParameters::new(),
            #[cfg(feature = "credentials")]
            chain: None,
        }
    }

    /// Sets a URL instead of the document's servers, including those of single operations:
    /// `https://…`, or `http://…` if no credentials are sent or the host is this machine.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Sets a variable of the document's server: `region` in `https://{region}.example.com`.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name: String = name.into();
        self.variables.insert(name, value.into());
        self
    }

    /// Sets a parameter that requests leave to the client.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name: String = name.into();
        self.parameters.insert(name, value.into());
        self
    }

    /// Sets the credential for a security scheme.
    pub fn credential(mut self, scheme: &'static Scheme, credential: ClientCredential) -> Self {
        self.credentials.insert(scheme, credential);
        self
    }

    /// Sets how often a request is repeated.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets how long a call may take, including repeats and the body of the response; 30 s by
    /// default. It counts neither the time in which a response streams, nor that in which an upload
    /// makes progress, which is a body that streams, or one of more than 64 KiB whose media type
    /// does; see [`idle_timeout`](Self::idle_timeout).
    pub fn timeout(mut self, total: Duration) -> Self {
        self.limits.total = total;
        self
    }

    /// Sets how long one attempt may take; by default as long as the call. An attempt that is late
    /// is repeated if the operation may be.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// Sets how long a body that streams may make no progress, in either direction; 60 s by
    /// default. After the last byte of an upload, the response may take as long, if that is longer
    /// than what is left of the call: the system may still have some of the bytes. Raise it for
    /// streams whose source pauses for longer, such as events.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = limit;
        self
    }

    /// Sets how long connecting may take: name resolution, TCP and TLS together; 5 s by default. It
    /// does not apply to a transport of your own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sets how many bytes a response may have; 16 MiB by default. A body that streams may have
    /// more.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Sets whether responses are checked against the limits of the document; off by default. A
    /// response that breaks one is [`Unexpected::Limits`](crate::Unexpected::Limits).
    pub fn check_responses(mut self, check: bool) -> Self {
        self.check_responses = check;
        self
    }

    /// Sets the header `User-Agent`.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Sends credentials over `http` to other machines as well, which is an error otherwise. Everybody
    /// on the way can read and repeat them: only for a network that is encrypted below, such as a
    /// service mesh.
    pub fn allow_credentials_over_http(mut self) -> Self {
        self.cleartext = Cleartext::Allowed;
        self
    }

    /// Sets a header of all requests, unless a request has its own: from the document, its
    /// credentials, or [`Request::headers_mut`](crate::Request::headers_mut). The value of a header
    /// whose name is one of credentials, such as `X-Api-Key`, is a credential: it is not printed,
    /// and not sent unencrypted to another machine.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers.set(name.as_ref(), value.as_ref());
        self
    }

    /// Sets another transport than the default one: any `tower::Service` over
    /// `http::Request<Body>`, for example an axum `Router` in tests, or the one of
    /// `client::transport()` with settings and layers of yours. The default one needs the
    /// feature `rustls`, `native-tls` or `webpki-roots`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(transport.erased());
        self
    }

    /// The client.
    ///
    /// # Errors
    /// If the endpoint is not an absolute http or https URL, a server variable is invalid, credentials
    /// would be sent over http to another machine, the platform has no root certificates, there is no
    /// transport, a header cannot be sent, tokens cannot be asked for, or credentials are looked for and
    /// not found.
    pub fn build(self) -> Result<Core, ConfigError> {
        #[cfg(feature = "credentials")]
        let this = self.with_found()?;
        #[cfg(not(feature = "credentials"))]
        let this = self;
        this.with_credentials()
    }

    /// The client with the credentials that it has.
    fn with_credentials(self) -> Result<Core, ConfigError> {
        let target = Target::new(self.endpoint, self.server, self.variables, self.cleartext)?;
        if !self.credentials.is_empty() && !target.endpoint_is_private() {
            return Err(ConfigError::Cleartext);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout, &target)?,
        };
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| ConfigError::Header("user-agent".to_owned()))?;
        self.credentials.check(target.endpoint())?;
        let mut common = HeaderMap::new();
        common.insert(header::USER_AGENT, user_agent.clone());
        common.insert(header::ACCEPT, Media::JSON.content_type());
        let settings = Settings {
            headers: self.headers.checked()?,
            target,
            parameters: self.parameters,
            redaction: Redaction::of(self.credentials.secrets()),
            credentials: self.credentials.beside(&common),
            common: Arc::new(common),
            retry: self.retry,
            limits: self.limits,
            max_response_bytes: self.max_response_bytes,
            check_responses: self.check_responses,
            user_agent,
            missing: self.missing,
        };
        Ok(Core::new(settings, transport))
    }
}

/// The transport of a client without one of its own.
#[cfg(feature = "_transport")]
fn default_transport(limit: Duration, target: &Target) -> Result<ErasedTransport, ConfigError> {
    let transport = super::transport::transport().connect_timeout(limit);
    let transport = transport.build_for(target.is_https(), target.may_need_tls())?;
    Ok(transport.into_inner().without_operation())
}

/// The error that takes the place of the default transport if none is built in.
#[cfg(not(feature = "_transport"))]
fn default_transport(_: Duration, _: &Target) -> Result<ErasedTransport, ConfigError> {
    Err(ConfigError::NoTransport)
}

/// Prints no credentials.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("variables", &self.variables)
            .field("parameters", &self.parameters.names())
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, not(feature = "_transport")))]
mod tests {
    use super::*;

    #[test]
    fn without_a_transport_there_is_no_client() {
        let server = ServerTemplate::new("https://api.example", &[]);
        let error = Builder::new(server).build().map(drop);
        assert_eq!(error, Err(ConfigError::NoTransport));
    }
}
