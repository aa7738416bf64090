//! A signature that a request still needs when it is otherwise complete.

use std::{fmt, sync::Arc};

use http::request::Parts;

use crate::{
    credential_file::SourceNames,
    error::ConfigError,
    secret::KeyPair,
    signing::{Signer, SigningError},
};

/// A signer that the clones of a client share.
#[derive(Clone)]
pub(super) struct SharedSigner(pub(super) Arc<dyn Signer>);

/// Makes a signer of keys.
pub(super) type MakeSigner = Arc<dyn Fn(KeyPair) -> SharedSigner + Send + Sync>;

impl fmt::Debug for SharedSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

/// The signature that a request still needs when it is otherwise complete.
#[derive(Debug, Clone)]
pub(crate) struct PendingSignature {
    /// `None` until its keys are there.
    pub(super) signer: Option<SharedSigner>,
    /// Headers to add first, each with the client parameter that has its value.
    pub(crate) headers: SourceNames,
    /// Headers to add if none of those has a value.
    pub(crate) otherwise: SourceNames,
}

impl PendingSignature {
    /// Signs a request with its body, with the current date.
    pub(crate) fn sign(&self, parts: &mut Parts, body: &[u8]) -> Result<(), ConfigError> {
        self.signer()?.0.sign(parts, body).map_err(unsigned)
    }

    /// Signs a request whose body streams, with the current date.
    pub(crate) fn sign_stream(&self, parts: &mut Parts) -> Result<(), ConfigError> {
        self.signer()?.0.sign_stream(parts).map_err(unsigned)
    }

    fn signer(&self) -> Result<&SharedSigner, ConfigError> {
        let missing = || ConfigError::Signing("its keys are not there".to_owned());
        self.signer.as_ref().ok_or_else(missing)
    }
}

/// Why a request cannot be signed, for the caller.
fn unsigned(error: SigningError) -> ConfigError {
    match error {
        SigningError::Header(name) => ConfigError::Header(name),
        SigningError::Stream => ConfigError::SignedStream,
        other => ConfigError::Signing(other.to_string()),
    }
}
