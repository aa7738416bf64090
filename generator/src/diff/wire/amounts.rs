//! Limits that are numbers: how two of them compare, and which kind of change that is.

use std::cmp::Ordering;

use super::kinds::WireKind;
use super::text::bound_text;
use super::turn::Turn;
use super::view::SaidLimit;
use crate::ir::{Bound, Constraint};

/// The number of a limit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Amount {
    /// A length, or a number of items or properties.
    Count(u64),
    /// A least or greatest number.
    Bound(Bound),
}

/// Which side a limit is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitSide {
    /// BeforeAfter may not be smaller.
    Least,
    /// BeforeAfter may not be larger.
    Greatest,
}

/// A keyword whose value is a number: its side, its number in a limit, and the kinds of its changes.
pub(super) struct AmountRule {
    /// Its side.
    pub(super) side: LimitSide,
    /// Its number in a limit.
    pub(super) of: fn(&Constraint) -> Option<Amount>,
    /// It is new, it is gone, it is larger, it is smaller.
    pub(super) kinds: [WireKind; 4],
}

/// The keyword, its side, the constraint that it is, and the kinds of its changes.
macro_rules! rules {
    ($($side:ident $limit:ident $amount:ident [$($kind:ident)*])*) => {
        /// Every keyword whose value is a number.
        pub(super) const AMOUNTS: &[AmountRule] = &[$(AmountRule {
            side: LimitSide::$side,
            of: |limit| match limit {
                Constraint::$limit(value) => Some(Amount::$amount(*value)),
                _ => None,
            },
            kinds: [$(WireKind::$kind,)*],
        },)*];
    };
}

rules! {
    Least MinLength Count [MinLengthAdded MinLengthRemoved MinLengthIncreased MinLengthDecreased]
    Greatest MaxLength Count [MaxLengthAdded MaxLengthRemoved MaxLengthIncreased MaxLengthDecreased]
    Least Minimum Bound [MinimumAdded MinimumRemoved MinimumIncreased MinimumDecreased]
    Greatest Maximum Bound [MaximumAdded MaximumRemoved MaximumIncreased MaximumDecreased]
    Least MinItems Count [MinItemsAdded MinItemsRemoved MinItemsIncreased MinItemsDecreased]
    Greatest MaxItems Count [MaxItemsAdded MaxItemsRemoved MaxItemsIncreased MaxItemsDecreased]
    Least MinProperties Count [MinPropertiesAdded MinPropertiesRemoved MinPropertiesIncreased MinPropertiesDecreased]
    Greatest MaxProperties Count [MaxPropertiesAdded MaxPropertiesRemoved MaxPropertiesIncreased MaxPropertiesDecreased]
}

impl Amount {
    /// As it is printed.
    pub(super) fn text(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Bound(bound) => bound_text(bound),
        }
    }

    /// Whether it says nothing: nothing is shorter than 0.
    fn is_void(self, side: LimitSide) -> bool {
        matches!((self, side), (Self::Count(0), LimitSide::Least))
    }

    /// How two limits on one side compare; a limit that excludes its number is beyond the number.
    pub(super) fn compare(self, other: Self, side: LimitSide) -> Ordering {
        match (self, other) {
            (Self::Count(one), Self::Count(two)) => one.cmp(&two),
            (Self::Bound(one), Self::Bound(two)) => compare_bounds(one, two, side),
            (Self::Count(_), Self::Bound(_)) | (Self::Bound(_), Self::Count(_)) => Ordering::Equal,
        }
    }
}

fn compare_bounds(one: Bound, two: Bound, side: LimitSide) -> Ordering {
    if let (Bound::Integer(one), Bound::Integer(two)) = (one, two) {
        return one.cmp(&two);
    }
    let by_number = number(one).total_cmp(&number(two));
    let beyond = |bound| matches!(bound, Bound::ExclusiveFloat(_));
    let by_exclusion = beyond(one).cmp(&beyond(two));
    by_number.then(match side {
        LimitSide::Least => by_exclusion,
        LimitSide::Greatest => by_exclusion.reverse(),
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a limit of integers is compared with one of numbers only where the type has changed"
)]
fn number(bound: Bound) -> f64 {
    match bound {
        Bound::Integer(limit) => limit as f64,
        // Zero has one sign here.
        Bound::Float(limit) | Bound::ExclusiveFloat(limit) => limit + 0.0,
    }
}

impl AmountRule {
    /// The strictest of the limits of this keyword.
    pub(super) fn strictest<'a>(
        &self,
        limits: &[SaidLimit<'a>],
    ) -> Option<(Amount, SaidLimit<'a>)> {
        let found = limits.iter().filter_map(|one| {
            let amount = (self.of)(one.limit)?;
            (!amount.is_void(self.side)).then_some((amount, *one))
        });
        found.reduce(|best, next| {
            let order = next.0.compare(best.0, self.side);
            let stricter = match self.side {
                LimitSide::Least => Ordering::Greater,
                LimitSide::Greatest => Ordering::Less,
            };
            if order == stricter { next } else { best }
        })
    }

    /// The kind of change, and what it does to values; `None` if there is none.
    pub(super) fn change(
        &self,
        old: Option<Amount>,
        new: Option<Amount>,
    ) -> Option<(WireKind, Turn)> {
        let [added, removed, increased, decreased] = self.kinds;
        let (rising, falling) = match self.side {
            LimitSide::Least => (Turn::NARROWER, Turn::WIDER),
            LimitSide::Greatest => (Turn::WIDER, Turn::NARROWER),
        };
        match (old, new) {
            (None, None) => None,
            (None, Some(_)) => Some((added, Turn::NARROWER)),
            (Some(_), None) => Some((removed, Turn::WIDER)),
            (Some(old), Some(new)) => match new.compare(old, self.side) {
                Ordering::Equal => None,
                Ordering::Greater => Some((increased, rising)),
                Ordering::Less => Some((decreased, falling)),
            },
        }
    }
}
