//! YAML text -> reports on what must not reach `serde_yaml`, by its events, which also
//! have positions.
//!
//! Rejects what JSON cannot express ([Format](https://spec.openapis.org/oas/v3.0.3.html#format)):
//! tags, merge keys, equal keys, numbers that would change, directives, several documents. Also
//! rejects what is nested too deeply, too large, or copied too often by aliases.
//!
//! The text is read to its end if possible, so that one run shows every problem. `None` from a
//! method means that the rest cannot be read.

use std::cell::OnceCell;

use super::super::repeated::{self, RepeatedKey};
use super::super::tree::{too_deep, too_many};
use super::super::{Limits, LoadOptions, Strictness};
use super::alias_budget::{AliasBudget, ValueSize};
use super::directives;
use super::merge::MERGE;
use super::open_container::OpenContainer;
use super::validated::Validated;
use super::{scalar_number, tags};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, show};
use crate::source::{
    EventMarks, FileFormat, FileId, LineIndex, YamlEvent, YamlEvents, YamlProblem,
};

/// Checks a text by the events of one parser; `None` if it must not be read, and an error if its syntax is wrong. Reports may have
/// been made even if there is a number: what is wrong with a number does not change the rest of the tree.
pub(super) fn count(
    file: FileId,
    (text, format): (&str, FileFormat),
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Validated>, YamlProblem> {
    let tagged = directives::reject(file, text, options.strictness, diagnostics);
    let mut guard = Validator {
        file,
        text,
        lines: OnceCell::new(),
        limits: &options.limits,
        strictness: options.strictness,
        diagnostics,
        frames: Vec::new(),
        anchors: AliasBudget::new(options.limits.aliased),
        values: 0,
        documents: 0,
        merges: false,
        tagged,
        reported_core_tag: false,
        repeated: Vec::new(),
        stopped: false,
    };
    let mut events = YamlEvents::new(text, format);
    while let Some(event) = events.next() {
        let (event, marks) = event?;
        if guard.event(event, &marks).is_none() {
            guard.stopped = true;
            break;
        }
    }
    let validated = Validated {
        values: guard.values,
        merges: guard.merges,
        repeated: guard.repeated,
    };
    if guard.tagged || guard.stopped {
        // There is no tree, so the values of equal keys are not known.
        let repeated = &validated.repeated;
        repeated::report(repeated, options.strictness, &[], guard.diagnostics);
        return Ok(None);
    }
    Ok(Some(validated))
}

/// The state while the events of one text are read.
struct Validator<'r> {
    file: FileId,
    text: &'r str,
    lines: OnceCell<LineIndex<'r>>,
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
    /// Whether a tag or directive was met that is not understood: it would change what the values are.
    tagged: bool,
    reported_core_tag: bool,
    repeated: Vec<RepeatedKey>,
    stopped: bool,
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
                let tag = properties.tag.as_deref();
                self.tag(tag, &tags::SCALARS, marks);
                let plain = tags::is_plain(tag, plain);
                self.scalar(&text, plain, properties.anchor, marks)
            }
            YamlEvent::MappingStart(properties) => {
                self.tag(properties.tag.as_deref(), &["!!map"], marks);
                self.open(OpenContainer::object(properties.anchor), marks)
            }
            YamlEvent::SequenceStart(properties) => {
                self.tag(properties.tag.as_deref(), &["!!seq"], marks);
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
        let frame = frame.inside(self.frames.last());
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
            self.number(text, problem, marks);
        }
        self.put(size);
        self.count(1, marks)
    }

    /// A number that would change: of a bound, a default or an example, lenient reading warns.
    fn number(&mut self, text: &str, problem: String, marks: &EventMarks) {
        let is_lenient = self.strictness != Strictness::Strict;
        let frame = self.frames.last().filter(|_| is_lenient);
        let (severity, message) = frame
            .and_then(|frame| frame.reading_of(text))
            .map_or((Severity::Error, problem), |one| (Severity::Warning, one));
        let place = self.place(marks);
        self.diagnostics
            .report_as(severity, Code::BadNumber, &place, message);
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

    /// Takes a key, and notes it if the object has it already.
    fn key(&mut self, text: &str, marks: &EventMarks) {
        let frame = self.frames.last_mut();
        let known = frame.and_then(|frame| frame.take_key(text, marks));
        if let Some(first) = known.filter(|_| self.repeated.len() < repeated::MOST) {
            self.repeated.push(RepeatedKey {
                key: text.to_owned(),
                first: self.place(&first),
                second: self.place(marks),
            });
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

    /// Takes a tag of the [core schema](https://yaml.org/spec/1.2.2/#103-core-schema), which says what
    /// the value is: `!!str 5` is a string. Rejects [others](https://yaml.org/spec/1.2.2/#3212-tags),
    /// which only some programs know.
    fn tag(&mut self, tag: Option<&str>, known: &[&str], marks: &EventMarks) {
        let Some(tag) = tag else {
            return;
        };
        if self.strictness != Strictness::Strict && known.contains(&tag) {
            if !std::mem::replace(&mut self.reported_core_tag, true) {
                let message =
                    format!("JSON has no tags such as `{tag}`; values are read as such tags say");
                let place = self.place(marks);
                self.diagnostics
                    .report_as(Severity::Warning, Code::YamlTag, &place, message);
            }
            return;
        }
        self.tagged = true;
        let message = format!("JSON has no tags such as `{}`", show(tag));
        self.report(Code::YamlTag, marks, message);
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
        let lines = self.lines.get_or_init(|| LineIndex::new(self.text));
        Place::text(self.file, marks.span(lines))
    }
}
