//! The secrets of one message: what it has in places for credentials, whoever put it there.
//!
//! A place is one for credentials if the document says so, if the header is marked as sensitive, or by its name: `Authorization`,
//! `X-Auth-Token`, `?api_key=`.

use base64::Engine as _;
use http::{HeaderMap, Uri, header};

use crate::{
    operation_spec::OperationSpec,
    param::ParamLocation,
    percent::{self, Plus},
    secret::Secret,
    security::key_names,
};

/// The head of a message.
pub(crate) struct Sent {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) headers: HeaderMap,
    pub(crate) uri: Uri,
    /// Values for credentials that were rejected before they became part of a head.
    pub(crate) rejected: Vec<Secret>,
}

/// Names of places for credentials. What is not a letter or a digit is left out before they are compared.
const NAMES: [&str; 11] = [
    "authorization",
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "accesskey",
    "credential",
    "session",
    "signature",
    "cookie",
];

/// Whether a header, a parameter or a cookie of this name is for credentials.
fn is_secret_name(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    NAMES.iter().any(|known| name.contains(known))
}

/// Whether the value of a parameter is for credentials, by its name or by the document.
pub(crate) fn is_secret(spec: &OperationSpec, place: ParamLocation, name: &str) -> bool {
    is_secret_name(name)
        || key_names(spec.security, place).any(|key| key.eq_ignore_ascii_case(name))
}

impl Sent {
    /// Everything in places for credentials.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let mut secrets = self.rejected.clone();
        for (name, value) in &self.headers {
            let value_text = String::from_utf8_lossy(value.as_bytes());
            if name == header::COOKIE {
                let pairs = value_text
                    .split(';')
                    .filter_map(|pair| pair.split_once('='));
                secrets.extend(pairs.flat_map(|(_, value)| forms(value.trim())));
            } else if value.is_sensitive()
                || is_secret(self.spec, ParamLocation::Header, name.as_str())
            {
                secrets.extend(forms(&value_text));
                secrets.extend(credentials(&value_text));
            }
        }
        for pair in self.uri.query().unwrap_or_default().split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if is_secret(self.spec, ParamLocation::Query, name) {
                secrets.extend(forms(value));
            }
        }
        secrets
    }
}

/// A value as it was sent, and without its percent-encoding.
fn forms(value: &str) -> Vec<Secret> {
    let decoded = percent::decode(value, Plus::Space).ok();
    let other = decoded.filter(|decoded| *decoded != value);
    let other = other.map(Secret::new);
    std::iter::once(Secret::from(value)).chain(other).collect()
}

/// What stands behind the scheme of `Authorization`, and the password of `Basic`.
fn credentials(value: &str) -> Vec<Secret> {
    let Some((scheme, rest)) = value.split_once(' ') else {
        return Vec::new();
    };
    let rest = rest.trim();
    let mut secrets = vec![Secret::from(rest)];
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = base64::engine::general_purpose::STANDARD.decode(rest);
        let decoded = decoded.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let password = decoded.as_deref().and_then(|pair| pair.split_once(':'));
        secrets.extend(password.map(|(_, password)| Secret::from(password)));
    }
    secrets
}

#[cfg(test)]
mod tests {
    use super::is_secret_name;

    #[test]
    fn places_for_credentials_are_known_by_their_names() {
        for name in [
            "Authorization",
            "X-Auth-Token",
            "api_key",
            "client-secret",
            "X-Api-Key",
            "session_id",
            "Set-Cookie",
            "passwordHash",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "X-Request-Id",
            "Accept",
            "author",
            "key",
            "limit",
            "Content-Type",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
