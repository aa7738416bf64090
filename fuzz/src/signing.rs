//! `signing`: what a client signs a server verifies, and a change of one byte is found.

use std::time::{Duration, UNIX_EPOCH};

use bindwright_runtime::signing::sdk_hmac_sha256::{Signature, sign};
use bindwright_runtime::signing::{SignatureError, SignedRequest};
use bindwright_runtime::{KeyPair, Secret};
use http::request::Parts;
use http::{HeaderValue, Request, Uri, header};

use crate::draw::Draw;
use crate::reached::reached;

const UNRESERVED: &[u8] = b"ABCXYZabcxyz0189-_~";

/// The bytes choose a request, and a change of it.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000 + u64::from(draw.byte()) * 86_400);
    let Some((mut parts, body)) = request(&mut draw) else {
        return;
    };
    let keys = KeyPair::new("AccessKey", "SecretKey");
    if sign(&mut parts, &body, &keys, now).is_err() {
        return;
    }
    assert!(
        verify(&parts, &body, "SecretKey", now) == Ok(()),
        "{parts:?} {body:?} is not verified"
    );
    reached();
    let found = changed(&mut parts, body, &mut draw, now);
    assert!(matches!(found, Err(_) | Ok(None)), "{found:?} is verified");
    anything(&mut draw);
}

fn verify(
    parts: &Parts,
    body: &[u8],
    secret: &str,
    now: std::time::SystemTime,
) -> Result<(), SignatureError> {
    let authorization = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .ok_or(SignatureError::Malformed)?;
    let signature = Signature::parse(authorization).ok_or(SignatureError::Malformed)??;
    signature.verify(SignedRequest::from(parts), body, &Secret::from(secret), now)
}

fn letters(draw: &mut Draw<'_>, most: usize) -> String {
    let bytes = draw.several(most, |draw| *draw.one(UNRESERVED));
    String::from_utf8(bytes).unwrap_or_default()
}

fn request(draw: &mut Draw<'_>) -> Option<(Parts, Vec<u8>)> {
    let escape = |draw: &mut Draw<'_>| {
        *draw.one(&[
            "", "%20", "%C3%A9", "%2F", "+", "//", "/", "=", "%25", "/../", ".",
        ])
    };
    let path = format!("/{}{}{}", letters(draw, 4), escape(draw), letters(draw, 3));
    let pairs = draw.several(4, |draw| {
        format!(
            "{}{}={}{}",
            letters(draw, 2),
            escape(draw),
            letters(draw, 3),
            escape(draw)
        )
    });
    let query = pairs.join("&").replace("..", "");
    let target = if draw.once_in(4) {
        path
    } else {
        format!("{path}?{query}")
    };
    let uri: Uri = format!("https://example.com{target}").parse().ok()?;
    let method = *draw.one(&["GET", "POST", "PUT", "DELETE", "PATCH"]);
    let mut request = Request::builder().method(method).uri(uri);
    for name in ["x-one", "x-two", "content-type", "accept"] {
        if let (true, Ok(value)) = (
            draw.once_in(2),
            HeaderValue::from_bytes(draw.string().as_bytes()),
        ) {
            request = request.header(name, value);
        }
    }
    let parts = request.body(()).ok()?.into_parts().0;
    Some((parts, draw.bytes(24)))
}

/// Changes something that is signed and verifies: an error, as it should be; what was changed, if that verifies; or nothing, if there
/// is nothing to change.
fn changed(
    parts: &mut Parts,
    mut body: Vec<u8>,
    draw: &mut Draw<'_>,
    now: std::time::SystemTime,
) -> Result<Option<String>, SignatureError> {
    let mut secret = "SecretKey";
    let what = match draw.below(7) {
        0 => {
            body.push(draw.byte());
            "a body with one byte more".to_owned()
        }
        1 => {
            let Some(at) = (!body.is_empty()).then(|| draw.below(body.len())) else {
                return Ok(None);
            };
            body[at] ^= 1 << draw.below(8);
            "a body with another byte".to_owned()
        }
        2 => {
            secret = "SecretKeY";
            "another secret".to_owned()
        }
        3 => {
            parts.method = if parts.method == "GET" {
                http::Method::HEAD
            } else {
                http::Method::GET
            };
            "another method".to_owned()
        }
        4 => {
            let target = parts.uri.to_string();
            let uri = one_letter(&target["https://example.com".len()..], draw);
            let Some(uri) =
                uri.and_then(|target| format!("https://example.com{target}").parse().ok())
            else {
                return Ok(None);
            };
            let what = format!("{uri} instead of {}", parts.uri);
            parts.uri = uri;
            what
        }
        5 => {
            let Some(changed) = parts
                .headers
                .get("x-one")
                .and_then(|value| value.to_str().ok())
                .and_then(|value| one_letter(value, draw))
            else {
                return Ok(None);
            };
            let what = format!("the header {changed:?}");
            parts
                .headers
                .insert("x-one", changed.parse().expect("a letter for a letter"));
            what
        }
        _ => {
            let text = parts.headers[header::AUTHORIZATION]
                .to_str()
                .expect("ASCII")
                .to_owned();
            let at = text.len() - 1 - draw.below(64);
            let old = text.as_bytes()[at];
            let new = if old == b'0' { '1' } else { '0' };
            let text = format!("{}{new}{}", &text[..at], &text[at + 1..]);
            parts.headers.insert(
                header::AUTHORIZATION,
                text.parse().expect("a digit for a digit"),
            );
            format!("the signature {text}")
        }
    };
    verify(parts, &body, secret, now).map(|()| Some(what))
}

/// The text with another letter in one place, outside of escapes; `None` if it has no letter.
fn one_letter(text: &str, draw: &mut Draw<'_>) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let escaped = |at: usize| at > 0 && bytes[at - 1] == b'%' || at > 1 && bytes[at - 2] == b'%';
    let places: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at].is_ascii_alphanumeric() && !escaped(*at))
        .collect();
    if places.is_empty() {
        return None;
    }
    let at = *draw.one(&places);
    bytes[at] = if bytes[at] == b'Q' { b'R' } else { b'Q' };
    String::from_utf8(bytes).ok()
}

/// Any header is read or rejected.
fn anything(draw: &mut Draw<'_>) {
    let pieces = [
        "SDK-HMAC-SHA256",
        " ",
        "Access=",
        "a",
        ", ",
        "SignedHeaders=",
        "host",
        ";",
        "x-sdk-date",
        "Signature=",
        "=",
        ",",
        "é",
    ];
    let text = draw.several(12, |draw| *draw.one(&pieces)).concat();
    let _ = Signature::parse(&text);
}
