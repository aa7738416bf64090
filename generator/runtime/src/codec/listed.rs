//! A list in a message, of a bounded length: an enumeration may have thousands of values, and a union hundreds of variants.

use std::fmt;

/// Prints `a, b, c`, or so many of them `and 950 more`.
#[derive(Debug, Clone)]
pub(crate) struct Listed<I> {
    pub(crate) items: I,
    pub(crate) most: usize,
}

impl<I> Listed<I> {
    /// The values of an enumeration.
    pub(crate) fn values(items: I) -> Self {
        Self { items, most: 50 }
    }
}

impl<T: fmt::Display, I: ExactSizeIterator<Item = T> + Clone> fmt::Display for Listed<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, item) in self.items.clone().take(self.most).enumerate() {
            let before = if position == 0 { "" } else { ", " };
            write!(f, "{before}{item}")?;
        }
        match self.items.len().saturating_sub(self.most) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut() {
        let list = |count: u32| Listed::values((0..count).collect::<Vec<_>>().iter()).to_string();
        assert_eq!(list(0), "");
        assert_eq!(list(3), "0, 1, 2");
        assert!(list(50).ends_with(", 49"));
        assert!(list(1_000).ends_with(", 49 and 950 more"));
    }
}
