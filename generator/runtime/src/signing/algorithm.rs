//! What a signing algorithm must do: sign a request on a client, and verify a signature on a
//! server.

use std::fmt;

use http::{HeaderMap, Method, Uri, request::Parts};

use crate::secret::Secret;

/// Signs the requests of a client, in an algorithm of your choice.
///
/// # Examples
/// A shared secret in a header, too weak for anything but an example:
/// ```
/// use bindwright_runtime::Secret;
/// use bindwright_runtime::http::{HeaderValue, request::Parts};
/// use bindwright_runtime::signing::{Signer, SigningError};
///
/// struct BodyLength(Secret);
///
/// impl Signer for BodyLength {
///     fn sign(&self, request: &mut Parts, body: &[u8]) -> Result<(), SigningError> {
///         let signature = format!("{}:{}", self.0.expose(), body.len());
///         let mut value = HeaderValue::from_str(&signature)
///             .map_err(|_| SigningError::Header("x-signature".to_owned()))?;
///         value.set_sensitive(true);
///         request.headers.insert("x-signature", value);
///         Ok(())
///     }
///
///     fn secrets(&self) -> Vec<Secret> {
///         vec![self.0.clone()]
///     }
/// }
/// ```
pub trait Signer: Send + Sync + 'static {
    /// Adds the signature to a request that is otherwise complete. Each attempt is signed anew, so
    /// that dates stay fresh.
    ///
    /// # Errors
    /// If the request or the key does not allow a signature.
    fn sign(&self, request: &mut Parts, body: &[u8]) -> Result<(), SigningError>;

    /// Adds the signature to a request whose body streams, so that its hash is not known.
    ///
    /// # Errors
    /// [`SigningError::Stream`] by default: the algorithm needs the body.
    fn sign_stream(&self, request: &mut Parts) -> Result<(), SigningError> {
        let _ = request;
        Err(SigningError::Stream)
    }

    /// The secrets that errors and traces must not show, even if a server repeats them.
    fn secrets(&self) -> Vec<Secret>;
}

/// Verifies signatures on a server.
pub trait Verifier: Send + Sync + 'static {
    /// The ID of the key that the request claims to be signed with. `None` if it has no signature
    /// of this algorithm: another alternative of the operation's `security` may apply.
    fn key_id(&self, request: SignedRequest<'_>) -> Option<Result<String, SignatureError>>;

    /// Checks what can be checked without the body and the secret key: the form of the signature, its
    /// date, and the headers that it covers. A server calls it before it reads the body. Everything is
    /// fine by default.
    ///
    /// # Errors
    /// If [`verify`](Self::verify) would fail whatever the body and the secret key are.
    fn check_head(&self, request: SignedRequest<'_>) -> Result<(), SignatureError> {
        let _ = request;
        Ok(())
    }

    /// Verifies the signature with the secret that `Authenticator::secret_key` returned for the key
    /// ID. Compare signatures in constant time.
    ///
    /// # Errors
    /// If the signature is wrong, too old, or does not cover enough of the request.
    fn verify(
        &self,
        request: SignedRequest<'_>,
        body: &[u8],
        secret: &Secret,
    ) -> Result<(), SignatureError>;
}

/// The parts of a request that a signature may cover, besides the body.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct SignedRequest<'r> {
    /// The method.
    pub method: &'r Method,
    /// Path and query as they are sent. If `Host` is missing, the authority takes its place.
    pub uri: &'r Uri,
    /// The headers.
    pub headers: &'r HeaderMap,
}

/// Prints the method only; the others may have secrets.
impl fmt::Debug for SignedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest")
            .field("method", self.method)
            .finish_non_exhaustive()
    }
}

impl<'r> From<&'r Parts> for SignedRequest<'r> {
    fn from(parts: &'r Parts) -> Self {
        Self {
            method: &parts.method,
            uri: &parts.uri,
            headers: &parts.headers,
        }
    }
}

/// Why a request cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SigningError {
    /// The access key, the security token or a header has characters that a header cannot carry.
    #[error("`{0}` has characters that a header cannot carry")]
    Header(String),
    /// A header that must be signed is missing.
    #[error("the header `{0}` is missing")]
    Missing(String),
    /// The body streams, and the algorithm needs all of it.
    #[error("a streaming body cannot be signed")]
    Stream,
    /// Any other reason, as a phrase without secrets.
    #[error("{0}")]
    Other(String),
}

/// Why a signature is rejected. Callers should not learn more than that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The signature has another form.
    #[error("the signature is malformed")]
    Malformed,
    /// The date is missing, has another form, or is too far from the server's clock.
    #[error("the signature has expired, or is from the future")]
    Date,
    /// A header that must be signed is not signed, or a signed header is missing.
    #[error("the signature does not cover the headers that it must")]
    Headers,
    /// The request is not the one that was signed.
    #[error("the signature does not match")]
    Mismatch,
    /// The authenticator knows no key with the ID that the signature names.
    #[error("there is no such access key")]
    UnknownKey,
}
