//! YAML text -> value tree, from the events of `saphyr-parser`: the parser that also finds positions, so the two agree.
//!
//! Reads YAML 1.2 as far as JSON goes (OpenAPI 3.0.3, Format): keys are strings, spelled as they are written. Refuses
//! tags, merge keys, equal keys, numbers that would change, directives, several documents, and aliases beyond a budget.

mod anchors;
mod frame;
mod scalar;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Marks};
use serde_json::Value;

use super::Limits;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, escape, show};
use crate::source::{FileId, LineIndex};
use anchors::Anchors;
use frame::{Frame, Slot};

/// Parses a text, or reports where and why it is refused. With `Some`, errors may have been reported too.
pub(super) fn parse(
    file: FileId,
    text: &str,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let mut reader = Reader {
        file,
        text,
        limits,
        diagnostics,
        frames: Vec::new(),
        anchors: Anchors::new(limits.aliased),
        nodes: limits.nodes,
        documents: 0,
        root: None,
    };
    reader.refuse_directives();
    reader.read()?;
    match reader.root.take() {
        None | Some(Value::Null) => {
            diagnostics.report(
                Code::EmptyDocument,
                &Place::text(file, 0..0),
                "the file holds no value",
            );
            None
        }
        root => root,
    }
}

struct Reader<'r> {
    file: FileId,
    text: &'r str,
    limits: &'r Limits,
    diagnostics: &'r mut Diagnostics,
    /// The objects and arrays that are open, from the root.
    frames: Vec<Frame>,
    anchors: Anchors,
    /// How many more values are allowed.
    nodes: usize,
    documents: usize,
    root: Option<Value>,
}

