//! A signature that was received: parsed, then compared in constant time with the one that the
//! secret gives.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use subtle::ConstantTimeEq;

use super::canonical::canonical_request;
use super::date::parse_date;
use super::digest::{
    ALGORITHM, CONTENT_HASH, DATE, UNSIGNED_PAYLOAD, hex, mac, sha256_hex, string_to_sign,
};
use crate::secret::Secret;
use crate::signing::algorithm::{SignatureError, SignedRequest};

/// How far the date of a signature may be from the server's clock.
const SKEW: Duration = Duration::from_secs(15 * 60);

/// What a signature need not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Exempt {
    /// The header `Host`.
    pub host: bool,
    /// The body.
    pub payload: bool,
}

/// The parts of `Authorization`.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature<'r> {
    access_key: &'r str,
    signed_headers: Vec<&'r str>,
    signature: &'r str,
    exempt: Exempt,
}

/// Prints which headers are signed.
impl fmt::Debug for Signature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signature")
            .field("signed_headers", &self.signed_headers)
            .finish_non_exhaustive()
    }
}

impl<'r> Signature<'r> {
    /// Parses `Authorization`; `None` if it has another scheme.
    ///
    /// # Errors
    /// If it has this scheme and another form.
    pub fn parse(authorization: &'r str) -> Option<Result<Self, SignatureError>> {
        let fields = authorization.strip_prefix(ALGORITHM)?.strip_prefix(' ')?;
        Some(Self::fields(fields).ok_or(SignatureError::Malformed))
    }

    /// The three fields. Header names must be sorted and in lower case, as signers write them.
    fn fields(fields: &'r str) -> Option<Self> {
        let mut fields = fields.split(',').map(str::trim);
        let access_key = fields
            .next()?
            .strip_prefix("Access=")
            .filter(|key| !key.is_empty())?;
        let signed_headers: Vec<_> = fields
            .next()?
            .strip_prefix("SignedHeaders=")?
            .split(';')
            .collect();
        let signature = fields.next()?.strip_prefix("Signature=")?;
        let ordered = signed_headers.is_sorted_by(|one, next| one < next);
        let lower = signed_headers
            .iter()
            .all(|name| !name.bytes().any(|byte| byte.is_ascii_uppercase()));
        (fields.next().is_none() && ordered && lower).then_some(Self {
            access_key,
            signed_headers,
            signature,
            exempt: Exempt::default(),
        })
    }

    /// The same signature where less needs to be covered.
    pub(super) fn exempting(self, exempt: Exempt) -> Self {
        Self { exempt, ..self }
    }

    /// The key that the request claims to be signed with.
    #[must_use]
    pub fn access_key(&self) -> &'r str {
        self.access_key
    }

    /// Checks the form and the date of the signature, and the headers that it covers, which needs
    /// neither the body nor the secret.
    ///
    /// # Errors
    /// If the signature is no hash, is too old, or covers too little.
    pub fn check_head(
        &self,
        request: SignedRequest<'_>,
        now: SystemTime,
    ) -> Result<(), SignatureError> {
        self.date(request, now).map(drop)
    }

    /// The date of the signature, after all checks that need neither the body nor the secret.
    fn date<'h>(
        &self,
        request: SignedRequest<'h>,
        now: SystemTime,
    ) -> Result<&'h str, SignatureError> {
        let is_hash = self.signature.len() == 64
            && self
                .signature
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hash {
            return Err(SignatureError::Malformed);
        }
        let date = fresh_date(request.headers, now)?;
        let is_signed = |name: &str| self.signed_headers.contains(&name);
        if is_signed(DATE.as_str()) && (self.exempt.host || is_signed("host")) {
            Ok(date)
        } else {
            Err(SignatureError::Headers)
        }
    }

    /// What is signed of the body, if the request states nothing else.
    fn payload(&self, headers: &HeaderMap, body: &[u8]) -> Result<String, SignatureError> {
        let stated = headers.get(CONTENT_HASH).map(|value| value.as_bytes());
        if self.exempt.payload && stated == Some(UNSIGNED_PAYLOAD.as_bytes()) {
            return Ok(UNSIGNED_PAYLOAD.to_owned());
        }
        let hash = sha256_hex(body);
        match stated {
            Some(stated) if !bool::from(stated.ct_eq(hash.as_bytes())) => {
                Err(SignatureError::Mismatch)
            }
            Some(_) | None => Ok(hash),
        }
    }

    /// Compares the signature with the one that the secret gives for the request and its whole
    /// body.
    ///
    /// # Errors
    /// If the signature is another one, is too old, or covers too little.
    pub fn verify(
        &self,
        request: SignedRequest<'_>,
        body: &[u8],
        secret: &Secret,
        now: SystemTime,
    ) -> Result<(), SignatureError> {
        let date = self.date(request, now)?;
        let hash = self.payload(request.headers, body)?;
        let canonical = canonical_request(request, &self.signed_headers, &hash)
            .map_err(|_| SignatureError::Headers)?;
        let expected =
            hex(&hmac::Mac::finalize(mac(secret, &string_to_sign(date, &canonical))).into_bytes());
        let equal = expected.as_bytes().ct_eq(self.signature.as_bytes());
        if equal.into() {
            Ok(())
        } else {
            Err(SignatureError::Mismatch)
        }
    }
}

/// The date of the signature, if it is close to the server's clock.
fn fresh_date(headers: &HeaderMap, now: SystemTime) -> Result<&str, SignatureError> {
    let text = headers
        .get(DATE)
        .and_then(|value| value.to_str().ok())
        .ok_or(SignatureError::Date)?;
    let date = parse_date(text).ok_or(SignatureError::Date)?;
    let distance = now
        .duration_since(date)
        .or_else(|_| date.duration_since(now))
        .map_err(|_| SignatureError::Date)?;
    if distance > SKEW {
        Err(SignatureError::Date)
    } else {
        Ok(text)
    }
}
