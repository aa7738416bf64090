//! The alternatives of `oneOf` or `anyOf`.

use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;

use serde_json::Value;

use crate::diagnostic::Pointer;

/// The alternatives of `oneOf` or `anyOf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// The place of `oneOf` or `anyOf`.
    pub at: Pointer,
    /// The alternatives.
    pub members: Members,
}

/// The places of alternatives. Those of a whole list are made when they are asked for: every schema
/// that extends a base reads the alternatives of that, and most of them drop the list unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Members {
    at: Pointer,
    count: usize,
    places: Rc<OnceCell<Vec<Pointer>>>,
}

impl Choice {
    /// The alternatives that a list has; `None` for an empty list, which says nothing.
    pub(super) fn read(value: &Value, at: Pointer) -> Option<Self> {
        let count = value.as_array().map_or(0, Vec::len);
        (count > 0).then(|| Self {
            members: Members {
                at: at.clone(),
                count,
                places: Rc::default(),
            },
            at,
        })
    }

    /// Drops the alternatives that do not pass. Returns whether there were any.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Pointer) -> bool) -> bool {
        if self.members.iter().all(&mut keep) {
            return false;
        }
        let places: Vec<Pointer> = self.members.iter().filter(|at| keep(at)).cloned().collect();
        self.members = Members {
            at: self.at.clone(),
            count: places.len(),
            places: Rc::new(OnceCell::from(places)),
        };
        true
    }
}

impl Deref for Members {
    type Target = [Pointer];

    fn deref(&self) -> &[Pointer] {
        let all = || (0..self.count).map(|index| self.at.index(index)).collect();
        self.places.get_or_init(all)
    }
}

impl<'m> IntoIterator for &'m Members {
    type Item = &'m Pointer;
    type IntoIter = std::slice::Iter<'m, Pointer>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
