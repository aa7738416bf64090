//! The state of the keyword pass, and its result for one value.
//!
//! Each file of this module adds methods for one topic: types, keys that are missing or unknown,
//! references, repairs. All of them report through the same [`Report`], and note their repairs in
//! the same list.

use serde_json::{Map, Value};

use super::explain::KeyUsage;
use super::known_targets::References;
use super::repair::Repairs;
use crate::load::report::Report;
use crate::load::{Dialect, Repair};

/// The members of an object.
pub(in crate::load) type Members = Map<String, Value>;

/// Whether a value has its type. Problems further inside are reported and repaired there, and do
/// not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Fits,
    Broken,
}

/// The state of the walk.
pub(super) struct Walk<'d, 'r> {
    pub(super) root: &'d Value,
    pub(super) dialect: Dialect,
    pub(super) report: &'r mut Report,
    /// How a wrong value under the current key can be repaired.
    pub(super) repair: Repair,
    pub(super) usage: KeyUsage,
    pub(super) repairs: Repairs,
    pub(super) references: References<'d>,
}
