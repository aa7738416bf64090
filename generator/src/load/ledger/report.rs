//! Where the walk reports to.

use super::walk::Walk;
use crate::load::reports::{Desk, Reports};

impl Reports for Walk<'_, '_> {
    fn desk(&mut self) -> Desk<'_> {
        Desk {
            places: self.imports,
            strictness: self.strictness,
            diagnostics: self.diagnostics,
            grouped: &mut self.grouped,
        }
    }
}
