//! How well a value matches its type, and where an attempt to read it began.

/// Where an attempt begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) accounted: usize,
}

/// How many keys an object has, and how many of them its type knows. For arrays, the sum over the
/// elements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) known: usize,
    pub(super) total: usize,
}

impl Score {
    /// The score of no value.
    pub(super) const UNSET: Self = Self {
        known: usize::MAX,
        total: 0,
    };

    pub(super) fn is_unset(self) -> bool {
        self == Self::UNSET
    }

    pub(super) fn add(&mut self, other: Self) {
        self.known += other.known;
        self.total += other.total;
    }
}
