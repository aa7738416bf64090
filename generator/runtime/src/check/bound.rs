//! Bounds and counts: how they compare, and the words for them in a violation.
//!
//! | keyword | here | message |
//! |---|---|---|
//! | `minimum: 1` | `Bound::AtLeast`, `Limited::Integer(1)` | must be at least 1, not 0 |
//! | `exclusiveMaximum: 0.5` | `Bound::LessThan`, `Limited::Float(0.5)` | must be less than 0.5, not 0.5 |
//! | `maxLength: 1` | `Count::Characters` | must have at most 1 character, not 2 |

use std::cmp::Ordering;

use super::compare;
use super::subject::{Amount, Subject};
use crate::codec::Number;

/// The value of a bound.
#[derive(Clone, Copy)]
pub(super) enum Limited {
    Integer(i128),
    Float(f64),
}

impl Limited {
    /// How a number compares with the bound: exactly, and in place if both are of one type.
    pub(super) fn compare(self, number: &Amount<'_>) -> Option<Ordering> {
        match (number, self) {
            (Amount::Integer(number), Self::Integer(limit)) => Some(number.cmp(&limit)),
            (Amount::Float(number), Self::Float(limit)) => number.partial_cmp(&limit),
            (_, limit) => compare::numbers(&number.to_number()?, &limit.to_number()?),
        }
    }

    pub(super) fn to_number(self) -> Option<Number> {
        match self {
            Self::Integer(limit) => Some(Number::from(limit)),
            Self::Float(limit) => Number::from_f64(limit),
        }
    }
}

/// Whether a number is a multiple of a step; integers in place.
pub(super) fn is_multiple(number: &Amount<'_>, step: &str) -> bool {
    if let (Amount::Integer(number), Ok(step)) = (number, step.parse::<i128>()) {
        return number.checked_rem(step) == Some(0);
    }
    let number = number.to_number();
    number.is_some_and(|number| compare::is_multiple(&number, step) == Some(true))
}

/// The direction of a bound.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Bound {
    /// Whether a number is within the bound, given how it compares with it.
    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Bound::AtLeast => order.is_ge(),
            Bound::AtMost => order.is_le(),
            Bound::MoreThan => order.is_gt(),
            Bound::LessThan => order.is_lt(),
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
            Bound::MoreThan => "more than",
            Bound::LessThan => "less than",
        }
    }
}

/// What is counted.
#[derive(Clone, Copy)]
pub(super) enum Count {
    Characters,
    Items,
    Properties,
}

impl Count {
    /// The count; `None` if the value is of another type, to which the limit does not apply. Characters
    /// are Unicode code points
    /// ([JSON Schema validation, section 6.3.1](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.1)).
    pub(super) fn of(self, subject: Subject<'_>) -> Option<u64> {
        let count = match self {
            Count::Characters => subject.text()?.chars().count(),
            Count::Items => subject.items()?,
            Count::Properties => subject.properties()?,
        };
        u64::try_from(count).ok()
    }

    /// Whether the bound is `maxLength`.
    pub(super) fn is_length(self, bound: Bound) -> bool {
        matches!((self, bound), (Count::Characters, Bound::AtMost))
    }

    /// Whether the bound holds whatever the characters are, of which each has one to four bytes.
    pub(super) fn certainly_holds(self, subject: Subject<'_>, bound: Bound, limit: u64) -> bool {
        let (Count::Characters, Some(bytes)) = (self, subject.bytes()) else {
            return false;
        };
        match bound {
            Bound::AtLeast => bytes.div_ceil(4) as u64 >= limit,
            Bound::AtMost => bytes as u64 <= limit,
            Bound::MoreThan | Bound::LessThan => false,
        }
    }

    pub(super) fn noun(self, limit: u64) -> &'static str {
        match (self, limit) {
            (Count::Characters, 1) => "character",
            (Count::Characters, _) => "characters",
            (Count::Items, 1) => "item",
            (Count::Items, _) => "items",
            (Count::Properties, 1) => "property",
            (Count::Properties, _) => "properties",
        }
    }
}
