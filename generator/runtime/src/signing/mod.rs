//! `SDK-HMAC-SHA256`: signs a request by an access key, and verifies such a signature, over one canonical form of the request.
//! Refuses dates more than 15 minutes away, signatures that leave out `host` or `x-sdk-date`, and bodies other than the signed one.
//!
//! ```text
//! StringToSign  = "SDK-HMAC-SHA256" \n X-Sdk-Date \n hex(sha256(CanonicalRequest))
//! Authorization = SDK-HMAC-SHA256 Access={key}, SignedHeaders={a;b;c}, Signature={hex(hmac_sha256(secret, StringToSign))}
//! ```

mod canonical;
mod date;
mod verify;

use std::time::SystemTime;

use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header, request::Parts};
use sha2::{Digest, Sha256};

pub use canonical::canonical_request;
pub use date::format_date;
pub use verify::{Signature, SignatureError};

use crate::secret::{KeyPair, Secret};

/// The name of the algorithm, which is also the scheme in `Authorization`.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// When a request was signed: `20260601T080910Z`.
pub const DATE: HeaderName = HeaderName::from_static("x-sdk-date");

/// The token of a temporary key.
pub const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// The parts of a request that a signature covers, besides the body.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'r> {
    /// The method.
    pub method: &'r Method,
    /// Path and query as they travel; the authority stands in for a missing `Host`.
    pub uri: &'r Uri,
    /// The headers.
    pub headers: &'r HeaderMap,
}

impl<'r> From<&'r Parts> for Subject<'r> {
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
    /// A header that is to be signed is not there.
    #[error("the header `{0}` is not there")]
    Missing(String),
}

/// Signs a request: sets `Host`, `X-Sdk-Date`, `X-Security-Token` for a temporary key, and `Authorization`.
///
/// What is signed: `host`, `content-type`, and every header whose name starts with `x-`, as long as it is there.
/// `User-Agent` is not, because proxies change it.
///
/// # Errors
/// When a value cannot stand in a header.
pub fn sign(
    parts: &mut Parts,
    body: &[u8],
    keys: &KeyPair,
    now: SystemTime,
) -> Result<(), SigningError> {
    if let (None, Some(authority)) = (parts.headers.get(header::HOST), parts.uri.authority()) {
        let host = value("host", authority.as_str())?;
        parts.headers.insert(header::HOST, host);
    }
    let date = format_date(now);
    parts.headers.insert(DATE, value("x-sdk-date", &date)?);
    if let Some(token) = keys.token() {
        parts.headers.insert(
            SECURITY_TOKEN,
            secret_value("security token", token.expose())?,
        );
    }
    let mut names: Vec<&str> = parts
        .headers
        .keys()
        .map(HeaderName::as_str)
        .filter(|name| is_signed(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    let authorization = authorization(Subject::from(&*parts), &names, body, keys, &date)?;
    parts.headers.insert(
        header::AUTHORIZATION,
        secret_value("access key", &authorization)?,
    );
    Ok(())
}

/// The value of `Authorization` for a request as it stands, over the headers named in lower case and in order.
///
/// # Errors
/// When a named header is not there, or is not text.
pub fn authorization(
    subject: Subject<'_>,
    names: &[&str],
    body: &[u8],
    keys: &KeyPair,
    date: &str,
) -> Result<String, SigningError> {
    let canonical = canonical_request(subject, names, &sha256_hex(body))?;
    let signature = hex(&mac(keys.secret_key(), &string_to_sign(date, &canonical))
        .finalize()
        .into_bytes());
    let (access, names) = (keys.access_key(), names.join(";"));
    Ok(format!(
        "{ALGORITHM} Access={access}, SignedHeaders={names}, Signature={signature}"
    ))
}

/// Names with `_` are left out by every signer: gateways drop such headers.
fn is_signed(name: &str) -> bool {
    matches!(name, "host" | "content-type") || (name.starts_with("x-") && !name.contains('_'))
}

fn value(name: &str, text: &str) -> Result<HeaderValue, SigningError> {
    HeaderValue::from_str(text).map_err(|_| SigningError::Header(name.to_owned()))
}

fn secret_value(name: &str, text: &str) -> Result<HeaderValue, SigningError> {
    let mut value = value(name, text)?;
    value.set_sensitive(true);
    Ok(value)
}

fn string_to_sign(date: &str, canonical: &str) -> String {
    format!("{ALGORITHM}\n{date}\n{}", sha256_hex(canonical.as_bytes()))
}

#[expect(
    clippy::expect_used,
    reason = "HMAC takes keys of any length (RFC 2104, section 2)"
)]
fn mac(secret: &Secret, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    mac
}

/// The hash of a body as it stands in a canonical request: lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
