//! The way from a value to one inside it.

use std::fmt;
use std::sync::Arc;

/// A step into a JSON value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueStep {
    /// The property of this name.
    Property(String),
    /// Any item of a list.
    Items,
    /// Any property without a name in the schema, or any entry of a map.
    Entries,
    /// An alternative of a union, by its index on each side that has it.
    Alternative {
        /// In the old union.
        old: Option<usize>,
        /// In the new union.
        new: Option<usize>,
    },
}

/// The way from a value to one inside it. Ways that begin alike share their beginning.
#[derive(Clone, Default)]
pub struct ValuePath {
    last: Option<Arc<PathEnd>>,
}

/// The last step of a way.
struct PathEnd {
    before: ValuePath,
    step: ValueStep,
    length: usize,
    levels: usize,
}

impl ValuePath {
    /// This way and one more step.
    #[must_use]
    pub fn then(&self, step: ValueStep) -> Self {
        let (length, levels) = (self.len() + 1, self.levels() + step.levels());
        let end = PathEnd {
            before: self.clone(),
            step,
            length,
            levels,
        };
        Self {
            last: Some(Arc::new(end)),
        }
    }

    /// How many steps it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.last.as_ref().map_or(0, |end| end.length)
    }

    /// Whether it has no steps.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.last.is_none()
    }

    /// How many lists and objects are around the value at its end.
    #[must_use]
    pub fn levels(&self) -> usize {
        self.last.as_ref().map_or(0, |end| end.levels)
    }

    /// Its steps, outermost first.
    #[must_use]
    pub fn steps(&self) -> Vec<&ValueStep> {
        fn before<'p>(end: &&'p PathEnd) -> Option<&'p PathEnd> {
            end.before.last.as_deref()
        }
        let ends = std::iter::successors(self.last.as_deref(), before);
        let mut steps: Vec<&ValueStep> = ends.map(|end| &end.step).collect();
        steps.reverse();
        steps
    }
}

impl ValueStep {
    /// How many levels of the value it goes down.
    fn levels(&self) -> usize {
        match self {
            Self::Property(_) | Self::Items | Self::Entries => 1,
            Self::Alternative { .. } => 0,
        }
    }
}

/// A long way is not freed by recursion.
impl Drop for PathEnd {
    fn drop(&mut self) {
        let mut next = self.before.last.take();
        while let Some(mut end) = next.and_then(Arc::into_inner) {
            next = end.before.last.take();
        }
    }
}

impl PartialEq for ValuePath {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.steps() == other.steps()
    }
}

impl Eq for ValuePath {}

impl fmt::Debug for ValuePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.steps()).finish()
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_way_keeps_its_order_and_is_freed() {
        let all = (0..1_000_000).fold(ValuePath::default(), |path, index| {
            path.then(match index {
                0 => ValueStep::Property("a".to_owned()),
                1 => ValueStep::Alternative {
                    old: None,
                    new: Some(0),
                },
                _ => ValueStep::Items,
            })
        });
        assert_eq!((all.len(), all.levels()), (1_000_000, 999_999));
        assert_eq!(all.steps()[0], &ValueStep::Property("a".to_owned()));
        drop(all);
    }
}
