//! YAML text -> reports on what must not reach `serde_yaml`, by the events of `saphyr-parser`,
//! which also finds positions.
//!
//! Rejects what JSON cannot express ([Format](https://spec.openapis.org/oas/v3.0.3.html#format)):
//! tags, merge keys, equal keys, numbers that would change, directives, several documents. Also
//! rejects what is nested too deeply, too large, or copied too often by aliases.
//!
//! The text is read to its end if possible, so that one run shows every problem. `None` from a
//! method means that the rest cannot be read.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Marks};

use super::super::report::fault;
use super::super::tree::{too_deep, too_many};
use super::super::{Limits, LoadOptions, Repair, Strictness};
use super::alias_budget::{AliasBudget, ValueSize};
use super::open_container::OpenContainer;
use super::scalar_number;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, escape, show};
use crate::source::{FileId, LineIndex};

/// How many values the text has, with aliases expanded; `None` if it must not be read. Errors may
/// have been reported even if a number is returned: what is wrong with a number does not change the
/// rest of the tree.
pub(super) fn validate(
    file: FileId,
    text: &str,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let mut guard = Validator {
        file,
        text,
        limits: &options.limits,
        strictness: options.strictness,
        diagnostics,
        frames: Vec::new(),
        anchors: AliasBudget::new(options.limits.aliased),
        values: 0,
        documents: 0,
        tagged: false,
    };
    guard.reject_directives();
    guard.read()?;
    (!guard.tagged).then_some(guard.values)
}

/// The state while the events of one text are read.
struct Validator<'r> {
    file: FileId,
    text: &'r str,
    limits: &'r Limits,
    strictness: Strictness,
    diagnostics: &'r mut Diagnostics,
    /// The objects and arrays that are open, from the root.
    frames: Vec<OpenContainer>,
    anchors: AliasBudget,
    /// How many values are complete.
    values: usize,
    documents: usize,
    /// Whether a tag or directive was met: it would change what the values are.
    tagged: bool,
}

