//! Lines and columns of the places in documents, one walk per file.

use std::collections::HashMap;

use super::finding::Finding;
use crate::diagnostic::{Diagnostics, Place};
use crate::load::Document;
use crate::pointer::Pointer;
use crate::source::{FileId, LineIndex, locate};

/// Sets the positions of findings.
pub(super) fn locate_all(document: &Document, diagnostics: &Diagnostics, findings: &mut [Finding]) {
    let mut by_file: HashMap<FileId, Vec<(usize, Pointer)>> = HashMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(pointer) = &finding.pointer {
            let Place { file, pointer, .. } = document.place(pointer);
            by_file.entry(file).or_default().push((index, pointer));
        }
    }
    for (file, places) in by_file {
        let Some(source) = diagnostics.sources().get(file) else {
            continue;
        };
        let lines = LineIndex::new(source.text());
        let pointers: Vec<&Pointer> = places.iter().map(|(_, pointer)| pointer).collect();
        for ((index, _), found) in places.iter().zip(locate(source, &pointers)) {
            let Some(found) = found else {
                continue;
            };
            let span = found.key.unwrap_or(found.value);
            let position = lines.position(span.start);
            if let Some(finding) = findings.get_mut(*index) {
                finding.position = Some((source.name().to_owned(), position.line, position.column));
            }
        }
    }
}
