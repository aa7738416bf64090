//! A signature that a request still needs when it is otherwise complete.

use std::{fmt, sync::Arc};

use http::request::Parts;

use crate::{
    error::ConfigError,
    signing::{Signer, SigningError},
};

/// A signer that the clones of a client share.
#[derive(Clone)]
pub(super) struct SharedSigner(pub(super) Arc<dyn Signer>);

impl fmt::Debug for SharedSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

/// The signature that a request still needs when it is otherwise complete.
#[derive(Debug, Clone)]
pub(crate) struct PendingSignature {
    pub(super) signer: SharedSigner,
    /// Headers to add first, each with the client parameter that has its value.
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

impl PendingSignature {
    /// Signs a request with its body, with the current date.
    pub(crate) fn sign(&self, parts: &mut Parts, body: &[u8]) -> Result<(), ConfigError> {
        let signed = self.signer.0.sign(parts, body);
        signed.map_err(|error| match error {
            SigningError::Header(name) => ConfigError::Header(name),
            other => ConfigError::Signing(other.to_string()),
        })
    }
}
