//! Scalars: which one contains which.
//!
//! | old | new | values |
//! | --- | --- | --- |
//! | `int32` | `int64` | more, unless limits say otherwise |
//! | `integer` | `number` | more |
//! | `string` | `date-time` | fewer |
//! | `string` | `number` | others |

use super::amounts::{AMOUNTS, Amount, LimitSide};
use super::kinds::WireKind;
use super::turn::Turn;
use super::view::SaidLimit;
use crate::ir::{Bound, Constraint, Float, Integer, Scalar};

/// What a scalar is, apart from its width or format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ScalarSort {
    Bool,
    Integer,
    Number,
    String,
    Any,
    Null,
}

pub(super) fn scalar_sort(scalar: Scalar) -> ScalarSort {
    match scalar {
        Scalar::Bool => ScalarSort::Bool,
        Scalar::Integer(_) => ScalarSort::Integer,
        Scalar::Float(_) | Scalar::Number => ScalarSort::Number,
        Scalar::String
        | Scalar::Base64
        | Scalar::Binary
        | Scalar::Content
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Duration
        | Scalar::Uuid
        | Scalar::Ipv4
        | Scalar::Ipv6 => ScalarSort::String,
        Scalar::Any => ScalarSort::Any,
        Scalar::Null => ScalarSort::Null,
    }
}

/// How two scalars differ, apart from widths of integers; `None` if they do not.
pub(super) fn scalar_change(old: Scalar, new: Scalar) -> Option<(WireKind, Turn)> {
    if old == new {
        return None;
    }
    Some(match (scalar_sort(old), scalar_sort(new)) {
        (ScalarSort::Integer, ScalarSort::Integer) => return None,
        (_, ScalarSort::Any) | (ScalarSort::Integer, ScalarSort::Number) => {
            (WireKind::TypeWidened, Turn::WIDER)
        }
        (ScalarSort::Any, _) | (ScalarSort::Number, ScalarSort::Integer) => {
            (WireKind::TypeNarrowed, Turn::NARROWER)
        }
        (ScalarSort::Number, ScalarSort::Number) => match digits(new) > digits(old) {
            true => (WireKind::NumberWidened, Turn::WIDER),
            false => (WireKind::NumberNarrowed, Turn::NARROWER),
        },
        (ScalarSort::String, ScalarSort::String) => format_change(old, new),
        _ => (WireKind::TypeChanged, Turn::BOTH),
    })
}

/// The order of numbers by range and digits.
fn digits(scalar: Scalar) -> u8 {
    match scalar {
        Scalar::Float(Float::F32) => 0,
        Scalar::Float(Float::F64) => 1,
        _ => 2,
    }
}

/// Whether every string is a value.
fn is_free(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::String | Scalar::Binary | Scalar::Content)
}

fn format_change(old: Scalar, new: Scalar) -> (WireKind, Turn) {
    match (is_free(old), is_free(new)) {
        // All strings are values of both: what they contain has another name.
        (true, true) => (WireKind::FormatChanged, Turn::BEHAVIOUR),
        (true, false) => (WireKind::FormatAdded, Turn::NARROWER),
        (false, true) => (WireKind::FormatRemoved, Turn::WIDER),
        (false, false) => (WireKind::FormatChanged, Turn::BOTH),
    }
}

/// The limits of an integer, without those that its width implies.
pub(super) fn beyond_width<'a>(integer: Integer, limits: &[SaidLimit<'a>]) -> Vec<SaidLimit<'a>> {
    let (least, greatest) = integer.range();
    let says_something = |one: &&SaidLimit<'a>| match one.limit {
        Constraint::Minimum(Bound::Integer(limit)) => *limit > least,
        Constraint::Maximum(Bound::Integer(limit)) => *limit < greatest,
        _ => true,
    };
    limits.iter().filter(says_something).copied().collect()
}

/// The limits of a value without `minimum` and `maximum`.
pub(super) fn without_bounds<'a>(limits: &[SaidLimit<'a>]) -> Vec<SaidLimit<'a>> {
    let is_bound =
        |limit: &Constraint| matches!(limit, Constraint::Minimum(_) | Constraint::Maximum(_));
    limits
        .iter()
        .filter(|one| !is_bound(one.limit))
        .copied()
        .collect()
}

/// The range of an integer with its limits.
pub(super) fn range(integer: Integer, limits: &[SaidLimit<'_>]) -> (i128, i128) {
    let (mut least, mut greatest) = integer.range();
    for rule in AMOUNTS {
        match (rule.side, rule.strictest(limits)) {
            (LimitSide::Least, Some((Amount::Bound(Bound::Integer(limit)), _))) => {
                least = least.max(limit);
            }
            (LimitSide::Greatest, Some((Amount::Bound(Bound::Integer(limit)), _))) => {
                greatest = greatest.min(limit);
            }
            _ => {}
        }
    }
    (least, greatest)
}

/// How two ranges differ.
pub(super) fn range_change(old: (i128, i128), new: (i128, i128)) -> Option<(WireKind, Turn)> {
    let narrower = new.0 > old.0 || new.1 < old.1;
    let wider = new.0 < old.0 || new.1 > old.1;
    match (narrower, wider) {
        (false, false) => None,
        (true, false) => Some((WireKind::IntegerNarrowed, Turn::NARROWER)),
        (false, true) => Some((WireKind::IntegerWidened, Turn::WIDER)),
        (true, true) => Some((WireKind::IntegerRangeChanged, Turn::BOTH)),
    }
}
