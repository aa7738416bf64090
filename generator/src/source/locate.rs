//! JSON Pointers -> the bytes of their keys and values in the text, all in one walk over it.
//!
//! A pointer that the text lacks (a missing key, a value behind a YAML alias) finds the nearest value around it.

use std::collections::HashMap;

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
    found: Option<Found>,
}

/// Finds each pointer, in the order given; `None` only when the text has no value at all.
#[must_use]
pub fn locate(file: &SourceFile, pointers: &[&Pointer]) -> Vec<Option<Found>> {
    let mut root = Wanted::default();
    for pointer in pointers {
        root.want(pointer);
    }
    Locator {
        events: Events::new(file),
    }
    .value(&mut root, None);
    pointers
        .iter()
        .map(|pointer| root.nearest(pointer))
        .collect()
}

impl Wanted {
    fn want(&mut self, pointer: &Pointer) {
        let mut node = self;
        for segment in pointer.segments() {
            node = node.children.entry(segment.into_owned()).or_default();
        }
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
}

impl Locator<'_> {
    /// Reads one value; `None` when the text ends. Recursion is as deep as the pointers are long.
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
        let start = value.start;
        wanted.found.get_or_insert(Found {
            key,
            value,
            container,
        });
        let end = match event {
            Event::MapStart => self.members(wanted)?,
            Event::ListStart => self.items(wanted)?,
            Event::Scalar(_) | Event::Alias | Event::MapEnd | Event::ListEnd => return Some(()),
        };
        if let Some(found) = &mut wanted.found {
            found.value = start..end.max(start);
        }
        Some(())
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
                None => self.skip(&event)?,
            }
        }
        None
    }

    fn skip_value(&mut self) -> Option<()> {
        let (event, _) = self.events.next()?;
        self.skip(&event)
    }

    /// Skips the rest of a value, given its first event.
    fn skip(&mut self, first: &Event<'_>) -> Option<()> {
        let mut depth = depth_change(first);
        while depth > 0 {
            let (event, _) = self.events.next()?;
            depth += depth_change(&event);
        }
        Some(())
    }
}

fn depth_change(event: &Event<'_>) -> i32 {
    match event {
        Event::MapStart | Event::ListStart => 1,
        Event::MapEnd | Event::ListEnd => -1,
        Event::Scalar(_) | Event::Alias => 0,
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
