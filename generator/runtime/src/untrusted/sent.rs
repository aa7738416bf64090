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
    security::{Security, key_names},
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
    is_secret_name(name) || key_names(security, place).any(|key| key.eq_ignore_ascii_case(name))
}

impl Sent {
    /// The head of a request that a server received, with the raw values of its path.
    pub(crate) fn received(
        security: Security,
        path: &[(&str, &str)],
        headers: &HeaderMap,
        uri: Uri,
    ) -> Self {
        let of_path = path.iter().filter(|(name, _)| is_secret_name(name));
        Self {
            security,
            template: "",
            headers: headers.clone(),
            uri,
            others: of_path.flat_map(|(_, value)| forms(value)).collect(),
        }
    }

    /// Everything in places for credentials.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let mut secrets = self.others.clone();
        for (name, value) in &self.headers {
            let value_text = String::from_utf8_lossy(value.as_bytes());
            if name == header::COOKIE {
                let pairs = value_text
                    .split(';')
                    .filter_map(|pair| pair.split_once('='));
                secrets.extend(pairs.flat_map(|(_, value)| forms(value.trim())));
            } else if value.is_sensitive()
                || is_secret(self.security, ParamLocation::Header, name.as_str())
            {
                secrets.extend(of_header(&value_text));
            }
        }
        for pair in self.uri.query().unwrap_or_default().split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = percent::decode(name, Plus::Space).unwrap_or(name.into());
            if is_secret(self.security, ParamLocation::Query, &name) {
                secrets.extend(forms(value));
            }
        }
        secrets.extend(path_secrets(self.template, self.uri.path()));
        secrets
    }
}

/// The secrets of the value of a header for credentials.
pub(crate) fn of_header(value: &str) -> impl Iterator<Item = Secret> {
    forms(value).into_iter().chain(credentials(value))
}

/// The values of path parameters for credentials. The path may have more segments in front than the template.
fn path_secrets<'p>(template: &'p str, path: &'p str) -> impl Iterator<Item = Secret> {
    let segments = path.rsplit('/').zip(template.rsplit('/'));
    segments.flat_map(|(segment, template)| {
        let parts: Vec<TemplatePart<'_>> = template_parts(template).collect();
        let is_secret = |part: &TemplatePart<'_>| matches!(part, TemplatePart::Name(name) if is_secret_name(name));
        let value = parts.iter().any(is_secret).then(|| {
            let literal = |part: Option<&TemplatePart<'p>>| match part {
                Some(TemplatePart::Literal(text)) => *text,
                Some(TemplatePart::Name(_)) | None => "",
            };
            let rest = segment.strip_prefix(literal(parts.first()));
            let rest = rest.unwrap_or(segment);
            rest.strip_suffix(literal(parts.last())).unwrap_or(rest)
        });
        value.map(forms).unwrap_or_default()
    })
}

/// A value as it was sent, and without its percent-encoding.
fn forms(value: &str) -> Vec<Secret> {
    if value.is_empty() {
        return Vec::new();
    }
    let decoded = percent::decode(value, Plus::Space).ok();
    let decoded = decoded.filter(|decoded| *decoded != value);
    let literal = percent::decode(value, Plus::Literal).ok();
    let literal = literal.filter(|literal| *literal != value && Some(literal) != decoded.as_ref());
    let decoded = [decoded, literal].into_iter().flatten().map(Secret::new);
    std::iter::once(Secret::from(value))
        .chain(decoded)
        .collect()
}

/// What stands behind the scheme of `Authorization`: the credentials, the password of `Basic`, and the parameters that are secrets.
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
    let parameters = rest.split(',').filter_map(|field| field.split_once('='));
    let parameters = parameters.filter(|(name, _)| is_secret_name(name));
    secrets.extend(parameters.map(|(_, value)| Secret::from(value.trim().trim_matches('"'))));
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposed(secrets: impl IntoIterator<Item = Secret>) -> Vec<String> {
        let secrets = secrets.into_iter();
        secrets.map(|secret| secret.expose().to_owned()).collect()
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
            assert_eq!(exposed(path_secrets(template, path)), secrets, "{template}");
        }
    }

    #[test]
    fn parameters_of_credentials_are_secrets() {
        let shown = "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=beef";
        assert!(exposed(credentials(shown)).contains(&"beef".to_owned()));
        assert!(!exposed(credentials(shown)).contains(&"AK".to_owned()));
        assert!(exposed(credentials("Basic dTpw")).contains(&"p".to_owned()));
    }
}
