//! The secrets of one message: what it has in places for credentials, whoever put it there.
//!
//! A place is one for credentials if the document says so, if the header is marked as sensitive, or by its name: `Authorization`,
//! `X-Auth-Token`, `?api_key=`, `/invitations/{token}`.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use base64::Engine as _;
use http::{HeaderMap, Uri, header};

use super::names::is_secret_name;
use crate::{
    param_location::ParamLocation,
    percent::{self, Plus},
    secret::Secret,
    security::{Security, has_key},
    template::{TemplatePart, template_parts},
};

/// The head of a message.
pub(crate) struct Sent {
    /// The credentials that the operation accepts.
    pub(crate) security: Security,
    /// The path template of the operation; empty if `others` has the values of the path.
    pub(crate) template: &'static str,
    pub(crate) headers: HeaderMap,
    pub(crate) uri: Uri,
    /// Further values for credentials: those that were rejected before they became part of a head.
    pub(crate) others: Vec<Secret>,
}

/// A message that an exchange keeps until it is over. Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct SharedSent(Arc<(Sent, OnceLock<Vec<Secret>>)>);

impl SharedSent {
    /// Everything in places for credentials, which is looked for only when something is printed.
    pub(super) fn secrets(&self) -> &[Secret] {
        let (sent, secrets) = &*self.0;
        secrets.get_or_init(|| sent.secrets())
    }
}

impl From<Sent> for SharedSent {
    fn from(sent: Sent) -> Self {
        Self(Arc::new((sent, OnceLock::new())))
    }
}

impl Deref for SharedSent {
    type Target = Sent;

    fn deref(&self) -> &Sent {
        &self.0.0
    }
}

/// Whether the value of a parameter is for credentials, by its name or by the document.
pub(crate) fn is_secret(security: Security, place: ParamLocation, name: &str) -> bool {
    is_secret_name(name) || has_key(security, place, &|key| key.eq_ignore_ascii_case(name))
}

impl Sent {
    /// The head of a request that a server received, with the raw values of its path.
    pub(crate) fn received(
        security: Security,
        path: &[(&str, &str)],
        headers: &HeaderMap,
        uri: Uri,
    ) -> Self {
        let mut others = Vec::new();
        for (_, value) in path.iter().filter(|(name, _)| is_secret_name(name)) {
            add_forms(value, &mut others);
        }
        Self {
            security,
            template: "",
            headers: headers.clone(),
            uri,
            others,
        }
    }

    /// Everything in places for credentials.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let mut secrets = self.others.clone();
        for (name, value) in &self.headers {
            let value_text = String::from_utf8_lossy(value.as_bytes());
            if name == header::COOKIE {
                for pair in value_text.split(';') {
                    let (_, value) = pair.split_once('=').unwrap_or_default();
                    add_forms(value.trim(), &mut secrets);
                }
            } else if value.is_sensitive()
                || is_secret(self.security, ParamLocation::Header, name.as_str())
            {
                add_of_header(&value_text, &mut secrets);
            }
        }
        for pair in self.uri.query().unwrap_or_default().split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = percent::decode(name, Plus::Space).unwrap_or(name.into());
            if is_secret(self.security, ParamLocation::Query, &name) {
                add_forms(value, &mut secrets);
            }
        }
        add_of_path(self.template, self.uri.path(), &mut secrets);
        secrets
    }
}

/// Adds the secrets of the value of a header for credentials.
pub(crate) fn add_of_header(value: &str, secrets: &mut Vec<Secret>) {
    add_forms(value, secrets);
    add_credentials(value, secrets);
}

/// Adds the values of path parameters for credentials. The path may have more segments in front than the template.
fn add_of_path(template: &str, path: &str, secrets: &mut Vec<Secret>) {
    for (segment, template) in path.rsplit('/').zip(template.rsplit('/')) {
        let parts: Vec<TemplatePart<'_>> = template_parts(template).collect();
        let is_secret = |part: &TemplatePart<'_>| matches!(part, TemplatePart::Name(name) if is_secret_name(name));
        if !parts.iter().any(is_secret) {
            continue;
        }
        let mut value = segment;
        if let Some(TemplatePart::Literal(text)) = parts.first() {
            value = value.strip_prefix(text).unwrap_or(value);
        }
        if let Some(TemplatePart::Literal(text)) = parts.last() {
            value = value.strip_suffix(text).unwrap_or(value);
        }
        add_forms(value, secrets);
    }
}

/// Adds a value as it was sent, and without its percent-encoding.
fn add_forms(value: &str, secrets: &mut Vec<Secret>) {
    if value.is_empty() {
        return;
    }
    secrets.push(Secret::from(value));
    let decoded = percent::decode(value, Plus::Space).unwrap_or(value.into());
    if decoded != value {
        secrets.push(Secret::from(&*decoded));
    }
    let literal = percent::decode(value, Plus::Literal).unwrap_or(value.into());
    if literal != value && literal != decoded {
        secrets.push(Secret::from(&*literal));
    }
}

/// Adds what stands behind the scheme of `Authorization`: the credentials, the password of `Basic`, and the parameters that are secrets.
fn add_credentials(value: &str, secrets: &mut Vec<Secret>) {
    let Some((scheme, rest)) = value.split_once(' ') else {
        return;
    };
    let rest = rest.trim();
    secrets.push(Secret::from(rest));
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = base64::engine::general_purpose::STANDARD.decode(rest);
        let decoded = decoded.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some((_, password)) = decoded.as_deref().and_then(|pair| pair.split_once(':')) {
            secrets.push(Secret::from(password));
        }
    }
    for field in rest.split(',') {
        let (name, value) = field.split_once('=').unwrap_or_default();
        if is_secret_name(name) {
            secrets.push(Secret::from(value.trim().trim_matches('"')));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposed(add: impl FnOnce(&mut Vec<Secret>)) -> Vec<String> {
        let mut secrets = Vec::new();
        add(&mut secrets);
        let texts = secrets.iter().map(|secret| secret.expose().to_owned());
        texts.collect()
    }

    #[test]
    fn path_values_are_secrets_by_their_names() {
        for (template, path, secrets) in [
            (
                "/invitations/{token}",
                "/api/invitations/a%20b",
                vec!["a%20b", "a b"],
            ),
            (
                "/reset/{reset_token}:check",
                "/reset/abc:check",
                vec!["abc"],
            ),
            ("/pets/{id}", "/pets/abc", vec![]),
            ("/pets/{token}/x", "/x", vec![]),
        ] {
            let found = exposed(|found| add_of_path(template, path, found));
            assert_eq!(found, secrets, "{template}");
        }
    }

    #[test]
    fn parameters_of_credentials_are_secrets() {
        let shown = "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=beef";
        let exposed = |value| exposed(|secrets| add_credentials(value, secrets));
        assert!(exposed(shown).contains(&"beef".to_owned()));
        assert!(!exposed(shown).contains(&"AK".to_owned()));
        assert!(exposed("Basic dTpw").contains(&"p".to_owned()));
    }
}
