//! The keys of an object, one after the other.

use super::{
    error::DecodeError,
    field_key::FieldKey,
    json::Json,
    kind::JsonType,
    progress::NODE,
    reader::{Reader, ReaderSource},
    stack::{self, Level},
    value::Value,
};
use crate::scan::is_same;

/// Where a reader stands among the keys of an object.
pub(super) enum Keys<'a> {
    JsonFirst,
    JsonRest,
    Tree(indexmap::map::Iter<'a, String, Value>),
}

impl<'a> Reader<'a> {
    /// Enters an object that needs so much stack.
    pub(super) fn open_object(&mut self, stack: usize) -> Result<(Level, Keys<'a>), DecodeError> {
        self.require(JsonType::Object)?;
        let level = self.enter(stack)?;
        let keys = match self.source {
            ReaderSource::Tree(Value::Object(members), _) => Keys::Tree(members.iter()),
            ReaderSource::Tree(..) | ReaderSource::Json(_) | ReaderSource::Text(_) => {
                Keys::JsonFirst
            }
        };
        Ok((level, keys))
    }

    /// The next key; the reader then stands at its value.
    pub(super) fn next_key(&mut self, keys: &mut Keys<'a>) -> Result<Option<&str>, DecodeError> {
        match (&mut self.source, keys) {
            (ReaderSource::Json(json), keys @ Keys::JsonFirst) => {
                *keys = Keys::JsonRest;
                json.first_key()
            }
            (ReaderSource::Json(json), _) => json.next_key(),
            (ReaderSource::Tree(at, _), Keys::Tree(members)) => {
                self.progress.visited += NODE;
                Ok(members.next().map(|(key, value)| {
                    *at = value;
                    key.as_str()
                }))
            }
            (ReaderSource::Tree(..), Keys::JsonFirst | Keys::JsonRest)
            | (ReaderSource::Text(_), _) => Ok(None),
        }
    }

    /// Whether the next key is this one, as most texts have the keys in the order of the schema. If so, the reader then stands at its
    /// value, and the key need not be read and searched for.
    pub(super) fn is_next_key(&mut self, keys: &mut Keys<'a>, key: FieldKey<'_>) -> bool {
        let before = match keys {
            Keys::JsonFirst => b'{',
            Keys::JsonRest => b',',
            Keys::Tree(_) => return false,
        };
        let ReaderSource::Json(json) = &mut self.source else {
            return false;
        };
        let Some(quoted) = key.quoted() else {
            return false;
        };
        let is_next =
            json.is_next_text(before, quoted) || json.is_next_key(before, key.name().as_bytes());
        if is_next {
            *keys = Keys::JsonRest;
        }
        is_next
    }

    /// Reads over an object.
    pub(super) fn skip_object(&mut self) -> Result<(), DecodeError> {
        self.keep_tags();
        let (level, mut keys) = self.open_object(stack::MAP)?;
        while self.next_key(&mut keys)?.is_some() {
            self.skip()?;
        }
        self.level = level;
        Ok(())
    }
}

impl Json<'_> {
    /// Whether a key comes next as it is put together, without blanks. If so, it is read over.
    fn is_next_text(&mut self, before: u8, quoted: &[u8]) -> bool {
        let start = self.position();
        let end = start + 1 + quoted.len();
        let found = self.bytes.get(start..end).and_then(<[u8]>::split_first);
        let is_there = found.is_some_and(|(first, rest)| *first == before && is_same(rest, quoted));
        if is_there {
            self.index = Some(end);
        }
        is_there
    }

    /// Whether this key comes next, which needs no escapes. If so, it is read over.
    fn is_next_key(&mut self, before: u8, name: &[u8]) -> bool {
        let value = self.behind_key(before, name);
        if let Some(at) = value {
            self.index = Some(at);
        }
        value.is_some()
    }

    /// Where the value of this key begins.
    fn behind_key(&self, before: u8, name: &[u8]) -> Option<usize> {
        let is = |byte: u8, at: usize| {
            let (found, at) = self.after_blanks(at)?;
            (found == byte).then_some(at + 1)
        };
        let start = is(b'"', is(before, self.position())?)?;
        let end = start + name.len();
        let is_there = self.bytes.get(start..end)? == name && self.bytes.get(end) == Some(&b'"');
        is(b':', end + 1).filter(|_| is_there)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Decode, Policy, from_json, from_value};
    use super::*;

    /// A record whose second name must be escaped.
    #[derive(Debug, PartialEq)]
    struct Both {
        plain: Option<i64>,
        quoted: Option<i64>,
    }

    impl Decode for Both {
        fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let (mut plain, mut quoted) = (None, None);
            r.record(
                &[crate::__key!(a), crate::__key!(b as "b\"")],
                &mut [&mut plain, &mut quoted],
            )?;
            Ok(Self {
                plain: plain.flatten(),
                quoted: quoted.flatten(),
            })
        }
    }

    proptest::proptest! {
        /// A record is what its tree is, however its keys are written, and what is not JSON is rejected.
        #[test]
        fn keys_in_and_out_of_order_are_read_as_from_a_tree(
            members in proptest::collection::vec(
                "( )?(\"a\"|\"\\\\u0061\"|\"b\\\\\"\"|\"b\"\"|\"c\")( |\n)?(:|:|:|)( )?[0-9]( )?", 0..4
            ),
            end in "\\}|,\\}|",
        ) {
            let text = format!("{{{}{end}", members.join(","));
            let read = from_json::<Both>(text.as_bytes(), Policy::Strict);
            match text.parse::<Value>() {
                Ok(tree) => proptest::prop_assert_eq!(read.ok(), from_value(&tree, Policy::Strict).ok(), "{}", text),
                Err(error) if error.to_string().contains("JSON") => proptest::prop_assert!(read.is_err(), "{}", text),
                // A key that stands twice.
                Err(_) => {}
            }
        }
    }
}