impl Validator<'_> {
    /// Reads all events; `None` if it had to stop.
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

    /// One event of the text.
    fn event(&mut self, event: Event<'_>, marks: Marks) -> Option<()> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Some(()),
            Event::DocumentStart(_) => self.document(marks),
            Event::Alias(id) => self.alias(id, marks),
            Event::Scalar(text, style, anchor, tag) => {
                self.reject_tag(tag.as_deref(), marks);
                self.scalar(&text, style == ScalarStyle::Plain, anchor, marks)
            }
            Event::MappingStart(anchor, tag) => {
                self.reject_tag(tag.as_deref(), marks);
                self.open(OpenContainer::object(anchor), marks)
            }
            Event::SequenceStart(anchor, tag) => {
                self.reject_tag(tag.as_deref(), marks);
                self.open(OpenContainer::array(anchor), marks)
            }
            Event::MappingEnd | Event::SequenceEnd => self.close(marks),
        }
    }

    /// Counts the documents of a [stream](https://yaml.org/spec/1.2.2/#92-streams). A second one is
    /// rejected.
    fn document(&mut self, marks: Marks) -> Option<()> {
        self.documents += 1;
        if self.documents > 1 {
            let message = "a second YAML document begins here";
            return self.stop(Code::SeveralDocuments, marks, message);
        }
        Some(())
    }

    /// The start of an object or array.
    fn open(&mut self, frame: OpenContainer, marks: Marks) -> Option<()> {
        if self.expects_key() {
            let message = "this key is a list or a mapping, not a string";
            return self.stop(Code::BadKey, marks, message);
        }
        if self.frames.len() >= self.limits.depth {
            return self.stop(Code::TooDeep, marks, too_deep(self.limits));
        }
        self.frames.push(frame);
        self.count(1, marks)
    }

    /// The end of an object or array: its size is known now, and its anchor can be used.
    fn close(&mut self, marks: Marks) -> Option<()> {
        let OpenContainer { anchor, size, .. } = self.frames.pop()?;
        self.anchors.keep(anchor, size, None);
        self.put(size);
        self.count(0, marks)
    }

    /// A key or a value.
    fn scalar(&mut self, text: &str, plain: bool, anchor: usize, marks: Marks) -> Option<()> {
        let size = ValueSize::scalar(text);
        self.anchors.keep(anchor, size, Some(text));
        if self.expects_key() {
            if text == "<<" && plain {
                let message = "`<<` would merge other objects into this one";
                self.report(Code::YamlMergeKey, marks, message);
            }
            self.key(text, marks);
            return Some(());
        }
        if let Some(problem) = scalar_number::problem(text).filter(|_| plain) {
            self.report(Code::BadNumber, marks, problem);
        }
        self.put(size);
        self.count(1, marks)
    }

    /// An alias in place of a key or a value.
    fn alias(&mut self, id: usize, marks: Marks) -> Option<()> {
        let value = match self.anchors.expand(id) {
            Ok(value) => value,
            Err(problem) => return self.stop(Code::YamlAliases, marks, problem),
        };
        if !self.expects_key() {
            self.put(value.size);
            return self.count(value.size.values, marks);
        }
        let Some(key) = value.text else {
            let message = "this alias is a value that is not a string";
            return self.stop(Code::BadKey, marks, message);
        };
        self.key(&key, marks);
        Some(())
    }

    /// Whether the next value is a key of the innermost object.
    fn expects_key(&self) -> bool {
        self.frames.last().is_some_and(OpenContainer::expects_key)
    }

    /// Takes a key, and reports it if the object has it already.
    fn key(&mut self, text: &str, marks: Marks) {
        let frame = self.frames.last_mut();
        if let Some(first) = frame.and_then(|frame| frame.take_key(text, marks.start)) {
            let first = self.place_at(first, text);
            let message = format!("the key `{}` occurs twice in this object", show(text));
            let place = self.place(marks);
            let repair = (self.strictness, Repair::Guess);
            fault(
                self.diagnostics,
                repair,
                Code::DuplicateKey,
                &place,
                message,
            )
            .also(&first, "first here");
        }
    }

    /// Puts a complete value where it belongs.
    fn put(&mut self, size: ValueSize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.put(size);
        }
    }

    /// Counts values. The limit applies to the text with aliases expanded.
    fn count(&mut self, values: usize, marks: Marks) -> Option<()> {
        self.values = self.values.saturating_add(values);
        if self.values > self.limits.nodes {
            return self.stop(Code::TooManyNodes, marks, too_many(self.limits));
        }
        Some(())
    }

    /// Rejects a [tag](https://yaml.org/spec/1.2.2/#3212-tags). `!!str 5` would be another value
    /// without it.
    fn reject_tag(&mut self, tag: Option<&saphyr_parser::Tag>, marks: Marks) {
        if let Some(tag) = tag {
            self.tagged = true;
            let name = match tag.is_yaml_core_schema() {
                true => format!("!!{}", tag.suffix),
                false => tag.to_string(),
            };
            let message = format!("JSON has no tags such as `{}`", show(&name));
            self.report(Code::YamlTag, marks, message);
        }
    }

    /// Rejects [directives](https://yaml.org/spec/1.2.2/#68-directives), which stand before the
    /// first `---` and would change how the rest is read.
    fn reject_directives(&mut self) {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if line.starts_with('%') {
                self.tagged = true;
                let place = Place::text(self.file, at..at + line.trim_end().len());
                let message = format!("the directive `{}` is not supported", show(line.trim_end()));
                let report = self.diagnostics.report(Code::YamlTag, &place, message);
                report.help("remove it");
            } else if !(line.trim().is_empty() || line.starts_with('#')) {
                return;
            }
            at += line.len();
        }
    }

    /// Reports where the text is malformed. Tabs are named, because they look like the spaces
    /// beside them.
    fn syntax(&mut self, error: &ScanError) {
        let marks = Marks::empty(*error.marker());
        let deep = error.info().contains("recursion limit");
        let code = if deep { Code::TooDeep } else { Code::Syntax };
        let message = match (deep, self.tab_before(error.marker())) {
            (true, _) => too_deep(self.limits),
            (false, true) => "YAML does not allow tabs as indentation".to_owned(),
            (false, false) => escape(error.info()),
        };
        self.report(code, marks, message);
    }

    /// Whether the line of a place begins with a tab: the most common reason for a syntax error,
    /// and one that cannot be seen.
    fn tab_before(&self, mark: &Marker) -> bool {
        let line = LineIndex::new(self.text).line_span(mark.line());
        let text = self.text.get(line).unwrap_or_default();
        text.trim_start_matches(' ').starts_with('\t')
    }

    /// Reports a problem after which nothing more can be read.
    fn stop(&mut self, code: Code, marks: Marks, message: impl Into<String>) -> Option<()> {
        self.report(code, marks, message);
        None
    }

    fn report(&mut self, code: Code, marks: Marks, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place(marks);
        self.diagnostics.report(code, &place, message)
    }

    /// The place of an event in the text.
    fn place(&self, marks: Marks) -> Place {
        let lines = LineIndex::new(self.text);
        let start = lines.offset(marks.start.line(), marks.start.col());
        let end = lines.offset(marks.end.line(), marks.end.col()).max(start);
        Place::text(self.file, start..end)
    }

    fn place_at(&self, mark: Marker, text: &str) -> Place {
        let start = LineIndex::new(self.text).offset(mark.line(), mark.col());
        Place::text(self.file, start..(start + text.len()).min(self.text.len()))
    }
}