impl Reader<'_> {
    /// Reads all events; `None` when it had to give up.
    fn read(&mut self) -> Option<()> {
        let mut parser = Parser::new_from_str(self.text);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, marks)) => self.event(event, marks)?,
                Err(error) => {
                    self.syntax(&error);
                    return None;
                }
            }
        }
        Some(())
    }

    fn event(&mut self, event: Event<'_>, marks: Marks) -> Option<()> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Some(()),
            Event::DocumentStart(_) => self.document(marks),
            Event::Alias(id) => self.alias(id, marks),
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), marks);
                self.scalar(&text, style, anchor, marks)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_tag(tag.as_deref(), marks);
                self.open(Frame::object(anchor), marks)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_tag(tag.as_deref(), marks);
                self.open(Frame::array(anchor), marks)
            }
            Event::MappingEnd | Event::SequenceEnd => self.close(marks),
        }
    }

    fn document(&mut self, marks: Marks) -> Option<()> {
        self.documents += 1;
        if self.documents > 1 {
            self.report(
                Code::SeveralDocuments,
                marks,
                "a second YAML document begins here",
            );
            return None;
        }
        Some(())
    }

    fn open(&mut self, frame: Frame, marks: Marks) -> Option<()> {
        if self.expects_key() {
            self.report(
                Code::BadKey,
                marks,
                "this key is a list or a mapping, not a string",
            );
            return None;
        }
        if self.frames.len() >= self.limits.depth {
            let message = format!(
                "the document is nested more than {} levels deep",
                self.limits.depth
            );
            self.report(Code::TooDeep, marks, message);
            return None;
        }
        self.frames.push(frame);
        Some(())
    }

    fn close(&mut self, marks: Marks) -> Option<()> {
        let (value, anchor) = self.frames.pop()?.finish();
        self.place(Some(value), anchor, marks)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        marks: Marks,
    ) -> Option<()> {
        if self.expects_key() {
            self.key(text, style, anchor, marks);
            return Some(());
        }
        let value = match style {
            ScalarStyle::Plain => scalar::plain(text),
            ScalarStyle::SingleQuoted
            | ScalarStyle::DoubleQuoted
            | ScalarStyle::Literal
            | ScalarStyle::Folded => Ok(Value::String(text.to_owned())),
        };
        let value = match value {
            Ok(value) => Some(value),
            Err(problem) => {
                self.report(Code::BadNumber, marks, problem);
                None
            }
        };
        self.place(value, anchor, marks)
    }

    fn alias(&mut self, id: usize, marks: Marks) -> Option<()> {
        match self.anchors.expand(id) {
            Ok(Value::String(key)) if self.expects_key() => {
                self.key(&key, ScalarStyle::DoubleQuoted, 0, marks);
                Some(())
            }
            Ok(_) if self.expects_key() => {
                self.report(
                    Code::BadKey,
                    marks,
                    "this alias stands for a value that is not a string",
                );
                None
            }
            Ok(value) => self.place(Some(value), 0, marks),
            Err(problem) => {
                self.report(Code::YamlAliases, marks, problem);
                None
            }
        }
    }

    fn expects_key(&self) -> bool {
        self.frames.last().is_some_and(Frame::expects_key)
    }

    fn key(&mut self, text: &str, style: ScalarStyle, anchor: usize, marks: Marks) {
        if anchor != 0 {
            self.anchors.keep(anchor, &Value::String(text.to_owned()));
        }
        if text == "<<" && style == ScalarStyle::Plain {
            self.report(
                Code::YamlMergeKey,
                marks,
                "`<<` would merge other objects into this one",
            );
        }
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if frame.take_key(text, marks.start) == Slot::Taken {
            let first = frame.first_mark(text);
            let first = self.place_at(first.unwrap_or(marks.start), text);
            let message = format!("the key `{}` stands twice in this object", show(text));
            self.report(Code::DuplicateKey, marks, message)
                .also(&first, "first here");
        }
    }

    /// Puts a value where it belongs; `None` for a value is one that was refused and leaves no trace.
    fn place(&mut self, value: Option<Value>, anchor: usize, marks: Marks) -> Option<()> {
        let Some(left) = self.nodes.checked_sub(1) else {
            let message = format!("the document has more than {} values", self.limits.nodes);
            self.report(Code::TooManyNodes, marks, message);
            return None;
        };
        self.nodes = left;
        if let (Some(value), 1..) = (&value, anchor) {
            self.anchors.keep(anchor, value);
        }
        match self.frames.last_mut() {
            Some(frame) => frame.put(value),
            None => self.root = value,
        }
        Some(())
    }

    fn refuse_tag(&mut self, tag: Option<&saphyr_parser::Tag>, marks: Marks) {
        if let Some(tag) = tag {
            let name = if tag.is_yaml_core_schema() {
                format!("!!{}", tag.suffix)
            } else {
                tag.to_string()
            };
            self.report(
                Code::YamlTag,
                marks,
                format!("the tag `{}` cannot be said in JSON", show(&name)),
            );
        }
    }

    /// Directives stand before the first `---` (YAML 1.2.2 section 6.8) and would change how the rest is read.
    fn refuse_directives(&mut self) {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if line.starts_with('%') {
                let place = Place::text(self.file, at..at + line.trim_end().len());
                let message = format!("the directive `{}` is not supported", show(line.trim_end()));
                self.diagnostics
                    .report(Code::YamlTag, &place, message)
                    .help("remove it");
            } else if !(line.trim().is_empty() || line.starts_with('#')) {
                return;
            }
            at += line.len();
        }
    }

    fn syntax(&mut self, error: &ScanError) {
        let marks = Marks::empty(*error.marker());
        let deep = error.info().contains("recursion limit");
        let code = if deep { Code::TooDeep } else { Code::Syntax };
        let message = match (deep, self.tab_before(error.marker())) {
            (true, _) => format!(
                "the document is nested more than {} levels deep",
                self.limits.depth
            ),
            (false, true) => "YAML does not allow tabs as indentation".to_owned(),
            (false, false) => escape(error.info()),
        };
        self.report(code, marks, message);
    }

    fn tab_before(&self, mark: &Marker) -> bool {
        let line = LineIndex::new(self.text).line_span(mark.line());
        let text = self.text.get(line).unwrap_or_default();
        text.trim_start_matches(' ').starts_with('\t')
    }

    fn report(&mut self, code: Code, marks: Marks, message: impl Into<String>) -> &mut Diagnostic {
        let lines = LineIndex::new(self.text);
        let start = lines.offset(marks.start.line(), marks.start.col());
        let end = lines.offset(marks.end.line(), marks.end.col()).max(start);
        self.diagnostics
            .report(code, &Place::text(self.file, start..end), message)
    }

    fn place_at(&self, mark: Marker, text: &str) -> Place {
        let start = LineIndex::new(self.text).offset(mark.line(), mark.col());
        Place::text(self.file, start..(start + text.len()).min(self.text.len()))
    }
}
