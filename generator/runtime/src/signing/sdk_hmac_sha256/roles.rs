//! The algorithm as a [`Signer`] and as a [`Verifier`].

use http::{header, request::Parts};

use super::digest::ALGORITHM;
use super::sign::{sign, sign_stream};
use super::verify::{Exempt, Signature};
use crate::clock;
use crate::secret::{KeyPair, Secret};
use crate::signing::algorithm::{SignatureError, SignedRequest, Signer, SigningError, Verifier};

/// Signs requests of a client with an access key.
///
/// # Examples
/// ```
/// use bindwright_runtime::KeyPair;
/// use bindwright_runtime::signing::{SdkHmacSha256, Signer};
///
/// let signer = SdkHmacSha256::new(KeyPair::new("AK", "SK"));
/// let request = http::Request::get("https://api.example/tasks?limit=10").body(())?;
/// let (mut parts, ()) = request.into_parts();
/// signer.sign(&mut parts, b"")?;
/// assert!(parts.headers["authorization"].to_str()?.starts_with("SDK-HMAC-SHA256 Access=AK, "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct SdkHmacSha256 {
    keys: KeyPair,
}

impl SdkHmacSha256 {
    /// A signer that uses these keys.
    #[must_use]
    pub fn new(keys: KeyPair) -> Self {
        Self { keys }
    }
}

impl Signer for SdkHmacSha256 {
    fn sign(&self, request: &mut Parts, body: &[u8]) -> Result<(), SigningError> {
        sign(request, body, &self.keys, clock::now())
    }

    fn sign_stream(&self, request: &mut Parts) -> Result<(), SigningError> {
        sign_stream(request, &self.keys, clock::now())
    }

    fn secrets(&self) -> Vec<Secret> {
        let secret_key = std::iter::once(self.keys.secret_key());
        secret_key.chain(self.keys.token()).cloned().collect()
    }
}

/// Verifies on a server what [`SdkHmacSha256`] signs. Routes know it by its name; it need not be
/// added.
///
/// A signature must cover the headers `Host` and `X-Sdk-Date`, and the body. Some signers cover less, and are rejected unless the server
/// permits it:
///
/// | signer | permitted by |
/// |---|---|
/// | the official Go SDK, which does not sign `Host` | [`allow_unsigned_host`](Self::allow_unsigned_host) |
/// | the official Go and Java SDKs for bodies that are not JSON: `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD` | [`allow_unsigned_payload`](Self::allow_unsigned_payload) |
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "server")] {
/// use bindwright_runtime::server::Routes;
/// use bindwright_runtime::signing::SdkHmacSha256Verifier;
///
/// let verifier = SdkHmacSha256Verifier::new().allow_unsigned_host();
/// let routes = Routes::new(()).verifier("SDK-HMAC-SHA256", verifier);
/// # let _ = routes;
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct SdkHmacSha256Verifier {
    exempt: Exempt,
}

impl SdkHmacSha256Verifier {
    /// A verifier of signatures that cover the host and the body.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            exempt: Exempt {
                host: false,
                payload: false,
            },
        }
    }

    /// Accepts signatures that do not cover `Host`.
    ///
    /// Who reads such a request can send it to another server that knows the same access key, as long as its date is near: to
    /// production, if it was meant for a test system. Give each server access keys of its own.
    #[must_use]
    pub const fn allow_unsigned_host(mut self) -> Self {
        self.exempt.host = true;
        self
    }

    /// Accepts requests with `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`, whose signature does not cover the body. The body of any other
    /// request is still covered: what is signed is the hash, or that there is none.
    ///
    /// Who can change such a request on its way can replace its body, and who reads it can send it again with another one, as long as
    /// its date is near. Only TLS protects the body then.
    #[must_use]
    pub const fn allow_unsigned_payload(mut self) -> Self {
        self.exempt.payload = true;
        self
    }

    /// The signature of a request.
    fn signature<'r>(&self, request: SignedRequest<'r>) -> Result<Signature<'r>, SignatureError> {
        let authorization = request.headers.get(header::AUTHORIZATION);
        let text = authorization.and_then(|value| value.to_str().ok());
        let signature = text.and_then(Signature::parse);
        let signature = signature.unwrap_or(Err(SignatureError::Malformed))?;
        Ok(signature.exempting(self.exempt))
    }
}

impl Verifier for SdkHmacSha256Verifier {
    fn key_id(&self, request: SignedRequest<'_>) -> Option<Result<String, SignatureError>> {
        let mut values = request.headers.get_all(header::AUTHORIZATION).iter();
        let (first, second) = (values.next()?, values.next());
        // Two headers are malformed: a proxy in front may have looked at the other one.
        let Some(text) = first.to_str().ok().filter(|_| second.is_none()) else {
            return Some(Err(SignatureError::Malformed));
        };
        let scheme = text.split(' ').next().unwrap_or_default();
        if !scheme.eq_ignore_ascii_case(ALGORITHM) {
            return None;
        }
        let signature = Signature::parse(text).unwrap_or(Err(SignatureError::Malformed));
        Some(signature.map(|signature| signature.access_key().to_owned()))
    }

    fn check_head(&self, request: SignedRequest<'_>) -> Result<(), SignatureError> {
        self.signature(request)?.check_head(request, clock::now())
    }

    fn verify(
        &self,
        request: SignedRequest<'_>,
        body: &[u8],
        secret: &Secret,
    ) -> Result<(), SignatureError> {
        self.signature(request)?
            .verify(request, body, secret, clock::now())
    }
}
