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
