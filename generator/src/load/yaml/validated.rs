//! What is known of a text before its tree is built.

use super::super::repeated::RepeatedKey;

/// What the events of a text say about its tree.
pub(super) struct Validated {
    /// How many values it has, with aliases expanded.
    pub(super) values: usize,
    /// Whether it has merge keys.
    pub(super) merges: bool,
    /// The keys that occur twice in an object. They are reported when their values are known.
    pub(super) repeated: Vec<RepeatedKey>,
}
