//! `extends`: the document that an overlay is for.
//!
//! | `extends` | the overlay is applied to |
//! |---|---|
//! | leads to one of the documents that are read | that one |
//! | leads to another file, or to none | all of them, with a warning |
//! | is a URL with a scheme, or absent | all of them |
//!
//! The command line decides what is read, so `extends` never adds a document.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::action::Overlay;
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, show};

/// Which documents an overlay is applied to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Extends {
    All,
    /// The one at this path, without symbolic links.
    One(PathBuf),
}

impl Extends {
    pub(super) fn includes(&self, document: Option<&Path>) -> bool {
        match self {
            Self::All => true,
            Self::One(path) => document == Some(path.as_path()),
        }
    }
}

/// Which of the documents an overlay at a path is for.
pub(super) fn resolve(
    overlay: &Overlay,
    path: &Path,
    documents: &[PathBuf],
    diagnostics: &mut Diagnostics,
) -> Extends {
    let Some(text) = overlay.extends.as_deref().filter(|text| !has_scheme(text)) else {
        return Extends::All;
    };
    let relative = percent_decode_str(text).decode_utf8_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    let named = folder.join(relative.as_ref()).canonicalize().ok();
    if let Some(named) = named.filter(|named| documents.contains(named)) {
        return Extends::One(named);
    }
    if !documents.is_empty() {
        let place = Place::value(overlay.file, Pointer::root().child("extends"));
        let message = format!("`{}` is none of the documents that are read", show(text));
        diagnostics.report(Code::OtherDocument, &place, message);
    }
    Extends::All
}

/// Whether a URI reference starts with a scheme ([RFC 3986 section
/// 3.1](https://www.rfc-editor.org/rfc/rfc3986#section-3.1)).
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    // A letter alone is a drive.
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}
