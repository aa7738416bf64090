//! Names of parts and files inside of quotes, and back, as browsers write them
//! (<https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data>).
//!
//! ```text
//! say "hi"     name="say %22hi%22"
//! C:\temp\     name="C:\temp\\"      a backslash counts before a backslash or a quote only
//! 100%22       the same as 100", so it is no name of a part; a file has the extended name beside it
//! ```

use std::iter::repeat_n;

use crate::percent;

/// The characters that would end a name or its line, and how browsers write them.
const ESCAPES: [(&str, &str); 3] = [("\"", "%22"), ("\r", "%0D"), ("\n", "%0A")];

/// A name as it stands between quotes.
pub(super) fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let is_read_as_escape = c == '\\' && matches!(chars.peek(), None | Some('\\'));
        text.extend(repeat_n(c, 1 + usize::from(is_read_as_escape)));
    }
    ESCAPES.iter().fold(text, |text, (character, escape)| {
        text.replace(character, escape)
    })
}

/// The name that was written; what escapes a backslash is gone already.
pub(super) fn unquoted(name: String) -> String {
    ESCAPES.iter().fold(name, |name, (character, escape)| {
        name.replace(escape, character)
    })
}

/// Whether a name is read as it was: the escapes of browsers have no escape themselves.
pub(super) fn is_kept(name: &str) -> bool {
    !ESCAPES.iter().any(|(_, escape)| name.contains(escape))
}

/// The parameter with the extended name (<https://www.rfc-editor.org/rfc/rfc8187>).
pub(super) fn extended(name: &str) -> String {
    format!("; filename*=UTF-8''{}", percent::encode(name))
}
