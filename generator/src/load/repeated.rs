//! Keys that occur twice in an object.
//!
//! Parsers disagree on which of the two counts
//! ([RFC 8259, section 4](https://www.rfc-editor.org/rfc/rfc8259#section-4)). If their values are
//! equal, all parsers agree on the object, so lenient reading takes it. Otherwise this is an error,
//! and only a guess repairs it: the first counts.
//!
//! ```text
//! {type: string, type: string}        a string, with a warning
//! {type: string, type: integer}       an error
//! ```

use foldhash::HashMap;

use super::report::fault;
use super::{Repair, Strictness};
use crate::diagnostic::{Code, Diagnostics, Place, show};

/// How many of them are reported in YAML, where it takes time to find the place of each.
pub(super) const MOST: usize = 1_000;

/// A key that occurs twice.
pub(super) struct RepeatedKey {
    pub(super) key: String,
    pub(super) first: Place,
    pub(super) second: Place,
}

/// Reports them. `known` has the keys that occur twice anywhere in the tree, each with whether the
/// values are equal. It is in another order, so a key counts as equal if it is so everywhere.
pub(super) fn report(
    repeated: &[RepeatedKey],
    strictness: Strictness,
    known: &[(String, bool)],
    diagnostics: &mut Diagnostics,
) {
    let mut equal: HashMap<&str, bool> = HashMap::default();
    for (key, is_equal) in known {
        *equal.entry(key).or_insert(true) &= is_equal;
    }
    for RepeatedKey { key, first, second } in repeated {
        let is_equal = equal.get(key.as_str()).copied().unwrap_or_default();
        let (repair, values) = match is_equal {
            true => (Repair::Harmless, ", with equal values"),
            false => (Repair::Guess, ""),
        };
        let message = format!(
            "the key `{}` occurs twice in this object{values}",
            show(key)
        );
        let how = (strictness, repair);
        fault(diagnostics, how, Code::DuplicateKey, second, message).also(first, "first here");
    }
}
