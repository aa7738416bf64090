//! JSON text -> value tree.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostics, Place, escape};
use crate::source::FileId;

pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Value> {
    serde_json::from_str(text)
        .map_err(|error| {
            diagnostics.report(
                Code::Syntax,
                &Place::text(file, 0..0),
                escape(&error.to_string()),
            );
        })
        .ok()
}
