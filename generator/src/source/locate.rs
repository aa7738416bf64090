//! JSON Pointers -> the bytes of their keys and values in the text, all in one walk over it.
//!
//! A pointer that the text lacks (a missing key, a value behind a YAML alias) finds the nearest value around it. The walk ends where
//! everything is found.

use foldhash::HashMap;

use super::event::Event;
use super::events::Events;
use super::yaml_events::EventMarks;
use super::{SourceFile, Span};
use crate::pointer::Pointer;

/// Where a value is in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its key; `None` for items of arrays and for the root.
    pub key: Option<Span>,
    /// The value itself.
    pub value: Span,
    /// Whether the value is an object or an array.
    pub container: bool,
}

/// The pointers to find, as a tree of their segments.
#[derive(Default)]
struct Wanted {
    children: HashMap<String, Wanted>,
    /// Whether a pointer ends here.
    is_end: bool,
    found: Option<Found>,
}

/// Finds each pointer, in the order given; `None` only when the text has no value at all.
#[must_use]
pub fn locate(file: &SourceFile, pointers: &[&Pointer]) -> Vec<Option<Found>> {
    let root = Wanted::found_in(file, pointers.iter().copied());
    pointers
        .iter()
        .map(|pointer| root.nearest(pointer))
        .collect()
}

/// The bytes of each value, with its key, in the order of the text; a pointer that leads nowhere has none, and of a value in another
/// one only the outer is listed.
pub(crate) fn outermost(file: &SourceFile, pointers: &[Pointer]) -> Vec<Span> {
    let root = Wanted::found_in(file, pointers.iter());
    let found = pointers.iter().filter_map(|pointer| root.exactly(pointer));
    let mut spans: Vec<Span> = found
        .map(|found| {
            found
                .key
                .as_ref()
                .map_or(found.value.start, |key| key.start)..found.value.end
        })
        .collect();
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|inner, outer| inner.start < outer.end);
    spans
}

impl Wanted {
    /// The pointers, each with where it is in a text.
    fn found_in<'p>(file: &SourceFile, pointers: impl Iterator<Item = &'p Pointer>) -> Self {
        let mut root = Self::default();
        let mut locator = Locator {
            events: Events::new(file),
            left: 0,
        };
        for pointer in pointers {
            locator.left += usize::from(root.want(pointer));
        }
        locator.value(&mut root, None);
        root
    }

    /// Adds a pointer; returns whether it is another one.
    fn want(&mut self, pointer: &Pointer) -> bool {
        let mut node = self;
        for segment in pointer.segments() {
            node = node.children.entry(segment.into_owned()).or_default();
        }
        !std::mem::replace(&mut node.is_end, true)
    }

    fn exactly(&self, pointer: &Pointer) -> Option<&Found> {
        let mut segments = pointer.segments();
        let node = segments.try_fold(self, |node, segment| node.children.get(segment.as_ref()))?;
        node.found.as_ref()
    }

    fn nearest(&self, pointer: &Pointer) -> Option<Found> {
        let mut node = self;
        let mut found = self.found.as_ref();
        for segment in pointer.segments() {
            let Some(next) = node.children.get(segment.as_ref()) else {
                break;
            };
            node = next;
            found = next.found.as_ref().or(found);
        }
        found.cloned()
    }
}

struct Locator<'t> {
    events: Events<'t>,
    /// How many pointers are not found yet.
    left: usize,
}

