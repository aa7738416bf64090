//! A text -> the events of its tree, each with its bytes, the same for JSON and YAML.
//!
//! Only for texts that a parser has accepted: malformed text ends the events.

use super::event::Event;
use super::{FileFormat, LineIndex, SourceFile, Span, json_events::JsonEvents};
use saphyr_parser::{Event as Yaml, Parser, StrInput};

/// Where an event is, as its parser counts.
pub(super) enum EventMarks {
    Bytes(Span),
    Lines(saphyr_parser::Span),
}

/// The events of a text.
pub(super) enum Events<'t> {
    Json(JsonEvents<'t>),
    Yaml(Box<Parser<'t, StrInput<'t>>>, LineIndex<'t>),
}

impl<'t> Events<'t> {
    pub(super) fn new(file: &'t SourceFile) -> Self {
        match file.format() {
            FileFormat::Json => Self::Json(JsonEvents::new(file.text())),
            FileFormat::Yaml => Self::Yaml(
                Box::new(Parser::new_from_str(file.text())),
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
            Self::Yaml(parser, _) => next_yaml(parser),
        }
    }

    /// Marks as bytes. This counts lines, so it is done only for events that are needed.
    pub(super) fn span(&self, marks: EventMarks) -> Span {
        match (self, marks) {
            (_, EventMarks::Bytes(span)) => span,
            (Self::Yaml(_, lines), EventMarks::Lines(marks)) => {
                let start = lines.offset(marks.start.line(), marks.start.col());
                start..lines.offset(marks.end.line(), marks.end.col()).max(start)
            }
            (Self::Json(_), EventMarks::Lines(_)) => 0..0,
        }
    }
}

fn next_yaml<'t>(parser: &mut Parser<'t, StrInput<'t>>) -> Option<(Event<'t>, EventMarks)> {
    loop {
        let (event, marks) = parser.next_event()?.ok()?;
        let event = match event {
            Yaml::MappingStart(..) => Event::MapStart,
            Yaml::MappingEnd => Event::MapEnd,
            Yaml::SequenceStart(..) => Event::ListStart,
            Yaml::SequenceEnd => Event::ListEnd,
            Yaml::Scalar(text, ..) => Event::Scalar(text),
            Yaml::Alias(_) => Event::Alias,
            Yaml::DocumentEnd | Yaml::StreamEnd => return None,
            Yaml::Nothing | Yaml::StreamStart | Yaml::DocumentStart(_) => continue,
        };
        return Some((event, EventMarks::Lines(marks)));
    }
}
