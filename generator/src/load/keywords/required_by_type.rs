//! Keys that are required only for some objects of a kind: which keys a security scheme, an OAuth flow or a parameter of
//! Swagger 2.0 needs depends on its type.

use serde_json::{Map, Value};

use super::ObjectKind;
use super::state::{KeywordWalk, Verdict};
use crate::diagnostic::{Code, Trail, show};
use crate::load::report::Reports;
use crate::load::{Repair, Strictness};

/// Reports each of these keys that is missing or has the wrong type. The object is broken then.
pub(super) fn needs(
    walk: &mut KeywordWalk<'_, '_>,
    kind: ObjectKind,
    keys: &[&'static str],
    members: &Map<String, Value>,
    at: &Trail<'_>,
) -> Verdict {
    let mut verdict = Verdict::Fits;
    for key in keys {
        if let Some(value) = members.get(*key) {
            // A value that does not fit was reported at its own place, and is removed.
            let line = kind.table().key(key, walk.dialect);
            if !line.is_some_and(|(_, line)| line.shape.admits(value)) {
                verdict = Verdict::Broken;
            }
            continue;
        }
        let title = kind.table().title;
        let of = members
            .get("type")
            .and_then(Value::as_str)
            .map(|of| format!(" of type `{}`", show(of)));
        let message = format!(
            "this {title}{} lacks the required key `{key}`",
            of.unwrap_or_default()
        );
        if walk.strictness != Strictness::Strict
            && (kind, *key) == (ObjectKind::V2Parameter, "type")
        {
            walk.fault(Repair::Harmless, Code::MissingKey, at, message)
                .help("it is read as a string");
            walk.repairs.replace(&at.key(key), Value::from("string"));
            continue;
        }
        let repair = if kind.is_dispensable() {
            Repair::Guess
        } else {
            Repair::Impossible
        };
        walk.fault(repair, Code::MissingKey, at, message);
        verdict = Verdict::Broken;
    }
    verdict
}

/// The URLs that each flow requires ([OAuth Flow Object](https://spec.openapis.org/oas/v3.0.3.html#oauth-flow-object)).
pub(super) fn flows(
    walk: &mut KeywordWalk<'_, '_>,
    members: &Map<String, Value>,
    at: &Trail<'_>,
) -> Verdict {
    const NEEDED: &[(&str, &[&str])] = &[
        ("implicit", &["authorizationUrl"]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ];
    for (name, keys) in NEEDED {
        if let Some(Value::Object(flow)) = members.get(*name) {
            let at = at.key(name);
            if needs(walk, ObjectKind::OAuthFlow, keys, flow, &at) == Verdict::Broken {
                walk.repairs.remove(&at);
            }
        }
    }
    Verdict::Fits
}

/// The further keys that a type of security scheme requires
/// ([Security Scheme Object](https://spec.openapis.org/oas/v3.0.3.html#security-scheme-object)).
pub(super) fn security_scheme(members: &Map<String, Value>) -> &'static [&'static str] {
    match members.get("type").and_then(Value::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    }
}

/// The further keys that a type of security scheme requires in Swagger 2.0
/// ([Security Scheme Object](https://spec.openapis.org/oas/v2.0.html#security-scheme-object)).
pub(super) fn security_definition(members: &Map<String, Value>) -> &'static [&'static str] {
    let text = |key| members.get(key).and_then(Value::as_str);
    match (text("type"), text("flow")) {
        (Some("apiKey"), _) => &["name", "in"],
        (Some("oauth2"), Some("implicit")) => &["authorizationUrl"],
        (Some("oauth2"), Some("password" | "application")) => &["tokenUrl"],
        (Some("oauth2"), Some("accessCode")) => &["authorizationUrl", "tokenUrl"],
        (Some("oauth2"), _) => &["flow"],
        _ => &[],
    }
}

/// The key that describes the values of a parameter in Swagger 2.0.
pub(super) fn v2_parameter(members: &Map<String, Value>) -> &'static [&'static str] {
    match members.get("in").and_then(Value::as_str) {
        Some("body") => &["schema"],
        _ => &["type"],
    }
}
