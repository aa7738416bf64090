//! Errors in the syntax of a JSON text, with their line and column.

use jiter::{JiterError, LinePosition};

use super::error::{DecodeError, DecodeReason};

/// What `jiter` rejects, which reads the text from `base` on.
pub(super) fn json_error(bytes: &[u8], base: usize, error: &JiterError) -> DecodeError {
    // A string with escapes is checked without them, so its error does not say where the invalid byte is.
    match std::str::from_utf8(bytes) {
        Err(error) => syntax(bytes, error.valid_up_to(), "invalid UTF-8".to_owned()),
        Ok(_) => syntax(bytes, base + error.index, error.error_type.to_string()),
    }
}

/// Something else that is wrong at a byte of the text.
pub(super) fn syntax(bytes: &[u8], index: usize, message: String) -> DecodeError {
    let LinePosition { line, column } = LinePosition::find(bytes, index);
    DecodeReason::Syntax {
        line,
        column,
        message,
    }
    .into()
}
