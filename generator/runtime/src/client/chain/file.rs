//! A file with credentials: sections with keys, as Python's `configparser` reads them
//! (<https://docs.python.org/3/library/configparser.html#supported-ini-file-structure>), without
//! interpolation.
//!
//! ```text
//! [basic]
//! ak = AK
//! sk = SK
//! ```

use std::{collections::HashMap, io, path::Path};

use configparser::ini::{Ini, IniDefault};

/// The values of one section.
#[derive(Default)]
pub(super) struct Section(HashMap<String, Option<String>>);

/// Why there are no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFault {
    /// There is no such file.
    Missing,
    /// There is no such section in it.
    NoSection,
    /// It cannot be read.
    Unreadable(io::ErrorKind),
    /// It is too large, or not of this form. What is in it is not shown.
    Malformed,
}

/// The most bytes of a file with credentials.
const LIMIT: u64 = 1 << 20;

impl Section {
    /// Reads a section of a file.
    pub(super) fn read(path: &Path, name: &str) -> Result<Self, FileFault> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileFault::Missing,
            kind => FileFault::Unreadable(kind),
        };
        let size = std::fs::metadata(path).map_err(failed)?.len();
        if size > LIMIT {
            return Err(FileFault::Malformed);
        }
        let bytes = std::fs::read(path).map_err(failed)?;
        let text = String::from_utf8(bytes).map_err(|_| FileFault::Malformed)?;
        let mut sections = parser().read(text).map_err(|_| FileFault::Malformed)?;
        let section = sections.remove(&name.to_lowercase());
        section.map(Self).ok_or(FileFault::NoSection)
    }

    /// The value of a key, unless it is empty.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let value = self.0.get(&key.to_lowercase())?.clone()?;
        Some(value).filter(|value| !value.is_empty())
    }
}

/// A `#` or `;` within a value belongs to it.
fn parser() -> Ini {
    let mut form = IniDefault::default();
    form.comment_symbols = vec!['#', ';'];
    form.inline_comment_symbols = Some(Vec::new());
    Ini::new_from_defaults(form)
}