impl Locator<'_> {
    /// Reads one value; `None` when the text ends, or everything is found. Recursion is as deep as the pointers are long.
    fn value(&mut self, wanted: &mut Wanted, key: Option<Span>) -> Option<()> {
        let (event, marks) = self.events.next()?;
        self.rest_of_value(&event, marks, wanted, key)
    }

    fn rest_of_value(
        &mut self,
        event: &Event<'_>,
        marks: EventMarks,
        wanted: &mut Wanted,
        key: Option<Span>,
    ) -> Option<()> {
        let container = matches!(event, Event::MapStart | Event::ListStart);
        let value = self.events.span(&marks);
        let Span { start, end } = value;
        wanted.found.get_or_insert(Found {
            key,
            value,
            container,
        });
        let end = match event {
            Event::MapStart | Event::ListStart if wanted.children.is_empty() => self.skip(event)?,
            Event::MapStart => self.members(wanted)?,
            Event::ListStart => self.items(wanted)?,
            Event::Scalar(_) | Event::Alias | Event::MapEnd | Event::ListEnd => end,
        };
        if let Some(found) = &mut wanted.found {
            found.value = start..end.max(start);
        }
        self.left -= usize::from(wanted.is_end);
        (self.left > 0).then_some(())
    }

    fn members(&mut self, wanted: &mut Wanted) -> Option<usize> {
        loop {
            let (event, marks) = self.events.next()?;
            let name = match event {
                Event::MapEnd => return Some(self.events.span(&marks).end),
                Event::Scalar(name) => name,
                other => {
                    self.skip(&other)?;
                    self.skip_value()?;
                    continue;
                }
            };
            match wanted
                .children
                .get_mut(name.as_ref())
                .filter(|child| child.found.is_none())
            {
                Some(child) => {
                    let key = self.events.span(&marks);
                    self.value(child, Some(key))?;
                }
                None => self.skip_value()?,
            }
        }
    }

    fn items(&mut self, wanted: &mut Wanted) -> Option<usize> {
        for index in 0_usize.. {
            let (event, marks) = self.events.next()?;
            if event == Event::ListEnd {
                return Some(self.events.span(&marks).end);
            }
            match wanted.children.get_mut(&index.to_string()) {
                Some(child) => self.rest_of_value(&event, marks, child, None)?,
                None => self.skip(&event).map(drop)?,
            }
        }
        None
    }

    fn skip_value(&mut self) -> Option<()> {
        let (event, _) = self.events.next()?;
        self.skip(&event).map(drop)
    }

    /// Skips the rest of a value, given its first event; returns where an object or an array ends.
    fn skip(&mut self, first: &Event<'_>) -> Option<usize> {
        match first {
            Event::MapStart | Event::ListStart => self.events.skip(),
            Event::MapEnd | Event::ListEnd | Event::Scalar(_) | Event::Alias => Some(0),
        }
    }
}

#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]
#[cfg(test)]
mod tests {
    use super::locate;
    use crate::pointer::Pointer;
    use crate::source::{FileFormat, SourceFile};

    fn texts(format: FileFormat, text: &str, pointers: &[&str]) -> Vec<(String, String)> {
        let file = SourceFile::new("t", text, format);
        let pointers: Vec<_> = pointers
            .iter()
            .map(|pointer| Pointer::parse(pointer).unwrap())
            .collect();
        let found = locate(&file, &pointers.iter().collect::<Vec<_>>());
        let text = |span: super::Span| text[span].trim_end().to_owned();
        found
            .into_iter()
            .flatten()
            .map(|found| (found.key.map_or(String::new(), text), text(found.value)))
            .collect()
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn json_and_yaml_are_found_alike() {
        let json = r#"{"a": {"b/c": [10, {"d": "é"}]}}"#;
        let yaml = "# é\na:\n  b/c:\n    - 10\n    - d: 'é'\n";
        let pointers = ["/a/b~1c/1/d", "/a/b~1c/0"];
        assert_eq!(
            texts(FileFormat::Json, json, &pointers),
            [pair("\"d\"", "\"é\""), pair("", "10")]
        );
        assert_eq!(
            texts(FileFormat::Yaml, yaml, &pointers),
            [pair("d", "'é'"), pair("", "10")]
        );
    }

    #[test]
    fn an_object_has_its_end_even_if_what_is_wanted_in_it_is_found_before() {
        let text = "a: {b: 1, c: 2}\nd: 3\n";
        let found = texts(FileFormat::Yaml, text, &["/a", "/a/b", "/a/b"]);
        assert_eq!(found[0], pair("a", "{b: 1, c: 2}"));
        assert_eq!(found[1], pair("b", "1"));
        assert_eq!(found[2], found[1]);
    }

    #[test]
    fn a_missing_position_is_found_nearby() {
        let found = texts(
            FileFormat::Yaml,
            "a:\n  b: &x {c: 1}\n  d: *x\n",
            &["/a/b/zzz", "/a/d/c", "/none"],
        );
        assert_eq!(found[0], pair("b", "&x {c: 1}"));
        assert_eq!(found[1], pair("d", "*x"));
        assert!(found[2].1.starts_with("a:"));
    }
}
