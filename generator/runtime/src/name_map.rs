//! Values by their names, where a document or its caller gives a few of them: parameters, variables, security schemes.
//!
//! The names are in order, as in a `BTreeMap`. A list takes a tenth of the code, which is compiled for each type of value again.

use std::{borrow::Cow, fmt};

/// Values by their names. Adding one takes time in proportion to the number of names, looking for one takes a few comparisons.
#[derive(Clone)]
pub struct NameMap<V>(Vec<(Cow<'static, str>, V)>);

impl<V> NameMap<V> {
    /// No values.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets the value of a name.
    pub fn insert(&mut self, name: impl Into<Cow<'static, str>>, value: V) {
        let name = name.into();
        match self.place(&name) {
            Ok(at) => {
                if let Some((_, old)) = self.0.get_mut(at) {
                    *old = value;
                }
            }
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        let at = self.place(name).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Whether there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names with their values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &V)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// The names.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.iter().map(|(name, _)| name).collect()
    }

    /// The values.
    #[cfg(feature = "client")]
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Where a name is, or else where it would be.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(name))
    }
}

impl<V> Default for NameMap<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: fmt::Debug> fmt::Debug for NameMap<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_the_last_value_counts() {
        let mut map = NameMap::new();
        for (name, value) in [("b", 1), ("c", 2), ("a", 3), ("b", 4)] {
            map.insert(name, value);
        }
        let pairs: Vec<_> = map.iter().collect();
        assert_eq!(pairs, [("a", &3), ("b", &4), ("c", &2)]);
        assert_eq!((map.get("b"), map.get("bb")), (Some(&4), None));
        assert_eq!(format!("{map:?}"), r#"{"a": 3, "b": 4, "c": 2}"#);
    }
}
