//! How much work on patterns is left.

use super::error::PatternError;

/// How much work is left. A unit is a byte of a program, a step of judging or matching: about 10 ns.
#[derive(Debug)]
pub(super) struct PatternBudget(pub(super) usize);

impl PatternBudget {
    pub(super) fn new(units: usize) -> Self {
        Self(units)
    }

    /// Takes so many units.
    ///
    /// # Errors
    ///
    /// There are not so many. Then none are left, so that what is beyond depends on the order of the document alone.
    pub(super) fn spend(&mut self, units: usize) -> Result<(), PatternError> {
        let left = self.0.checked_sub(units);
        self.0 = left.unwrap_or_default();
        left.map(|_| ()).ok_or(PatternError::Beyond)
    }
}
