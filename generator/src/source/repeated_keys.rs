//! A text -> the keys that occur twice in one object, for reports. The tree contains only one of them.
//!
//! YAML and JSON parsers keep the last of two equal keys, or the first, without a word. So `{a: 1, b: 2, a: 3}` is found in the
//! events of the text: `a` at its first and at its second place.

use foldhash::HashMap;

use super::event::Event;
use super::events::Events;
use super::{SourceFile, Span};

/// A key that an object has twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The key.
    pub key: String,
    /// Its first place.
    pub first: Span,
    /// Its second place.
    pub second: Span,
}

/// An open object with its keys, and whether a key comes next; or an open array.
enum Level {
    Object {
        keys: HashMap<String, Span>,
        next: Awaits,
    },
    Array,
}

#[derive(PartialEq, Eq)]
enum Awaits {
    Key,
    Value,
}

/// Every key that occurs twice in one object, in the order of the text.
#[must_use]
pub fn repeated_keys(file: &SourceFile) -> Vec<Repeated> {
    let mut events = Events::new(file);
    let (mut levels, mut repeated): (Vec<Level>, _) = (Vec::new(), Vec::new());
    while let Some((event, marks)) = events.next() {
        match (&event, levels.last_mut()) {
            (Event::Scalar(key), Some(Level::Object { keys, next })) if *next == Awaits::Key => {
                *next = Awaits::Value;
                let second = events.span(&marks);
                match keys.get(key.as_ref()) {
                    Some(first) => repeated.push(Repeated {
                        key: key.to_string(),
                        first: first.clone(),
                        second,
                    }),
                    None => drop(keys.insert(key.to_string(), second)),
                }
                continue;
            }
            (Event::MapEnd | Event::ListEnd, _) => drop(levels.pop()),
            (_, Some(Level::Object { next, .. })) => *next = Awaits::Key,
            (_, Some(Level::Array) | None) => {}
        }
        match event {
            Event::MapStart => levels.push(Level::Object {
                keys: HashMap::default(),
                next: Awaits::Key,
            }),
            Event::ListStart => levels.push(Level::Array),
            Event::MapEnd | Event::ListEnd | Event::Scalar(_) | Event::Alias => {}
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::repeated_keys;
    use crate::source::{FileFormat, SourceFile};

    #[test]
    fn each_object_has_its_own_keys() {
        let text = r#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}], "a": 3}"#;
        let found = repeated_keys(&SourceFile::new("t", text, FileFormat::Json));
        let spans: Vec<_> = found
            .into_iter()
            .map(|pair| (pair.key, pair.first, pair.second))
            .collect();
        assert_eq!(spans, [("a".to_owned(), 1..4, 43..46)]);
    }
}
