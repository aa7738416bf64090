//! YAML text -> events, by one of two parsers.
//!
//! `saphyr-parser` reads YAML 1.2 and nothing else. Much published YAML was only ever read by libyaml or by a port of it (PyYAML,
//! go-yaml), which also accept the following:
//!
//! ```text
//! schema: {                  example: 'A text that           required: [id]# a comment
//!   type: object             goes on here'                        without a blank before it
//! }        a bracket at the column of its key          a string, continued at the column of its key
//! ```
//! YAML 1.2 wants all of it [indented by one more
//! space](https://yaml.org/spec/1.2.2/#823-block-nodes). `libyaml-safer` is libyaml in safe Rust; it reads such texts in the only
//! way in which they can be read.

use std::borrow::Cow;

use foldhash::HashMap;
use libyaml_safer::{EventData, Mark};
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::{FileFormat, LineIndex, Span};

/// Where an event is, as its parser counts.
#[derive(Debug, Clone)]
pub(crate) enum EventMarks {
    /// In bytes.
    Bytes(Span),
    /// In lines and characters.
    Lines(saphyr_parser::Span),
}

impl EventMarks {
    /// The bytes of the event.
    pub(crate) fn span(&self, lines: &LineIndex<'_>) -> Span {
        match self {
            Self::Bytes(span) => span.clone(),
            Self::Lines(marks) => {
                let start = lines.offset(marks.start.line(), marks.start.col());
                start..lines.offset(marks.end.line(), marks.end.col()).max(start)
            }
        }
    }
}

/// What a value has besides its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NodeProperties {
    /// The number of its anchor; 0 is none.
    pub(crate) anchor: usize,
    /// Its tag, as it is written: `!!str`.
    pub(crate) tag: Option<String>,
}

/// An event of a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum YamlEvent<'t> {
    /// A document of the stream starts.
    DocumentStart,
    /// The document or the stream ends.
    End,
    MappingStart(NodeProperties),
    MappingEnd,
    SequenceStart(NodeProperties),
    SequenceEnd,
    Scalar {
        text: Cow<'t, str>,
        /// Whether it is written without quotes.
        plain: bool,
        properties: NodeProperties,
    },
    /// The number of the anchor that it names.
    Alias(usize),
}

/// Why the rest of a text cannot be read.
#[derive(Debug, Clone)]
pub(crate) struct YamlProblem {
    pub(crate) message: String,
    pub(crate) at: EventMarks,
}

/// The events of a YAML text.
pub(crate) enum YamlEvents<'t> {
    /// By the rules of YAML 1.2.
    Core(Box<Parser<'t, StrInput<'t>>>),
    /// As libyaml reads it.
    Libyaml(Box<Libyaml<'t>>),
}

/// The parser that reads like libyaml, and the numbers of anchors by name.
pub(crate) struct Libyaml<'t> {
    parser: libyaml_safer::Parser<&'t [u8]>,
    anchors: HashMap<String, usize>,
    numbered: usize,
}

impl<'t> YamlEvents<'t> {
    /// The events of a text in this format, which is not JSON.
    pub(crate) fn new(text: &'t str, format: FileFormat) -> Self {
        if format != FileFormat::LooseYaml {
            return Self::Core(Box::new(Parser::new_from_str(text)));
        }
        let mut parser = libyaml_safer::Parser::new();
        parser.set_encoding(libyaml_safer::Encoding::Utf8);
        parser.set_input(text.as_bytes());
        Self::Libyaml(Box::new(Libyaml {
            parser,
            anchors: HashMap::default(),
            numbered: 0,
        }))
    }

    /// The next event and where it is; `None` after the last.
    pub(crate) fn next(&mut self) -> Option<Result<(YamlEvent<'t>, EventMarks), YamlProblem>> {
        match self {
            Self::Core(parser) => next_core(parser),
            Self::Libyaml(libyaml) => libyaml.next(),
        }
    }
}

