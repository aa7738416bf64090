//! `multipleOf`: which of two steps divides the other, exactly.

use super::turn::Turn;

/// What it does to values that they are multiples of another step; `None` if the steps are equal.
pub(super) fn compare_steps(old: &str, new: &str) -> Option<Turn> {
    let (Some(one), Some(two)) = (Decimal::parse(old), Decimal::parse(new)) else {
        return (old != new).then_some(Turn::BOTH);
    };
    match (two.divides(one), one.divides(two)) {
        (Some(true), Some(true)) => None,
        (Some(true), Some(false)) => Some(Turn::WIDER),
        (Some(false), Some(true)) => Some(Turn::NARROWER),
        _ => Some(Turn::BOTH),
    }
}

/// `digits * 10^exponent`.
#[derive(Debug, Clone, Copy)]
struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// The number that a JSON literal is; `None` if it is too long, or no step.
    fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: u128 = format!("{whole}{fraction}").parse().ok()?;
        let places = i32::try_from(fraction.len()).ok()?;
        (digits > 0).then_some(())?;
        Some(Self {
            digits,
            exponent: exponent.checked_sub(places)?,
        })
    }

    /// Whether the other is a multiple of this; `None` if the numbers are too far apart to tell.
    fn divides(self, other: Self) -> Option<bool> {
        let exponent = self.exponent.min(other.exponent);
        let scaled = |one: Self| {
            let places = u32::try_from(one.exponent.checked_sub(exponent)?).ok()?;
            one.digits.checked_mul(10_u128.checked_pow(places)?)
        };
        scaled(other)?
            .checked_rem(scaled(self)?)
            .map(|rest| rest == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Turn, compare_steps};

    #[test]
    fn a_step_that_divides_the_other_allows_more() {
        for (old, new, turn) in [
            ("10", "5", Some(Turn::WIDER)),
            ("5", "10", Some(Turn::NARROWER)),
            ("0.01", "0.1", Some(Turn::NARROWER)),
            ("1", "0.25", Some(Turn::WIDER)),
            ("4", "6", Some(Turn::BOTH)),
            ("1.0", "1", None),
            ("1e2", "100", None),
            ("1e300", "1", Some(Turn::BOTH)),
            ("x", "1", Some(Turn::BOTH)),
        ] {
            assert_eq!(compare_steps(old, new), turn, "{old} {new}");
        }
    }
}
