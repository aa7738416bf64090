//! What a change does to the values that a schema allows, and what that is for messages.

use std::collections::BTreeSet;
use std::ops::BitOr;

use crate::diff::model::WireEffect;

/// Who sends a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum WireDirection {
    /// The client.
    Request,
    /// The server.
    Response,
}

/// What a change does to the values that a schema allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Turn {
    /// Some values are not allowed any more.
    pub(super) narrower: bool,
    /// Some values are allowed that were not.
    pub(super) wider: bool,
    /// BeforeAfter mean something else.
    pub(super) behaviour: bool,
}

impl Turn {
    /// Neither.
    pub(super) const NONE: Self = Self::new(false, false);
    /// Fewer values are allowed.
    pub(super) const NARROWER: Self = Self::new(true, false);
    /// More values are allowed.
    pub(super) const WIDER: Self = Self::new(false, true);
    /// Other values are allowed, or how they compare is not known.
    pub(super) const BOTH: Self = Self::new(true, true);
    /// The same values are allowed, and mean something else.
    pub(super) const BEHAVIOUR: Self = Self {
        narrower: false,
        wider: false,
        behaviour: true,
    };

    const fn new(narrower: bool, wider: bool) -> Self {
        Self {
            narrower,
            wider,
            behaviour: false,
        }
    }

    /// The other way: from the new schema to the old one.
    pub(super) fn reversed(self) -> Self {
        Self {
            narrower: self.wider,
            wider: self.narrower,
            behaviour: self.behaviour,
        }
    }

    /// What it is for messages that one side sends.
    pub(super) fn effects(self, direction: WireDirection) -> BTreeSet<WireEffect> {
        let (narrower, wider) = match direction {
            WireDirection::Request => (WireEffect::RequestNarrower, WireEffect::RequestWider),
            WireDirection::Response => (WireEffect::ResponseNarrower, WireEffect::ResponseWider),
        };
        let all = [
            (self.narrower, narrower),
            (self.wider, wider),
            (self.behaviour, WireEffect::Behaviour),
        ];
        all.into_iter()
            .filter_map(|(holds, effect)| holds.then_some(effect))
            .collect()
    }
}

/// Both together.
impl BitOr for Turn {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            narrower: self.narrower || other.narrower,
            wider: self.wider || other.wider,
            behaviour: self.behaviour || other.behaviour,
        }
    }
}
