//! Errors in the syntax of a JSON text, with their line and column.

use jiter::{JiterError, LinePosition};

use super::error::{DecodeError, DecodeReason};
use crate::untrusted::EscapedText;

/// What `jiter` rejects, which reads the text from `base` on.
pub(super) fn json_error(bytes: &[u8], base: usize, error: &JiterError) -> DecodeError {
    syntax(bytes, base + error.index, error.error_type.to_string())
}

/// Something else that is wrong at a byte of the text.
pub(super) fn syntax(bytes: &[u8], index: usize, message: String) -> DecodeError {
    let LinePosition { line, column } = LinePosition::find(bytes, index);
    DecodeReason::Syntax {
        line,
        column,
        message: EscapedText::line(&message),
    }
    .into()
}

/// What bytes are that are not UTF-8, by the marks at their start: a [byte order
/// mark](https://www.unicode.org/faq/utf_bom.html#bom4), and those of [gzip](https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1) and
/// [Zstandard](https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1), whose `Content-Encoding` somebody has left out.
pub(super) fn not_utf8(bytes: &[u8], index: usize) -> DecodeError {
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16 instead of UTF-8",
        [0x1f, 0x8b, ..] => "compressed by gzip, without a Content-Encoding header",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "compressed by zstd, without a Content-Encoding header",
        _ => "invalid UTF-8",
    };
    syntax(bytes, index, message.to_owned())
}
