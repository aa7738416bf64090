//! The steps of a walk through a text, the same for JSON and YAML.
//!
//! Keys and values are both [`Event::Scalar`]: the walk knows from the last event which comes next.

use std::borrow::Cow;

/// A step through a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event<'t> {
    /// An object begins; its keys and values alternate until `MapEnd`.
    MapStart,
    /// The object ends.
    MapEnd,
    /// An array begins.
    ListStart,
    /// The array ends.
    ListEnd,
    /// A scalar or a key, without quotes.
    Scalar(Cow<'t, str>),
    /// A YAML alias: the value is elsewhere.
    Alias,
}
