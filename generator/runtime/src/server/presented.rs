//! Headers, query and cookies of a request -> the credential that a security scheme requires.
//!
//! A credential that is there twice, is empty, or has another form than its scheme is
//! [`Presented::Malformed`]: a proxy in front may have checked the other one of two.
//!
//! | scheme | request | credential |
//! |---|---|---|
//! | bearer | `Authorization: Bearer abc` | the token `abc` |
//! | bearer | `Authorization: Basic …` | absent: another alternative may apply |
//! | bearer | two `Authorization` headers | malformed: 401 |

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use http::header::AUTHORIZATION;
use http::request::Parts;

use super::auth::Credential;
use super::verifiers::{Verifiers, signed_request};
use crate::percent::{self, Plus};
use crate::{
    cookie,
    param::ParamLocation,
    secret::Secret,
    security::{Requirement, SchemeKind},
    signing::{SignatureError, Verifier},
};

/// What a request has for one requirement.
pub(crate) enum Presented<'v> {
    Absent,
    Malformed,
    Credential(Credential),
    /// A signature that is rejected as it stands.
    BadSignature {
        scheme: &'static str,
        reason: SignatureError,
    },
    /// A signature that is still to be verified.
    Signature {
        scheme: &'static str,
        verifier: &'v dyn Verifier,
        /// The key that the request claims to be signed with.
        key_id: String,
    },
}

/// The credential for one requirement.
pub(crate) fn presented<'v>(
    requirement: &Requirement,
    parts: &Parts,
    verifiers: &'v Verifiers,
) -> Presented<'v> {
    let scheme = requirement.scheme().id();
    match requirement.scheme().kind() {
        SchemeKind::Key { place, name } => match key(place, name, parts) {
            Occurrence::Nothing => Presented::Absent,
            Occurrence::Unfit => Presented::Malformed,
            Occurrence::One(value) => Presented::Credential(Credential::Key { scheme, value }),
        },
        SchemeKind::Basic => authorization("Basic", parts, |value, part| {
            let (user, password) = basic(value.to_str().ok()?.get(part)?)?;
            Some(Presented::Credential(Credential::Basic {
                scheme,
                user,
                password: Secret::new(password),
            }))
        }),
        SchemeKind::Bearer => authorization("Bearer", parts, |value, part| {
            let scopes = requirement.required_scopes();
            let token = Secret::of_header(value, part);
            Some(Presented::Credential(Credential::Bearer {
                scheme,
                token,
                scopes,
            }))
        }),
        SchemeKind::Signature { algorithm, .. } => {
            let Some(verifier) = verifiers.get(algorithm) else {
                return Presented::Absent;
            };
            match verifier.key_id(signed_request(parts)) {
                None => Presented::Absent,
                Some(Err(reason)) => Presented::BadSignature { scheme, reason },
                Some(Ok(key_id)) => Presented::Signature {
                    scheme,
                    verifier,
                    key_id,
                },
            }
        }
    }
}

/// How often a value is there.
enum Occurrence<T> {
    Nothing,
    Unfit,
    One(T),
}

/// The value, if it is there once and not empty.
fn only<'p>(mut values: impl Iterator<Item = Option<Cow<'p, str>>>) -> Occurrence<Secret> {
    match (values.next(), values.next()) {
        (None, _) => Occurrence::Nothing,
        (Some(Some(value)), None) if !value.is_empty() => {
            Occurrence::One(Secret::new(value.into_owned()))
        }
        _ => Occurrence::Unfit,
    }
}

/// The value with the name of a key. One that is not text is unfit.
fn key(place: ParamLocation, name: &str, parts: &Parts) -> Occurrence<Secret> {
    match place {
        ParamLocation::Path => Occurrence::Nothing,
        ParamLocation::Header => match header(name, parts) {
            Occurrence::Nothing => Occurrence::Nothing,
            Occurrence::One((value, text)) if !text.is_empty() => {
                Occurrence::One(Secret::of_header(value, 0..text.len()))
            }
            Occurrence::One(_) | Occurrence::Unfit => Occurrence::Unfit,
        },
        ParamLocation::Query => only(query_values(parts.uri.query().unwrap_or_default(), name)),
        // That of the longest path comes first: a name may have cookies of several paths and domains
        // (<https://www.rfc-editor.org/rfc/rfc6265#section-5.4>).
        ParamLocation::Cookie => only(cookie_values(name, parts).take(1)),
    }
}

/// The header with this name, if it is there once and text.
fn header<'p>(name: &str, parts: &'p Parts) -> Occurrence<(&'p HeaderValue, &'p str)> {
    let mut only = None;
    for (known, value) in &parts.headers {
        // A lookup by a name that is not in lower case costs as much as a look at thirty names.
        if is_lower_case_of(known.as_str(), name) && only.replace(value).is_some() {
            return Occurrence::Unfit;
        }
    }
    match only.map(|value| (value, value.to_str())) {
        None => Occurrence::Nothing,
        Some((value, Ok(text))) => Occurrence::One((value, text)),
        Some((_, Err(_))) => Occurrence::Unfit,
    }
}

/// Whether this is the name in lower case, as in a map of headers.
fn is_lower_case_of(known: &str, name: &str) -> bool {
    let mut pairs = known.bytes().zip(name.bytes());
    known.len() == name.len() && pairs.all(|(known, byte)| known == byte.to_ascii_lowercase())
}

fn query_values<'p>(query: &'p str, name: &'p str) -> impl Iterator<Item = Option<Cow<'p, str>>> {
    let pairs = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs
        .filter(move |(key, _)| percent::decode(key, Plus::Space).as_deref() == Ok(name))
        .map(|(_, value)| percent::decode(value, Plus::Space).ok())
}

