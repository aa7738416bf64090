//! YAML text -> reports on what must not reach `serde_yaml`, by its events, which also
//! have positions.
//!
//! Rejects what JSON cannot express ([Format](https://spec.openapis.org/oas/v3.0.3.html#format)):
//! tags, merge keys, equal keys, numbers that would change, directives, several documents. Also
//! rejects what is nested too deeply, too large, or copied too often by aliases.
//!
//! The text is read to its end if possible, so that one run shows every problem. `None` from a
//! method means that the rest cannot be read.

use super::super::exact_integer::UNREACHED;
use super::super::report::fault;
use super::super::tree::{too_deep, too_many};
use super::super::{Limits, LoadOptions, Repair, Strictness};
use super::alias_budget::{AliasBudget, ValueSize};
use super::merge::MERGE;
use super::open_container::OpenContainer;
use super::scalar_number;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, show};
use crate::source::{EventMarks, FileFormat, FileId, LineIndex};
use crate::source::{YamlEvent, YamlEvents, YamlProblem};

/// What the events of a text say about its tree.
pub(super) struct Validated {
    /// How many values it has, with aliases expanded.
    pub(super) values: usize,
    /// Whether it has merge keys.
    pub(super) merges: bool,
}

/// Checks a text by the events of one parser; `None` if it must not be read, and an error if its syntax is wrong. Reports may have been made even if there is a
/// number: what is wrong with a number does not change the rest of the tree.
pub(super) fn count(
    file: FileId,
    (text, format): (&str, FileFormat),
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Validated>, YamlProblem> {
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
        merges: false,
        tagged: false,
    };
    guard.reject_directives();
    let mut events = YamlEvents::new(text, format);
    while let Some(event) = events.next() {
        let (event, marks) = event?;
        if guard.event(event, &marks).is_none() {
            return Ok(None);
        }
    }
    let (values, merges) = (guard.values, guard.merges);
    Ok((!guard.tagged).then_some(Validated { values, merges }))
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
    /// Whether there are merge keys to follow.
    merges: bool,
    /// Whether a tag or directive was met: it would change what the values are.
    tagged: bool,
}

impl Validator<'_> {
    /// One event of the text; `None` if nothing more can be read.
    fn event(&mut self, event: YamlEvent<'_>, marks: &EventMarks) -> Option<()> {
        match event {
            YamlEvent::End => Some(()),
            YamlEvent::DocumentStart => self.document(marks),
            YamlEvent::Alias(id) => self.alias(id, marks),
            YamlEvent::Scalar {
                text,
                plain,
                properties,
            } => {
                self.reject_tag(properties.tag.as_deref(), marks);
                self.scalar(&text, plain, properties.anchor, marks)
            }
            YamlEvent::MappingStart(properties) => {
                self.reject_tag(properties.tag.as_deref(), marks);
                self.open(OpenContainer::object(properties.anchor), marks)
            }
            YamlEvent::SequenceStart(properties) => {
                self.reject_tag(properties.tag.as_deref(), marks);
                self.open(OpenContainer::array(properties.anchor), marks)
            }
            YamlEvent::MappingEnd | YamlEvent::SequenceEnd => self.close(marks),
        }
    }

    /// Counts the documents of a [stream](https://yaml.org/spec/1.2.2/#92-streams). A second one is
    /// rejected.
    fn document(&mut self, marks: &EventMarks) -> Option<()> {
        self.documents += 1;
        if self.documents > 1 {
            let message = "a second YAML document begins here";
            return self.stop(Code::SeveralDocuments, marks, message);
        }
        Some(())
    }

    /// The start of an object or array.
    fn open(&mut self, frame: OpenContainer, marks: &EventMarks) -> Option<()> {
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
    fn close(&mut self, marks: &EventMarks) -> Option<()> {
        let OpenContainer { anchor, size, .. } = self.frames.pop()?;
        self.anchors.keep(anchor, size, None);
        self.put(size);
        self.count(0, marks)
    }

    /// A key or a value.
    fn scalar(&mut self, text: &str, plain: bool, anchor: usize, marks: &EventMarks) -> Option<()> {
        let size = ValueSize::scalar(text);
        self.anchors.keep(anchor, size, Some(text));
        if self.expects_key() {
            if text == MERGE && plain {
                self.merge_key(marks);
            }
            self.key(text, marks);
            return Some(());
        }
        if let Some(problem) = scalar_number::problem(text).filter(|_| plain) {
            let in_bound = self.frames.last().is_some_and(OpenContainer::in_bound);
            if in_bound && self.strictness != Strictness::Strict {
                let place = self.place(marks);
                self.diagnostics
                    .report_as(Severity::Warning, Code::BadNumber, &place, UNREACHED);
            } else {
                self.report(Code::BadNumber, marks, problem);
            }
        }
        self.put(size);
        self.count(1, marks)
    }

    /// A merge key: lenient reading follows it.
    fn merge_key(&mut self, marks: &EventMarks) {
        if self.strictness == Strictness::Strict {
            let message = "`<<` would merge other objects into this one";
            self.report(Code::YamlMergeKey, marks, message);
            return;
        }
        let place = self.place(marks);
        let message =
            "`<<` is a key of YAML 1.1; the keys of the other object are read in its place";
        self.diagnostics
            .report_as(Severity::Warning, Code::YamlMergeKey, &place, message);
        self.merges = true;
    }

    /// An alias in place of a key or a value.
    fn alias(&mut self, id: usize, marks: &EventMarks) -> Option<()> {
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
    fn key(&mut self, text: &str, marks: &EventMarks) {
        let frame = self.frames.last_mut();
        if let Some(first) = frame.and_then(|frame| frame.take_key(text, marks)) {
            let first = self.place(&first);
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
    fn count(&mut self, values: usize, marks: &EventMarks) -> Option<()> {
        self.values = self.values.saturating_add(values);
        if self.values > self.limits.nodes {
            return self.stop(Code::TooManyNodes, marks, too_many(self.limits));
        }
        Some(())
    }

    /// Rejects a [tag](https://yaml.org/spec/1.2.2/#3212-tags). `!!str 5` would be another value
    /// without it.
    fn reject_tag(&mut self, tag: Option<&str>, marks: &EventMarks) {
        if let Some(tag) = tag {
            self.tagged = true;
            let message = format!("JSON has no tags such as `{}`", show(tag));
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

    /// Reports a problem after which nothing more can be read.
    fn stop(&mut self, code: Code, marks: &EventMarks, message: impl Into<String>) -> Option<()> {
        self.report(code, marks, message);
        None
    }

    fn report(
        &mut self,
        code: Code,
        marks: &EventMarks,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.place(marks);
        self.diagnostics.report(code, &place, message)
    }

    /// The place of an event in the text.
    fn place(&self, marks: &EventMarks) -> Place {
        Place::text(self.file, marks.span(&LineIndex::new(self.text)))
    }
}
