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

/// A key in the form above. Nothing is found out about it before somebody asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldKey<'k>(&'k str);

impl<'k> FieldKey<'k> {
    #[inline]
    pub(super) fn new(key: &'k str) -> Self {
        Self(key)
    }

    pub(super) fn name(self) -> &'k str {
        let quoted = self.0.strip_prefix(',').unwrap_or(self.0);
        let end = quoted.len().saturating_sub(2);
        quoted.get(1..end).unwrap_or_default()
    }

    /// The name in quotes, as it is, even if it has characters that are escaped.
    #[inline]
    pub(super) fn in_quotes(self) -> &'k [u8] {
        match self.0.as_bytes() {
            [b',', quoted @ .., b':'] | [quoted @ .., b':'] => quoted,
            other => other,
        }
    }

    /// The name in quotes, and the colon; `None` if the name has characters that are escaped.
    #[inline]
    pub(super) fn quoted(self) -> Option<&'k [u8]> {
        match self.0.as_bytes() {
            [b',', quoted @ ..] => Some(quoted),
            quoted => is_plain(self.name().as_bytes()).then_some(quoted),
        }
    }

    /// As it is written behind another field; `None` if that is not known when the crate is compiled.
    #[inline]
    pub(super) fn with_comma(self) -> Option<&'k [u8]> {
        let text = self.0.as_bytes();
        text.starts_with(b",").then_some(text)
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
