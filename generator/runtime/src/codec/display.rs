//! How errors show places: JSON Pointers, whose keys came from the input, and are escaped and cut so that printing them is safe.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use crate::untrusted::printable;

/// How many characters of a key a pointer has. A sender chooses the keys of maps, and one may be as long as the message; every missing
/// field below it would repeat it.
const TOKEN: usize = 256;

/// Adds the token of one level further out to a pointer, escaped as [RFC 6901, section 3](https://www.rfc-editor.org/rfc/rfc6901#section-3) asks.
/// A key of more than 256 characters is cut, and ends with `…`.
pub(super) fn prepend(pointer: &mut String, key: &str) {
    let cut = key
        .char_indices()
        .nth(TOKEN)
        .and_then(|(end, _)| key.get(..end));
    let key = cut.map_or(Cow::Borrowed(key), |cut| Cow::Owned(format!("{cut}…")));
    let token = key.replace('~', "~0").replace('/', "~1");
    pointer.insert_str(0, &token);
    pointer.insert(0, '/');
}

/// Prints a pointer and a colon; nothing for the value itself.
pub(super) fn write_pointer(f: &mut fmt::Formatter<'_>, pointer: &str) -> fmt::Result {
    for token in pointer.split('/').skip(1) {
        f.write_char('/')?;
        f.write_str(&printable(token))?;
    }
    if pointer.is_empty() {
        Ok(())
    } else {
        f.write_str(": ")
    }
}
