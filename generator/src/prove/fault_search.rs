//! The search for a smaller message that is wrong as well, and why a search stops.

use super::judge::Wrong;
use super::program::ProofError;
use super::report::{Fault, FaultSide};

/// How many exchanges are made to find a smaller counterexample.
const SMALLER: usize = 300;

/// Why no more messages of an operation are tried.
pub(super) enum Stop {
    /// The program ended when it was asked about a message: that one is the fault.
    Ended(Fault),
    /// The program cannot be asked.
    Failed(ProofError),
}

/// A search for a smaller message that is wrong on the same side.
pub(super) struct FaultSearch<D> {
    /// The smallest one so far.
    last: (D, Wrong),
    side: FaultSide,
    /// How many exchanges may still be tried.
    left: usize,
    /// Why no more can be tried.
    error: Option<Stop>,
}

impl<D: Clone> FaultSearch<D> {
    pub(super) fn new(first: (D, Wrong), side: FaultSide) -> Self {
        Self {
            last: first,
            side,
            left: SMALLER,
            error: None,
        }
    }

    /// Whether a message is wrong as well, as far as it may be tried.
    pub(super) fn is_wrong(
        &mut self,
        draft: &D,
        exchange: impl FnOnce() -> Result<Option<Wrong>, Stop>,
    ) -> bool {
        if self.left == 0 || self.error.is_some() {
            return false;
        }
        self.left -= 1;
        match exchange() {
            Ok(Some(wrong)) if wrong.side == self.side => {
                self.last = (draft.clone(), wrong);
                true
            }
            Ok(_) => false,
            Err(problem) => {
                self.error = Some(problem);
                false
            }
        }
    }

    pub(super) fn found(self) -> Result<(D, Wrong), Stop> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.last),
        }
    }
}
