//! Places -> bytes: one walk over each file finds everything that the reports point at.

use std::rc::Rc;

use foldhash::HashMap;

use crate::diagnostic::{Diagnostic, Part, Place, Pointer};
use crate::source::{FileId, Found, LineIndex, SourceFile, Sources, Span, locate};

/// A place with its text.
pub(super) struct Located<'s> {
    pub file: &'s SourceFile,
    pub lines: Rc<LineIndex<'s>>,
    pub span: Span,
}

/// The bytes of every place that the reports name.
pub(super) struct Spans<'s> {
    sources: &'s Sources,
    lines: HashMap<FileId, Rc<LineIndex<'s>>>,
    found: HashMap<(FileId, &'s Pointer), Found>,
}

impl<'s> Spans<'s> {
    /// Finds them all.
    pub(super) fn of(
        sources: &'s Sources,
        diagnostics: impl Iterator<Item = &'s Diagnostic>,
    ) -> Self {
        let mut wanted: HashMap<FileId, Vec<&'s Pointer>> = HashMap::default();
        for diagnostic in diagnostics {
            let related = diagnostic.related().iter().map(|(place, _)| place);
            for place in std::iter::once(diagnostic.place()).chain(related) {
                wanted.entry(place.file).or_default().push(&place.pointer);
            }
        }
        let mut spans = Self {
            sources,
            lines: HashMap::default(),
            found: HashMap::default(),
        };
        for (id, pointers) in wanted {
            let Some(file) = sources.get(id) else {
                continue;
            };
            spans.lines.insert(id, Rc::new(LineIndex::new(file.text())));
            let found = locate(file, &pointers);
            let pairs = pointers.into_iter().zip(found);
            spans
                .found
                .extend(pairs.filter_map(|(pointer, found)| Some(((id, pointer), found?))));
        }
        spans
    }

    /// Where a place is; `None` when its file has no text for it.
    pub(super) fn get(&self, place: &Place) -> Option<Located<'s>> {
        let file = self.sources.get(place.file)?;
        let lines = Rc::clone(self.lines.get(&place.file)?);
        let span = match &place.part {
            Part::Text(span) => span.clone(),
            part @ (Part::Key | Part::Value) => self.underlined(place, part, &lines)?,
        };
        Some(Located { file, lines, span })
    }

    /// The key or the value; for an object or array over several lines its key says more than its first line.
    fn underlined(&self, place: &Place, part: &Part, lines: &LineIndex<'_>) -> Option<Span> {
        let found = self.found.get(&(place.file, &place.pointer))?;
        let line = |offset| lines.line(offset);
        let large = found.container && line(found.value.start) != line(found.value.end)
            || found
                .key
                .as_ref()
                .is_some_and(|key| line(key.end) != line(found.value.start));
        match &found.key {
            Some(key) if *part == Part::Key || large => Some(key.clone()),
            _ => Some(found.value.clone()),
        }
    }
}