fn next_core<'t>(
    parser: &mut Parser<'t, StrInput<'t>>,
) -> Option<Result<(YamlEvent<'t>, EventMarks), YamlProblem>> {
    let properties = |anchor, tag: Option<Cow<'_, saphyr_parser::Tag>>| NodeProperties {
        anchor,
        tag: tag.map(|tag| match tag.is_yaml_core_schema() {
            true => format!("!!{}", tag.suffix),
            false => tag.to_string(),
        }),
    };
    loop {
        let (event, marks) = match parser.next_event()? {
            Ok(event) => event,
            Err(error) => {
                let at = saphyr_parser::Span::empty(*error.marker());
                return Some(Err(YamlProblem {
                    message: error.info().to_owned(),
                    at: EventMarks::Lines(at),
                }));
            }
        };
        let event = match event {
            Event::Nothing | Event::StreamStart => continue,
            Event::StreamEnd | Event::DocumentEnd => YamlEvent::End,
            Event::DocumentStart(_) => YamlEvent::DocumentStart,
            Event::Alias(id) => YamlEvent::Alias(id),
            Event::Scalar(text, style, anchor, tag) => YamlEvent::Scalar {
                text,
                plain: style == ScalarStyle::Plain,
                properties: properties(anchor, tag),
            },
            Event::MappingStart(anchor, tag) => YamlEvent::MappingStart(properties(anchor, tag)),
            Event::SequenceStart(anchor, tag) => YamlEvent::SequenceStart(properties(anchor, tag)),
            Event::MappingEnd => YamlEvent::MappingEnd,
            Event::SequenceEnd => YamlEvent::SequenceEnd,
        };
        return Some(Ok((event, EventMarks::Lines(marks))));
    }
}

impl<'t> Libyaml<'t> {
    fn next(&mut self) -> Option<Result<(YamlEvent<'t>, EventMarks), YamlProblem>> {
        loop {
            let event = match self.parser.next()? {
                Ok(event) => event,
                Err(error) => {
                    let at = error.problem_mark().map_or(0, |mark| byte(&mark));
                    return Some(Err(YamlProblem {
                        message: error.problem().to_owned(),
                        at: EventMarks::Bytes(at..at),
                    }));
                }
            };
            let span = byte(&event.start_mark)..byte(&event.end_mark);
            let event = match event.data {
                EventData::StreamStart { .. } => continue,
                EventData::StreamEnd | EventData::DocumentEnd { .. } => YamlEvent::End,
                EventData::DocumentStart { .. } => YamlEvent::DocumentStart,
                EventData::Alias { anchor } => match self.anchors.get(&anchor) {
                    Some(id) => YamlEvent::Alias(*id),
                    None => {
                        let at = EventMarks::Bytes(span);
                        let message = "this alias names no anchor before it".to_owned();
                        return Some(Err(YamlProblem { message, at }));
                    }
                },
                EventData::Scalar {
                    anchor,
                    tag,
                    value,
                    style,
                    ..
                } => YamlEvent::Scalar {
                    text: Cow::Owned(value),
                    plain: style == libyaml_safer::ScalarStyle::Plain,
                    properties: self.properties(anchor, tag),
                },
                EventData::MappingStart { anchor, tag, .. } => {
                    YamlEvent::MappingStart(self.properties(anchor, tag))
                }
                EventData::SequenceStart { anchor, tag, .. } => {
                    YamlEvent::SequenceStart(self.properties(anchor, tag))
                }
                EventData::MappingEnd => YamlEvent::MappingEnd,
                EventData::SequenceEnd => YamlEvent::SequenceEnd,
            };
            return Some(Ok((event, EventMarks::Bytes(span))));
        }
    }

    /// Numbers an anchor. One that is defined again is another anchor: aliases name the last one before them.
    fn properties(&mut self, anchor: Option<String>, tag: Option<String>) -> NodeProperties {
        let anchor = anchor.map_or(0, |name| {
            self.numbered += 1;
            self.anchors.insert(name, self.numbered);
            self.numbered
        });
        let tag = tag.map(|tag| match tag.strip_prefix("tag:yaml.org,2002:") {
            Some(suffix) => format!("!!{suffix}"),
            None => tag,
        });
        NodeProperties { anchor, tag }
    }
}

/// The byte of a mark.
fn byte(mark: &Mark) -> usize {
    usize::try_from(mark.index).unwrap_or(usize::MAX)
}