/// Every cookie with this name, as it is: see [`cookie`].
fn cookie_values<'p>(
    name: &'p str,
    parts: &'p Parts,
) -> impl Iterator<Item = Option<Cow<'p, str>>> {
    let mut named = Vec::new();
    cookie::for_each(&parts.headers, &mut |key, value| {
        if key == name {
            named.push(value.map(Cow::from));
        }
    });
    named.into_iter()
}

/// The credentials in `Authorization`, if they have this scheme ([RFC 9110, section
/// 11.4](https://www.rfc-editor.org/rfc/rfc9110#section-11.4)): a part of the header.
fn authorization(
    scheme: &str,
    parts: &Parts,
    read: impl FnOnce(&HeaderValue, Range<usize>) -> Option<Presented<'static>>,
) -> Presented<'static> {
    let (value, text) = match header(AUTHORIZATION.as_str(), parts) {
        Occurrence::Nothing => return Presented::Absent,
        Occurrence::Unfit => return Presented::Malformed,
        Occurrence::One(found) => found,
    };
    let (named, rest) = text.split_once(' ').unwrap_or((text, ""));
    if !named.eq_ignore_ascii_case(scheme) {
        return Presented::Absent;
    }
    let credentials = rest.trim();
    if credentials.is_empty() {
        return Presented::Malformed;
    }
    let start = text.len() - rest.trim_start().len();
    read(value, start..start + credentials.len()).unwrap_or(Presented::Malformed)
}

/// User and password ([RFC 7617, section 2](https://www.rfc-editor.org/rfc/rfc7617#section-2)).
fn basic(text: &str) -> Option<(String, String)> {
    let decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::security::Scheme;

    static HEADER: Scheme = Scheme::header_key("H", "X-Auth-Token");
    static QUERY: Scheme = Scheme::query_key("Q", "api key");
    static COOKIE_KEY: Scheme = Scheme::cookie_key("C", "sid");
    static BASIC: Scheme = Scheme::basic("B");
    static BEARER: Scheme = Scheme::bearer("T");
    static SIGNED: Scheme = Scheme::signature("S", "SDK-HMAC-SHA256", &[]);

    fn show(scheme: &'static Scheme, uri: &str, headers: &[(&str, &str)]) -> String {
        let mut request = http::Request::get(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        match presented(&Requirement::of(scheme), &parts, &Verifiers::default()) {
            Presented::Absent => "absent".into(),
            Presented::Malformed => "malformed".into(),
            Presented::BadSignature { reason, .. } => format!("rejected: {reason}"),
            Presented::Credential(Credential::Key { value, .. }) => value.expose().into(),
            Presented::Credential(Credential::Basic { user, password, .. }) => {
                format!("{user}|{}", password.expose())
            }
            Presented::Credential(Credential::Bearer { token, .. }) => token.expose().into(),
            Presented::Credential(Credential::Signed { .. }) | Presented::Signature { .. } => {
                "signature".into()
            }
        }
    }

    #[test]
    fn keys_are_in_header_query_or_cookie() {
        assert_eq!(show(&HEADER, "/", &[("x-auth-token", "t")]), "t");
        assert_eq!(show(&QUERY, "/?a=1&api+key=%C3%BC", &[]), "ü");
        assert_eq!(
            show(
                &COOKIE_KEY,
                "/",
                &[("cookie", "a=1; sid=s=1"), ("cookie", "b=2")]
            ),
            "s=1"
        );
        let of_two_paths = [("cookie", "sid=1; a=b; sid=2"), ("cookie", "sid=3")];
        assert_eq!(show(&COOKIE_KEY, "/", &of_two_paths), "1");
        assert_eq!(
            show(&COOKIE_KEY, "/", &[("cookie", "sid=; sid=2")]),
            "malformed"
        );
        assert_eq!(show(&HEADER, "/", &[]), "absent");
        assert_eq!(show(&QUERY, "/", &[]), "absent");
        assert_eq!(show(&COOKIE_KEY, "/", &[("cookie", "a=1")]), "absent");
    }

    #[test]
    fn twice_and_empty_are_malformed() {
        assert_eq!(
            show(
                &HEADER,
                "/",
                &[("x-auth-token", "t"), ("x-auth-token", "t")]
            ),
            "malformed"
        );
        assert_eq!(show(&HEADER, "/", &[("x-auth-token", "")]), "malformed");
        assert_eq!(show(&QUERY, "/?api%20key=1&api+key=1", &[]), "malformed");
        assert_eq!(
            show(
                &BEARER,
                "/",
                &[("authorization", "Bearer a"), ("authorization", "Bearer a")]
            ),
            "malformed"
        );
    }

    #[test]
    fn authorization_has_one_scheme() {
        assert_eq!(
            show(&BASIC, "/", &[("authorization", "basic YW5uOnNlOmNyZXQ=")]),
            "ann|se:cret"
        );
        assert_eq!(
            show(&BASIC, "/", &[("authorization", "Basic !")]),
            "malformed"
        );
        assert_eq!(
            show(&BASIC, "/", &[("authorization", "Bearer x")]),
            "absent"
        );
        assert_eq!(
            show(&BEARER, "/", &[("authorization", "BEARER  x.y")]),
            "x.y"
        );
        assert_eq!(
            show(&BEARER, "/", &[("authorization", "Bearer \t x y \t")]),
            "x y"
        );
        assert_eq!(
            show(&BEARER, "/", &[("authorization", "Bearer")]),
            "malformed"
        );
        assert_eq!(
            show(
                &SIGNED,
                "/",
                &[(
                    "authorization",
                    "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=0"
                )]
            ),
            if cfg!(feature = "signing") {
                "signature"
            } else {
                "absent"
            }
        );
    }
}
