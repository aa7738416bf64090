//! How much work queries may be.

/// Steps that are left: each value that is looked at, compared or kept is one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueryBudget {
    steps: usize,
    /// How many values one query may have at hand.
    held: usize,
}

/// A query needs more work than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exhausted;

/// So many steps take as much time as one value of a tree may: the limit on values is in proportion to this.
const STEPS_PER_VALUE: usize = 100;

/// Characters of a string that are looked at in one step.
const CHARACTERS: usize = 16;

impl QueryBudget {
    /// The budget for all queries on a tree that may have this many values.
    pub(crate) fn of(nodes: usize) -> Self {
        Self {
            steps: nodes.saturating_mul(STEPS_PER_VALUE),
            held: nodes,
        }
    }

    /// Takes so many steps.
    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), Exhausted> {
        self.steps = self.steps.checked_sub(steps).ok_or(Exhausted)?;
        Ok(())
    }

    /// The steps that it takes to look at a text.
    pub(crate) fn spend_on_text(&mut self, length: usize) -> Result<(), Exhausted> {
        self.spend(1 + length / CHARACTERS)
    }

    /// Whether one query may hold this many values.
    pub(super) fn hold(&self, values: usize) -> Result<(), Exhausted> {
        if values > self.held {
            return Err(Exhausted);
        }
        Ok(())
    }
}
