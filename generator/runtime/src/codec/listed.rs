//! A list in a message, of a bounded length: an enumeration may have thousands of values.

use std::fmt;

/// How many of them are named.
const NAMED: usize = 50;

/// Prints `a, b, c`, or the first ones `and 950 more`.
#[derive(Debug, Clone)]
pub(crate) struct Listed<I>(pub(crate) I);

impl<T: fmt::Display, I: ExactSizeIterator<Item = T> + Clone> fmt::Display for Listed<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, item) in self.0.clone().take(NAMED).enumerate() {
            let before = if position == 0 { "" } else { ", " };
            write!(f, "{before}{item}")?;
        }
        match self.0.len().saturating_sub(NAMED) {
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
        let list = |count: u32| Listed((0..count).collect::<Vec<_>>().iter()).to_string();
        assert_eq!(list(0), "");
        assert_eq!(list(3), "0, 1, 2");
        assert!(list(50).ends_with(", 49"));
        assert!(list(1_000).ends_with(", 49 and 950 more"));
    }
}
