//! The name of a field as it is written, put together when the crate is compiled.
//!
//! ```text
//! ,"task_id":     the name of a field in Rust, which needs no escapes
//! "taskId":       any other name: without the comma, it may need some
//! ```
//!
//! It is a string and nothing more, because a large crate has tens of thousands of them: the compiler checks a table of literals
//! in no time, and one of calls as if they were called.

use crate::scan::is_plain;

/// The key of a field whose name is found out at run time.
#[must_use]
pub fn field_key(name: &str) -> String {
    format!("\"{name}\":")
}

/// A key in the form above.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldKey<'k> {
    name: &'k str,
    /// Whether the name needs no escapes, which its field shows.
    is_plain: bool,
    quoted: &'k str,
}

impl<'k> FieldKey<'k> {
    #[inline]
    pub(super) fn new(key: &'k str) -> Self {
        let after_comma = key.strip_prefix(',');
        let quoted = after_comma.unwrap_or(key);
        let end = quoted.len().saturating_sub(2);
        Self {
            name: quoted.get(1..end).unwrap_or_default(),
            is_plain: after_comma.is_some(),
            quoted,
        }
    }

    #[inline]
    pub(super) fn name(self) -> &'k str {
        self.name
    }

    /// The name in quotes, and the colon; `None` if the name has characters that are escaped.
    #[inline]
    pub(super) fn quoted(self) -> Option<&'k [u8]> {
        let is_plain = self.is_plain || is_plain(self.name.as_bytes());
        is_plain.then_some(self.quoted.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_knows_its_name_and_whether_it_needs_escapes() {
        let read = |key| {
            let key = FieldKey::new(key);
            (key.name(), key.quoted())
        };
        assert_eq!(read(crate::__key!(id)), ("id", Some(&b"\"id\":"[..])));
        assert_eq!(read(crate::__key!(id "iD")), ("iD", Some(&b"\"iD\":"[..])));
        assert_eq!(read(crate::__key!(id "")), ("", Some(&b"\"\":"[..])));
        assert_eq!(read(crate::__key!(id ",")), (",", Some(&b"\",\":"[..])));
        assert_eq!(read(crate::__key!(id "a\"")), ("a\"", None));
        assert_eq!(read(&field_key("a\\")), ("a\\", None));
    }
}
