//! The name of a field as it is written, put together when the crate is compiled.
//!
//! ```text
//! ,"taskId":      an identifier of Rust, which needs no escapes
//! "task-id":      any other name: without the comma, it may need some
//! ```
//!
//! It is a string and nothing more, because a large crate has tens of thousands of them: the compiler checks a table of literals
//! in no time, and one of calls as if they were called. The comma is the mark: a macro cannot look into a string, but it can tell
//! an identifier from one, and no identifier has a character that is escaped.

use crate::scan::is_plain;

/// The key of a field whose name is found out at run time.
#[must_use]
pub fn field_key(name: &str) -> String {
    let comma = if is_plain(name.as_bytes()) { "," } else { "" };
    format!("{comma}\"{name}\":")
}

/// A key in the form above. Nothing is found out about it before somebody asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldKey<'k>(&'k str);

impl<'k> FieldKey<'k> {
    #[inline]
    pub(super) fn new(key: &'k str) -> Self {
        debug_assert!(
            !key.starts_with(",\"r#"),
            "a raw identifier needs its name in JSON: `r#type as type`"
        );
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
        fn read(key: &str) -> (&str, Option<&[u8]>) {
            let key = FieldKey::new(key);
            (key.name(), key.quoted())
        }
        assert_eq!(read(crate::__key!(id)), ("id", Some(&b"\"id\":"[..])));
        assert_eq!(read(crate::__key!(id as iD)), ("iD", Some(&b"\"iD\":"[..])));
        assert_eq!(
            read(crate::__key!(id as "iD")),
            ("iD", Some(&b"\"iD\":"[..]))
        );
        assert_eq!(read(crate::__key!(id as "")), ("", Some(&b"\"\":"[..])));
        assert_eq!(read(crate::__key!(id as ",")), (",", Some(&b"\",\":"[..])));
        assert_eq!(read(crate::__key!(id as "a\"")), ("a\"", None));
        assert_eq!(read(&field_key("a\\")), ("a\\", None));
        assert_eq!(read(&field_key("a,")), ("a,", Some(&b"\"a,\":"[..])));
    }

    /// Keywords are identifiers here, and so are names of values.
    #[test]
    fn only_an_identifier_has_the_mark() {
        let marked = [
            crate::__key!(id),
            crate::__key!(id as type),
            crate::__key!(id as true),
            crate::__key!(id as self),
        ];
        assert!(
            marked
                .iter()
                .all(|key| FieldKey::new(key).with_comma().is_some())
        );
        for unmarked in [crate::__key!(id as "type"), crate::__key!(id as "a-b")] {
            assert_eq!(FieldKey::new(unmarked).with_comma(), None);
        }
    }
}
