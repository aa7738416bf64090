//! Names of headers and media types, as HTTP allows them:
//! [tokens](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2) and [media
//! types](https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1).
//!
//! The generated code writes these names into requests. A name with a line break would be a way to
//! add headers, so it never gets that far.

use super::{Check, Code, Members, ObjectKind, Repair, Trail, object};
use crate::diagnostic::{Diagnostic, show};
use crate::load::suggest::did_you_mean;

/// Whether a string is a token, `1*tchar`: letters, digits and fifteen other characters.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Checks the names of a map of headers.
pub(super) fn headers(check: &mut Check<'_, '_>, headers: &Members, at: &Trail<'_>) {
    for name in headers.keys().filter(|name| !is_token(name)) {
        let message = format!("`{}` is not a valid name for a header", show(name));
        check.report.at_key(Code::BadToken, &at.key(name), message);
    }
}

/// Checks the media types of a body.
///
/// Lenient reading drops an invalid one, which is usually a key in the wrong place, such as
/// `schema` directly under `content`. It does not if the request would have no body without it.
pub(super) fn content(check: &mut Check<'_, '_>, kind: ObjectKind, body: &Members, at: &Trail<'_>) {
    let Some(content) = object(body, "content") else {
        return;
    };
    let at = at.key("content");
    for name in content.keys().filter(|name| !is_media_type(name)) {
        let (at, message) = (
            at.key(name),
            format!("`{}` is not a media type", show(name)),
        );
        let others = kind == ObjectKind::Response || content.keys().any(|name| is_media_type(name));
        let report = if others && is_token(name) {
            check.repairs.remove(&at);
            check
                .report
                .fault_key(Repair::Harmless, Code::BadToken, &at, message)
        } else {
            check.report.at_key(Code::BadToken, &at, message)
        };
        suggest(report, name);
    }
    for name in content.keys().filter(|name| is_media_type(name)) {
        let kind = name.split('/').next().unwrap_or_default().trim();
        let is_known = KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known));
        if !is_known && !kind.starts_with("x-") && kind != "*" {
            let message = format!("there are no media types `{}/…`", show(kind));
            let report = check
                .report
                .at_key(Code::LooseShape, &at.key(name), message);
            suggest(report, name);
        }
    }
}

/// The [top-level types](https://www.iana.org/assignments/top-level-media-types) that are registered.
#[rustfmt::skip]
const KINDS: [&str; 11] = [
    "application", "audio", "example", "font", "haptics", "image", "message", "model", "multipart", "text", "video",
];

/// The media types that a misspelled one is compared with.
#[rustfmt::skip]
const COMMON: [&str; 8] = [
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain",
    "application/octet-stream", "application/xml", "text/event-stream", "application/problem+json",
];

/// Names the media type that is likely meant: by its subtype alone, such as `json`, or misspelled.
fn suggest(report: &mut Diagnostic, name: &str) {
    let subtype = |known: &&&str| known.rsplit('/').next() == Some(name);
    match COMMON.iter().find(subtype) {
        Some(known) => drop(report.help(format!("did you mean `{known}`?"))),
        None => did_you_mean(report, name, COMMON),
    }
}

/// `type/subtype` with parameters that are left to the runtime; `*` on either side is a token too.
fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let printable = parameters
        .chars()
        .all(|c| c.is_ascii() && !c.is_ascii_control());
    let parts = essence.trim().split_once('/');
    printable && parts.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_media_types() {
        assert!(is_token("X-Request-Id") && is_token("a_b"));
        assert!(!is_token("") && !is_token("a b") && !is_token("a:b") && !is_token("é"));
        for good in [
            "application/json",
            "text/*",
            "*/*",
            "application/json; charset=utf-8",
            "application/vnd.a+json",
        ] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in ["json", "a/b/c", "text/ plain", "", "text/plain;\r\n"] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
