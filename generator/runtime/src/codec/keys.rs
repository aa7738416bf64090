//! The keys of an object, one after the other.

use super::{
    error::DecodeError,
    json::{Json, ReadKey},
    kind::JsonType,
    progress::NODE,
    reader::{Reader, ReaderSource},
    score::Score,
    slot::{Extra, FieldOrder, Fields},
    stack::{self, Level},
    unbuilt::Unbuilt,
    value::Value,
};
use crate::scan::begins;

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
        Ok(self.read_key(keys)?.map(ReadKey::text))
    }

    /// The same, with how it is written.
    pub(super) fn read_key(
        &mut self,
        keys: &mut Keys<'a>,
    ) -> Result<Option<ReadKey<'_, 'a>>, DecodeError> {
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
                    ReadKey::Other(key.as_str())
                }))
            }
            (ReaderSource::Tree(..), Keys::JsonFirst | Keys::JsonRest)
            | (ReaderSource::Text(_), _) => Ok(None),
        }
    }

    /// The field whose key comes next, if that needs no escapes. The reader then stands at its value, and the key is not read.
    pub(super) fn next_field(
        &mut self,
        keys: &mut Keys<'a>,
        fields: &Fields<'_, '_, '_>,
        order: FieldOrder,
    ) -> Option<usize> {
        let before = match keys {
            Keys::JsonFirst => b'{',
            Keys::JsonRest => b',',
            Keys::Tree(_) => return None,
        };
        let ReaderSource::Json(json) = &mut self.source else {
            return None;
        };
        let quote = json.quote_behind(before)?;
        let text = json.bytes.get(quote..)?;
        let found = fields.find(order, |key| begins(text, key.in_quotes()))?;
        let key = fields.key(found).filter(|key| key.quoted().is_some())?;
        let end = quote + key.in_quotes().len();
        let (_, colon) = json.after_blanks(end).filter(|(byte, _)| *byte == b':')?;
        json.index = colon + 1;
        *keys = Keys::JsonRest;
        Some(found)
    }

    /// Reads an object of which every key is free.
    pub(super) fn members(&mut self, entries: &mut dyn Extra) -> Result<(), DecodeError> {
        let (level, mut keys) = self.open_object(stack::MAP)?;
        let mut unbuilt = Unbuilt::new(self.level);
        let mut total = 0;
        while let Some(key) = self.next_key(&mut keys)? {
            unbuilt.require_new(key)?;
            let key = key.to_owned();
            let kept = self.keep_extra(key, entries);
            unbuilt.extra(self, kept)?;
            total += 1;
        }
        self.level = level;
        self.progress.score = Score { known: 0, total };
        self.built(unbuilt.is_empty())
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
    /// Where a quote is behind this byte, with nothing but blanks between them.
    fn quote_behind(&self, before: u8) -> Option<usize> {
        let is = |byte: u8, at: usize| {
            let (found, at) = self.after_blanks(at)?;
            (found == byte).then_some(at)
        };
        is(b'"', is(before, self.index)? + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::Strategy as _;

    use super::super::{Decode, Policy, from_json, from_value, slot::Slot};
    use super::*;
    use crate::codec::field_key;

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
        /// Every field is found, whatever the order of the keys, also beyond those that have a bit; none twice.
        #[test]
        fn keys_in_any_order_fill_their_fields(
            mut order in proptest::sample::subsequence((0..70).collect::<Vec<u16>>(), 0..70).prop_shuffle(),
            again in proptest::option::of(0_usize..70),
        ) {
            let again = again.and_then(|at| order.get(at));
            let members = order.iter().chain(again).map(|field| format!("\"f{field}\":{field}"));
            let text = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
            let keys: Vec<String> = (0..70).map(|field| field_key(&format!("f{field}"))).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let mut values: Vec<Option<Option<u16>>> = vec![None; 70];
            let mut slots: Vec<&mut dyn Slot> = values.iter_mut().map(|value| value as &mut dyn Slot).collect();
            let mut reader = Reader::json(text.as_bytes(), Policy::Strict)?;
            let read = reader.record(&keys, &mut slots);
            let error = read.err().map(|error| error.to_string());
            let twice = again.map(|field| format!("/f{field}: given more than once"));
            proptest::prop_assert_eq!(&error, &twice);
            if error.is_none() {
                let filled: Vec<u16> = values.iter().flatten().flatten().copied().collect();
                order.sort_unstable();
                proptest::prop_assert_eq!(filled, order);
            }
        }

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
