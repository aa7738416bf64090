//! Bytes -> a text that a parser may see.

use super::Options;
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Format, SourceFile};

/// Admits the bytes as a text, or reports why not.
pub(super) fn admit(
    name: &str,
    bytes: &[u8],
    _options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(FileId, Format)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let format = if text.trim_start().starts_with(['{', '[']) {
        Format::Json
    } else {
        Format::Yaml
    };
    Some((
        diagnostics
            .sources_mut()
            .add(SourceFile::new(name, text, format)),
        format,
    ))
}
