//! A text -> the events of its tree, each with its bytes, the same for JSON and YAML.
//!
//! Only for texts that a parser has accepted: malformed text ends the events.

use super::event::Event;
use super::yaml_events::{EventMarks, YamlEvent, YamlEvents};
use super::{FileFormat, LineIndex, SourceFile, Span, json_events::JsonEvents};

/// The events of a text.
pub(super) enum Events<'t> {
    Json(JsonEvents<'t>),
    Yaml(YamlEvents<'t>, LineIndex<'t>),
}

impl<'t> Events<'t> {
    pub(super) fn new(file: &'t SourceFile) -> Self {
        match file.format() {
            FileFormat::Json => Self::Json(JsonEvents::new(file.text())),
            format => Self::Yaml(
                YamlEvents::new(file.text(), format),
                LineIndex::new(file.text()),
            ),
        }
    }

    /// The next event and its marks; ends also have theirs.
    pub(super) fn next(&mut self) -> Option<(Event<'t>, EventMarks)> {
        match self {
            Self::Json(events) => events
                .next()
                .map(|(event, span)| (event, EventMarks::Bytes(span))),
            Self::Yaml(events, _) => next_yaml(events),
        }
    }

    /// Skips the rest of an object or an array; returns where it ends.
    pub(super) fn skip(&mut self) -> Option<usize> {
        let events = match self {
            Self::Json(events) => return events.skip(),
            Self::Yaml(events, _) => events,
        };
        let mut depth = 1_usize;
        loop {
            let (event, marks) = next_yaml(events)?;
            match event {
                Event::MapStart | Event::ListStart => depth += 1,
                Event::MapEnd | Event::ListEnd if depth == 1 => return Some(self.span(&marks).end),
                Event::MapEnd | Event::ListEnd => depth -= 1,
                Event::Scalar(_) | Event::Alias => {}
            }
        }
    }

    /// Marks as bytes. This counts lines, so it is done only for events that are needed.
    pub(super) fn span(&self, marks: &EventMarks) -> Span {
        match (self, marks) {
            (_, EventMarks::Bytes(span)) => span.clone(),
            (Self::Yaml(_, lines), marks) => marks.span(lines),
            (Self::Json(_), EventMarks::Lines(_)) => 0..0,
        }
    }
}

fn next_yaml<'t>(events: &mut YamlEvents<'t>) -> Option<(Event<'t>, EventMarks)> {
    loop {
        let (event, marks) = events.next()?.ok()?;
        let event = match event {
            YamlEvent::MappingStart(_) => Event::MapStart,
            YamlEvent::MappingEnd => Event::MapEnd,
            YamlEvent::SequenceStart(_) => Event::ListStart,
            YamlEvent::SequenceEnd => Event::ListEnd,
            YamlEvent::Scalar { text, .. } => Event::Scalar(text),
            YamlEvent::Alias(_) => Event::Alias,
            YamlEvent::End => return None,
            YamlEvent::DocumentStart => continue,
        };
        return Some((event, marks));
    }
}
