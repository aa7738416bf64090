//! The names and hashes that signer and verifier share.

use hmac::{Hmac, KeyInit, Mac};
use http::HeaderName;
use sha2::{Digest, Sha256};

use crate::secret::Secret;

/// The name of the algorithm, which is also the scheme in `Authorization`.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The header with the date of the signature: `20260601T080910Z`.
pub const DATE: HeaderName = HeaderName::from_static("x-sdk-date");

/// The header with the token of a temporary key.
pub const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// The header in which a signer may state the hash of the body.
pub(super) const CONTENT_HASH: HeaderName = HeaderName::from_static("x-sdk-content-sha256");

/// The value of [`CONTENT_HASH`] for a body that is not signed. It takes the place of the hash in what
/// is signed.
pub(super) const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The string that is signed.
pub(super) fn string_to_sign(date: &str, canonical: &str) -> String {
    format!("{ALGORITHM}\n{date}\n{}", sha256_hex(canonical.as_bytes()))
}

/// HMAC-SHA256 of a string, to be finished by the caller.
#[expect(
    clippy::expect_used,
    reason = "HMAC takes keys of any length (RFC 2104, section 2)"
)]
pub(super) fn mac(secret: &Secret, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    mac
}

/// The hash of a body as the canonical request has it: lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
