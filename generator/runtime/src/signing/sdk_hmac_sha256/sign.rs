//! A request -> the same request with `Authorization` and the headers that belong to the signature.

use std::time::SystemTime;

use hmac::Mac;
use http::{HeaderName, HeaderValue, header, request::Parts};

use super::canonical::canonical_request;
use super::date::format_date;
use super::digest::{
    ALGORITHM, CONTENT_HASH, DATE, SECURITY_TOKEN, UNSIGNED_PAYLOAD, hex, mac, sha256_hex,
    string_to_sign,
};
use crate::secret::KeyPair;
use crate::signing::algorithm::{SignedRequest, SigningError};

/// Signs a request: sets `Host`, `X-Sdk-Date`, `X-Security-Token` for a temporary key, and
/// `Authorization`.
///
/// These headers are signed if they are there: `host`, `content-type`, and every header whose name
/// starts with `x-`. `User-Agent` is not, because proxies change it.
///
/// # Errors
/// If a value has characters that a header cannot contain.
pub fn sign(
    parts: &mut Parts,
    body: &[u8],
    keys: &KeyPair,
    now: SystemTime,
) -> Result<(), SigningError> {
    sign_hash(parts, &sha256_hex(body), keys, now)
}

/// Signs a request whose body is not known yet, because it streams: `X-Sdk-Content-Sha256` says so, and
/// takes the place of the body's hash in what is signed. Only TLS protects such a body.
///
/// # Errors
/// If a value has characters that a header cannot contain.
pub fn sign_stream(parts: &mut Parts, keys: &KeyPair, now: SystemTime) -> Result<(), SigningError> {
    let unsigned = HeaderValue::from_static(UNSIGNED_PAYLOAD);
    parts.headers.insert(CONTENT_HASH, unsigned);
    sign_hash(parts, UNSIGNED_PAYLOAD, keys, now)
}

/// Signs a request with the hash of its body.
fn sign_hash(
    parts: &mut Parts,
    hash: &str,
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
    let authorization = authorized(SignedRequest::from(&*parts), &names, hash, keys, &date)?;
    parts.headers.insert(
        header::AUTHORIZATION,
        secret_value("access key", &authorization)?,
    );
    Ok(())
}

/// The value of `Authorization` for a request as it is; `names` are the headers to sign, in lower
/// case and sorted.
///
/// # Errors
/// If a named header is missing, or is not text.
pub fn authorization(
    request: SignedRequest<'_>,
    names: &[&str],
    body: &[u8],
    keys: &KeyPair,
    date: &str,
) -> Result<String, SigningError> {
    authorized(request, names, &sha256_hex(body), keys, date)
}

/// The same for the hash of a body.
fn authorized(
    request: SignedRequest<'_>,
    names: &[&str],
    hash: &str,
    keys: &KeyPair,
    date: &str,
) -> Result<String, SigningError> {
    let canonical = canonical_request(request, names, hash)?;
    let signature = hex(&mac(keys.secret_key(), &string_to_sign(date, &canonical))
        .finalize()
        .into_bytes());
    let (access, names) = (keys.access_key(), names.join(";"));
    Ok(format!(
        "{ALGORITHM} Access={access}, SignedHeaders={names}, Signature={signature}"
    ))
}

/// Whether a header is signed. Names with `_` are not: gateways drop such headers.
fn is_signed(name: &str) -> bool {
    matches!(name, "host" | "content-type") || (name.starts_with("x-") && !name.contains('_'))
}

/// A header value, or the error that names it.
fn value(name: &str, text: &str) -> Result<HeaderValue, SigningError> {
    HeaderValue::from_str(text).map_err(|_| SigningError::Header(name.to_owned()))
}

/// A header value that is not printed.
fn secret_value(name: &str, text: &str) -> Result<HeaderValue, SigningError> {
    let mut value = value(name, text)?;
    value.set_sensitive(true);
    Ok(value)
}
