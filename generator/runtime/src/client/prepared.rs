//! A request that is ready to be sent: the head and body of each attempt, with the tokens and the signature of that moment.

use std::convert::Infallible;

use http::{HeaderMap, Uri};

#[cfg(feature = "_transport")]
use super::transport::ConnectLimit;
use super::{
    limits::{CallLimits, CallOptions},
    pending_signature::PendingSignature,
    pending_tokens::PendingTokens,
    settings::Settings,
    transport::mark_bound,
    unfinished::Unfinished,
    upload::Outgoing,
};
use crate::{
    awaited::Sought,
    body::Body,
    error::{ConfigError, Error},
    operation_info::OperationInfo,
    operation_spec::{Idempotency, OperationSpec},
    param::{Param, ParamLocation},
    untrusted::Sent,
};

/// The header whose value makes the second of two requests have no further effect
/// (<https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header>).
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A request that is ready to be sent, once or several times.
pub(super) struct Prepared {
    pub(super) spec: &'static OperationSpec,
    pub(super) limits: CallLimits,
    pub(super) options: Option<CallOptions>,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Outgoing,
    pub(super) signature: Option<PendingSignature>,
    pub(super) tokens: PendingTokens,
    /// The values that were used for client parameters, from the request or from the client.
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
        (self.uri, self.headers) = self.tokens.put_into(&self.uri, &self.headers)?;
        if let (Some(signature), Some(signer)) = (&mut self.signature, self.tokens.signer()) {
            signature.signer = Some(signer);
            let own = &self.client_parameters;
            signature.add_headers(&mut self.headers, |name| {
                let value = settings.parameter(own, name);
                value.or_else(|| issued.get(name).map(String::as_str))
            })?;
        }
        Ok(())
    }

    /// The head of the request, whose secrets are not printed.
    pub(super) fn sent(&self) -> Sent {
        Sent {
            security: self.spec.security,
            template: self.spec.path,
            headers: self.headers.clone(),
            uri: self.uri.clone(),
            others: self.tokens.secrets(),
        }
    }

    /// The same, after the last attempt.
    pub(super) fn into_sent(self) -> Sent {
        Sent {
            security: self.spec.security,
            template: self.spec.path,
            others: self.tokens.secrets(),
            headers: self.headers,
            uri: self.uri,
        }
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
                parameters.any(is_key) && self.headers.contains_key(IDEMPOTENCY_KEY)
            }
        }
    }

    /// The request of one attempt, with a fresh signature. A body that streams goes with the first
    /// attempt that asks for it.
    pub(super) fn request(&self) -> Result<http::Request<Body>, ConfigError> {
        let bytes = self.body.bytes();
        let mut request = http::Request::new(self.body.body());
        *request.method_mut() = self.spec.method.http();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        let operation = OperationInfo::of(self.spec);
        request.extensions_mut().insert(operation);
        #[cfg(feature = "_transport")]
        if let Some(limit) = self.options.as_ref().and_then(|own| own.connect) {
            request.extensions_mut().insert(ConnectLimit(limit));
        }
        let Some(signature) = &self.signature else {
            return Ok(request);
        };
        let (mut parts, body) = request.into_parts();
        match bytes {
            Some(bytes) => signature.sign(&mut parts, &bytes)?,
            None => signature.sign_stream(&mut parts)?,
        }
        mark_bound(&mut parts.extensions);
        Ok(http::Request::from_parts(parts, body))
    }
}
