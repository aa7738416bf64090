//! Maps of any type as objects with free keys.

use std::collections::BTreeMap;

use super::{Encode, value::Map};

/// The members of an object with free keys, of whatever type they are.
pub trait Entries {
    /// Calls `each` with every key and value, in order.
    fn each(&self, each: &mut dyn FnMut(&str, &dyn Encode));

    /// Whether there is a member of that name.
    fn has(&self, key: &str) -> bool;

    /// How many members there are.
    fn count(&self) -> usize;
}

/// Both kinds of maps have the same methods, and no trait in common.
macro_rules! entries {
    ($($map:ty),*) => {$(
        impl<T: Encode> Entries for $map {
            fn each(&self, each: &mut dyn FnMut(&str, &dyn Encode)) {
                self.iter().for_each(|(key, value)| each(key, value));
            }

            fn has(&self, key: &str) -> bool {
                self.contains_key(key)
            }

            fn count(&self) -> usize {
                self.len()
            }
        }
    )*};
}

entries!(Map<T>, BTreeMap<String, T>);
