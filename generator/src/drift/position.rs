//! Lines and columns of findings.

use super::finding::Finding;
use crate::diagnostic::Diagnostics;
use crate::load::Document;
use crate::pointer::Pointer;

/// Sets the positions of findings.
pub(super) fn locate_all(document: &Document, diagnostics: &Diagnostics, findings: &mut [Finding]) {
    let places = findings.iter_mut();
    let places = places.filter_map(|one| Some((one.pointer.clone()?, &mut one.position)));
    let (pointers, positions): (Vec<Pointer>, Vec<_>) = places.unzip();
    let located = document.positions(diagnostics, &pointers);
    for (position, found) in positions.into_iter().zip(located) {
        *position = found;
    }
}
