//! The signature algorithms that a server knows, by their names in the document, and the
//! verification of a request.
//!
//! All failures are rejected in the same way with 401. What needs no body is judged before the body
//! is read: the form of the signature, its date, and whether the access key is known. So the time of
//! a response says whether an access key exists; its ID is no secret, but goes over the wire as it is.
//!
//! Algorithms are found by the name in the document, so that a document can use one that the
//! runtime does not know: `x-signature: ACME-ED25519` with `Routes::verifier("ACME-ED25519", …)`.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use http::request::Parts;

use super::error_response::original_uri;
use crate::operation_spec::OperationSpec;
use crate::security::SchemeKind;
use crate::signing::{SignedRequest, Verifier};

/// Verifiers by the names of their algorithms. Those of the runtime need not be added.
#[derive(Clone, Default)]
pub(crate) struct Verifiers(HashMap<&'static str, Arc<dyn Verifier>>);

impl Verifiers {
    pub(crate) fn add(&mut self, algorithm: &'static str, verifier: impl Verifier) {
        self.0.insert(algorithm, Arc::new(verifier));
    }

    pub(crate) fn get(&self, algorithm: &str) -> Option<&dyn Verifier> {
        let added = self.0.get(algorithm).map(|verifier| &**verifier);
        added.or_else(|| built_in(algorithm))
    }

    /// Logs an operation that no signature can reach.
    pub(super) fn warn_about(&self, spec: &OperationSpec) {
        for requirement in spec.security.iter().copied().flatten() {
            if let SchemeKind::Signature { algorithm, .. } = requirement.scheme().kind()
                && self.get(algorithm).is_none()
            {
                tracing::warn!(
                    operation = spec.id,
                    algorithm,
                    "no verifier for the signature"
                );
            }
        }
    }
}

impl fmt::Debug for Verifiers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(feature = "signing")]
fn built_in(algorithm: &str) -> Option<&'static dyn Verifier> {
    use crate::signing::{SdkHmacSha256Verifier, sdk_hmac_sha256::ALGORITHM};
    const BUILT_IN: SdkHmacSha256Verifier = SdkHmacSha256Verifier::new();
    (algorithm == ALGORITHM).then_some(&BUILT_IN as &dyn Verifier)
}

#[cfg(not(feature = "signing"))]
fn built_in(_: &str) -> Option<&'static dyn Verifier> {
    None
}

/// The parts of a request that a signature covers. Below a prefix, the client has signed the whole
/// path.
pub(crate) fn signed_request(parts: &Parts) -> SignedRequest<'_> {
    SignedRequest {
        uri: original_uri(parts),
        ..SignedRequest::from(parts)
    }
}
