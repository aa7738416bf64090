//! Where a counterexample is looked for.

use super::super::{MessagePart, ValueStep, WirePlace};

/// Where a change is seen. An operation that is gone has no place in the new API.
#[derive(Debug, Clone)]
pub(super) struct SearchPlace {
    pub(super) old_operation: usize,
    pub(super) new_operation: Option<usize>,
    pub(super) part: MessagePart,
    pub(super) path: Vec<ValueStep>,
    /// How many lists and objects of the message are around the value.
    pub(super) levels: usize,
}

impl From<&WirePlace> for SearchPlace {
    fn from(place: &WirePlace) -> Self {
        Self {
            old_operation: place.old_operation,
            new_operation: Some(place.new_operation),
            part: place.part.clone(),
            path: place.path.steps().into_iter().cloned().collect(),
            levels: place.path.levels(),
        }
    }
}
