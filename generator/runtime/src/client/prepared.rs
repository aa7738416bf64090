//! A request that is ready to be sent: the head and body of each attempt, with the tokens and the signature of that moment.

use std::{convert::Infallible, sync::Arc};

use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

#[cfg(feature = "_transport")]
use super::transport::ConnectLimit;
use super::{
    joined::{accept, add_missing},
    limits::{CallLimits, CallOptions},
    pending_signature::PendingSignature,
    pending_tokens::PendingTokens,
    settings::Settings,
    transport::{ErasedTransport, mark_bound},
    unfinished::Unfinished,
    upload::Outgoing,
};
use crate::{
    awaited::Sought,
    body::Body,
    error::{ConfigError, Error},
    error_body::ErrorInSuccess,
    operation_info::OperationInfo,
    operation_spec::{Idempotency, OperationSpec},
    param::{Param, ParamLocation},
    untrusted::{Redaction, Sent, SharedSent},
};

/// The header whose value makes the second of two requests have no further effect
/// (<https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header>).
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A request that is ready to be sent, once or several times.
pub(super) struct Prepared {
    pub(super) spec: &'static OperationSpec,
    pub(super) error_in_success: fn() -> Option<ErrorInSuccess>,
    pub(super) limits: CallLimits,
    pub(super) options: Option<CallOptions>,
    /// The head, without what all requests of the client have.
    pub(super) sent: SharedSent,
    /// The headers of requests with the same credentials.
    pub(super) common: Arc<HeaderMap>,
    /// Further headers of credentials that do not change.
    pub(super) credentials: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Outgoing,
    pub(super) signature: Option<PendingSignature>,
    pub(super) tokens: PendingTokens,
    /// The values that the request has for client parameters, instead of the client's.
    pub(super) client_parameters: Vec<(&'static str, String)>,
    /// What is missing until the tokens are there.
    pub(super) unfinished: Option<Box<Unfinished>>,
}

impl Prepared {
    /// Puts the tokens into the head, which the last ones leave, with what goes with them.
    pub(super) fn authorize(&mut self, settings: &Settings) -> Result<(), Error<Infallible>> {
        let issued = self.tokens.parameters();
        if let Some(unfinished) = &self.unfinished {
            let (uri, headers) = unfinished.finish(settings, &issued, Sought::Issued)?;
            self.tokens.start_from(uri, headers);
        }
        let (uri, mut headers) = self.tokens.put_into(&self.sent.uri, &self.sent.headers)?;
        if let (Some(signature), Some(signer)) = (&mut self.signature, self.tokens.signer()) {
            signature.signer = Some(signer);
            let own = &self.client_parameters;
            signature.add_headers(&mut headers, |name| {
                let value = settings.parameter(own, name);
                value.or_else(|| issued.get(name).map(String::as_str))
            })?;
        }
        self.sent = Self::head(self.spec, uri, headers);
        Ok(())
    }

    /// A head, whose secrets are not printed.
    pub(super) fn head(spec: &OperationSpec, uri: Uri, headers: HeaderMap) -> SharedSent {
        SharedSent::from(Sent {
            security: spec.security,
            template: spec.path,
            headers,
            uri,
            others: Vec::new(),
        })
    }

    /// The same of an exchange that is over.
    pub(super) fn into_redaction(self: Box<Self>, settings: &Settings) -> Redaction {
        match self.tokens.is_empty() {
            true => settings.redaction.and(self.sent),
            false => self.redaction(settings),
        }
    }

    /// What is not printed: the secrets of the client, and those of the request as it is.
    pub(super) fn redaction(&self, settings: &Settings) -> Redaction {
        if self.tokens.is_empty() {
            return settings.redaction.and(self.sent.clone());
        }
        settings.redaction.and(Sent {
            security: self.spec.security,
            template: self.spec.path,
            headers: self.sent.headers.clone(),
            uri: self.sent.uri.clone(),
            others: self.tokens.secrets(),
        })
    }

    /// Whether a second request has no further effect: by the operation, or by an idempotency key
    /// that the document knows.
    pub(super) fn is_repeatable(&self) -> bool {
        match self.spec.idempotency {
            Idempotency::Idempotent => true,
            Idempotency::NotIdempotent => {
                let mut parameters = self.spec.parameters.iter();
                let is_key = |param: &Param| {
                    param.place() == ParamLocation::Header
                        && param.name().eq_ignore_ascii_case(IDEMPOTENCY_KEY)
                };
                parameters.any(is_key) && self.sent.headers.contains_key(IDEMPOTENCY_KEY)
            }
        }
    }

    /// All headers of an attempt but those of its signature.
    fn headers(&self) -> HeaderMap {
        let own = &self.sent.headers;
        let mut headers = if own.is_empty() {
            HeaderMap::clone(&self.common)
        } else {
            // The request's own come instead of the others.
            let mut headers = own.clone();
            add_missing(&mut headers, &self.common);
            headers
        };
        if !self.spec.responds_with_json && !own.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, accept(self.spec));
        }
        for (name, value) in &self.credentials {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        headers
    }

    /// The request of one attempt, with a fresh signature. A body that streams goes with the first
    /// attempt that asks for it.
    pub(super) fn request(
        &self,
        transport: &ErasedTransport,
    ) -> Result<http::Request<Body>, ConfigError> {
        let mut request = http::Request::new(self.body.body());
        *request.method_mut() = self.spec.method.http();
        *request.uri_mut() = self.sent.uri.clone();
        *request.headers_mut() = self.headers();
        if transport.asks_for_operation() {
            let operation = OperationInfo::of(self.spec);
            request.extensions_mut().insert(operation);
        }
        #[cfg(feature = "_transport")]
        if let Some(limit) = self.options.as_ref().and_then(|own| own.connect) {
            request.extensions_mut().insert(ConnectLimit(limit));
        }
        let Some(signature) = &self.signature else {
            return Ok(request);
        };
        let (mut parts, body) = request.into_parts();
        match self.body.bytes() {
            Some(bytes) => signature.sign(&mut parts, &bytes)?,
            None => signature.sign_stream(&mut parts)?,
        }
        mark_bound(&mut parts.extensions);
        Ok(http::Request::from_parts(parts, body))
    }
}
