//! Credentials: those that a client sends, and whether a server finds all that it asks for. Every credential that is there is right.

use bindwright_runtime::codegen::{ParamLocation, Requirement, SchemeKind, Security};
use bindwright_runtime::http::header::{AUTHORIZATION, COOKIE};
use bindwright_runtime::http::{HeaderMap, HeaderName, HeaderValue};

use super::WireRequest;

/// A key, a token, a signature.
const CREDENTIAL: &str = "secret";

/// Adds the credentials of an alternative.
pub(in crate::diff::counterexample) fn add(request: &mut WireRequest, alternative: &[Requirement]) {
    add_as(request, alternative, CREDENTIAL);
}

/// The same with a key or token of its own.
pub(in crate::diff::counterexample) fn add_as(
    request: &mut WireRequest,
    alternative: &[Requirement],
    credential: &str,
) {
    for requirement in alternative {
        // A key that is a parameter as well may be there: the client adds it once.
        if is_presented(request, requirement) {
            continue;
        }
        match requirement.scheme().kind() {
            SchemeKind::Key { place, name } => add_key(request, (place, name), credential),
            // RFC 7617 has this pair.
            SchemeKind::Basic => {
                authorize(&mut request.headers, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
            }
            SchemeKind::Bearer => authorize(&mut request.headers, &format!("Bearer {credential}")),
            SchemeKind::Signature { algorithm, .. } => {
                authorize(&mut request.headers, &format!("{algorithm} {credential}"));
            }
        }
    }
}

fn authorize(headers: &mut HeaderMap, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(AUTHORIZATION, value);
    }
}

fn add_key(request: &mut WireRequest, (place, name): (ParamLocation, &str), credential: &str) {
    match place {
        ParamLocation::Query => {
            let between = if request.target.contains('?') {
                '&'
            } else {
                '?'
            };
            request.target.push(between);
            request
                .target
                .push_str(&format!("{}={credential}", encoded(name)));
        }
        ParamLocation::Cookie => {
            let sent = request
                .headers
                .get(COOKIE)
                .and_then(|value| value.to_str().ok());
            let own = format!("{name}={credential}");
            let all = sent.map_or(own.clone(), |sent| format!("{sent}; {own}"));
            if let Ok(value) = HeaderValue::from_str(&all) {
                request.headers.insert(COOKIE, value);
            }
        }
        ParamLocation::Header | ParamLocation::Path => {
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(credential)) {
                request.headers.insert(name, value);
            }
        }
    }
}

fn encoded(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// How many steps it takes to look for credentials: some for each scheme of each alternative, whose name is written for that. Where an
/// alternative has very many, each is looked for among those that were sent before.
pub(super) fn work(security: Security) -> usize {
    /// What it takes to look for one.
    const LOOK: usize = 4;
    /// How many an alternative usually has at most.
    const USUAL: usize = 64;
    let each = security.iter().map(|alternative| alternative.len().max(1));
    let longest = each.clone().max().unwrap_or_default();
    let among_others = longest.saturating_sub(USUAL).saturating_mul(longest);
    each.sum::<usize>()
        .saturating_add(among_others)
        .saturating_mul(LOOK)
}

/// Whether a server admits the sender: the credentials of an alternative are there.
pub(super) fn are_sufficient(request: &WireRequest, security: Security) -> bool {
    let has_all = |alternative: &&'static [Requirement]| {
        let mut all = alternative.iter();
        all.all(|one| is_presented(request, one))
    };
    security.is_empty() || security.iter().any(has_all)
}

fn is_presented(request: &WireRequest, requirement: &Requirement) -> bool {
    match requirement.scheme().kind() {
        SchemeKind::Key { place, name } => match place {
            ParamLocation::Query => {
                let query = request
                    .target
                    .split_once('?')
                    .map_or("", |(_, query)| query);
                let start = format!("{}=", encoded(name));
                query.split('&').any(|pair| pair.starts_with(&start))
            }
            ParamLocation::Cookie => {
                let cookies = request.headers.get_all(COOKIE).iter();
                let mut cookies = cookies.filter_map(|value| value.to_str().ok());
                let start = format!("{name}=");
                cookies.any(|all| all.split("; ").any(|one| one.starts_with(&start)))
            }
            ParamLocation::Header | ParamLocation::Path => request.headers.contains_key(name),
        },
        SchemeKind::Basic => is_authorized(&request.headers, "Basic"),
        SchemeKind::Bearer => is_authorized(&request.headers, "Bearer"),
        SchemeKind::Signature { algorithm, .. } => is_authorized(&request.headers, algorithm),
    }
}

fn is_authorized(headers: &HeaderMap, scheme: &str) -> bool {
    let value = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let named = value.and_then(|value| value.split_once(' '));
    named.is_some_and(|(named, _)| named.eq_ignore_ascii_case(scheme))
}
