//! Turns the raw path of a request into segments, each raw (for the parameters) and decoded (for the literals of the templates).
//!
//! Refuses what no template may ever see (RFC 3986, sections 2.1 and 3.3): escapes that are not `%` and two hexadecimal digits, bytes that
//! are not UTF-8, NUL, and the segments `.` and `..` in whatever spelling. An escaped slash stays data of its segment.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// One segment of a request's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawSegment<'p> {
    /// As it was sent, escapes included.
    pub(crate) raw: &'p str,
    /// The text that the escapes stand for.
    pub(crate) text: Cow<'p, str>,
}

/// Why a path is refused with 400 before any template is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PathError {
    #[error("the path must start with `/`")]
    NotAbsolute,
    #[error("the path holds a `%` that two hexadecimal digits do not follow")]
    Escape,
    #[error("the path is not UTF-8 once its escapes are decoded")]
    NotUtf8,
    #[error("the path holds a NUL")]
    Nul,
    #[error("the path holds a dot segment")]
    DotSegment,
}

/// Splits `path` at its slashes and decodes each segment.
pub(crate) fn segments(path: &str) -> Result<Vec<RawSegment<'_>>, PathError> {
    let path = path.strip_prefix('/').ok_or(PathError::NotAbsolute)?;
    path.split('/').map(segment).collect()
}

fn segment(raw: &str) -> Result<RawSegment<'_>, PathError> {
    if !escapes_are_whole(raw) {
        return Err(PathError::Escape);
    }
    let text = percent_decode_str(raw)
        .decode_utf8()
        .map_err(|_| PathError::NotUtf8)?;
    if text.contains('\0') {
        return Err(PathError::Nul);
    }
    if text == "." || text == ".." {
        return Err(PathError::DotSegment);
    }
    Ok(RawSegment { raw, text })
}

/// Whether every `%` is followed by two hexadecimal digits.
fn escapes_are_whole(raw: &str) -> bool {
    let is_hex = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_hexdigit());
    raw.split('%').skip(1).all(|after| {
        let mut bytes = after.bytes();
        is_hex(bytes.next()) && is_hex(bytes.next())
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn texts(path: &str) -> Vec<String> {
        segments(path)
            .unwrap()
            .into_iter()
            .map(|segment| segment.text.into_owned())
            .collect()
    }

    #[test]
    fn splits_and_decodes() {
        assert_eq!(texts("/v2/a%20b/%C3%BC"), ["v2", "a b", "ü"]);
        assert_eq!(texts("/"), [""]);
        assert_eq!(texts("//v2/"), ["", "v2", ""]);
        assert_eq!(texts("/a%2Fb;x=1"), ["a/b;x=1"]);
    }

    #[test]
    fn refuses_what_is_no_path() {
        for (path, error) in [
            ("", PathError::NotAbsolute),
            ("*", PathError::NotAbsolute),
            ("/a%", PathError::Escape),
            ("/a%4", PathError::Escape),
            ("/a%zz/b", PathError::Escape),
            ("/%ff%fe", PathError::NotUtf8),
            ("/%00", PathError::Nul),
            ("/v2/../x", PathError::DotSegment),
            ("/v2/%2e%2E/x", PathError::DotSegment),
            ("/.", PathError::DotSegment),
        ] {
            assert_eq!(segments(path), Err(error), "{path}");
        }
    }
}
