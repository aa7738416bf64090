//! Lines and columns of many places of a document, in one walk per file.

use std::fmt;

use foldhash::HashMap;

use super::Document;
use crate::diagnostic::{Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::{FileId, LineIndex, locate};

/// Where something is in the text of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextPosition {
    /// What reports call the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl fmt::Display for TextPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Document {
    /// Where the values at these pointers are: at their keys, if they have keys. `None` for what is not in the text.
    #[must_use]
    pub fn positions(
        &self,
        diagnostics: &Diagnostics,
        pointers: &[Pointer],
    ) -> Vec<Option<TextPosition>> {
        let mut positions = vec![None; pointers.len()];
        let mut by_file: HashMap<FileId, Vec<(usize, Pointer)>> = HashMap::default();
        for (index, pointer) in pointers.iter().enumerate() {
            let Place { file, pointer, .. } = self.place(pointer);
            by_file.entry(file).or_default().push((index, pointer));
        }
        for (file, places) in by_file {
            let Some(source) = diagnostics.sources().get(file) else {
                continue;
            };
            let lines = LineIndex::new(source.text());
            let inside: Vec<&Pointer> = places.iter().map(|(_, pointer)| pointer).collect();
            for ((index, _), found) in places.iter().zip(locate(source, &inside)) {
                let (Some(found), Some(position)) = (found, positions.get_mut(*index)) else {
                    continue;
                };
                let start = found.key.unwrap_or(found.value).start;
                let at = lines.position(start);
                *position = Some(TextPosition {
                    file: source.name().to_owned(),
                    line: at.line,
                    column: at.column,
                });
            }
        }
        positions
    }
}
