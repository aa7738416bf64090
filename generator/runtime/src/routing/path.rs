//! The raw path of a request -> segments, each raw (for the parameters) and decoded (for the
//! literals of the templates).
//!
//! ```text
//! /pets/a%2Fb      [pets] [a%2Fb = a/b]      an escaped slash does not split a segment
//! ```
//!
//! Rejects paths that no template may match ([RFC 3986, sections 2.1 and
//! 3.3](https://www.rfc-editor.org/rfc/rfc3986#section-3.3)): broken escapes, bytes that are not
//! UTF-8, NUL, and the segments `.` and `..` in any spelling.

use std::borrow::Cow;

use crate::{
    percent::{self, PercentError, Plus},
    scan::{contains_either, split},
};

/// One segment of a request's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawSegment<'p> {
    /// As it was sent, escapes included.
    pub(crate) raw: &'p str,
    /// The decoded segment.
    pub(crate) text: Cow<'p, str>,
}

impl RawSegment<'_> {
    /// Whether something was decoded.
    pub(crate) fn is_escaped(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }
}

/// Why a path is rejected with 400 before any template is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PathError {
    #[error("the path must start with `/`")]
    NotAbsolute,
    #[error("the path holds {0}")]
    Encoding(#[from] PercentError),
    #[error("the path holds a NUL")]
    Nul,
    #[error("the path holds a dot segment")]
    DotSegment,
}

/// Splits `path` at its slashes and decodes each segment.
pub(crate) fn segments(path: &str) -> Result<Vec<RawSegment<'_>>, PathError> {
    let path = path.strip_prefix('/').ok_or(PathError::NotAbsolute)?;
    // Enough for most paths.
    let mut segments = Vec::with_capacity(8);
    let is_plain = !contains_either(path.as_bytes(), [b'%', 0]);
    for raw in split(path, b'/') {
        let text = match is_plain {
            true => Cow::Borrowed(raw),
            false => decoded(raw)?,
        };
        reject_dots(&text)?;
        segments.push(RawSegment { raw, text });
    }
    Ok(segments)
}

/// Rejects a segment that no template may match.
#[cfg(feature = "server")]
pub(crate) fn check_segment(raw: &str) -> Result<(), PathError> {
    if contains_either(raw.as_bytes(), [b'%', 0]) {
        return reject_dots(&decoded(raw)?);
    }
    reject_dots(raw)
}

fn reject_dots(text: &str) -> Result<(), PathError> {
    match text {
        "." | ".." => Err(PathError::DotSegment),
        _ => Ok(()),
    }
}

/// One segment, decoded.
fn decoded(raw: &str) -> Result<Cow<'_, str>, PathError> {
    let text = percent::decode(raw, Plus::Literal)?;
    if text.as_bytes().contains(&0) {
        return Err(PathError::Nul);
    }
    Ok(text)
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    const ESCAPE: PathError = PathError::Encoding(PercentError::Escape);
    const NOT_UTF8: PathError = PathError::Encoding(PercentError::Utf8);

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
    fn rejects_invalid_paths() {
        for (path, error) in [
            ("", PathError::NotAbsolute),
            ("*", PathError::NotAbsolute),
            ("/a%", ESCAPE),
            ("/a%4", ESCAPE),
            ("/a%zz/b", ESCAPE),
            ("/%ff%fe", NOT_UTF8),
            ("/%00", PathError::Nul),
            ("/v2/../x", PathError::DotSegment),
            ("/v2/%2e%2E/x", PathError::DotSegment),
            ("/.", PathError::DotSegment),
        ] {
            assert_eq!(segments(path), Err(error), "{path}");
        }
    }
}
