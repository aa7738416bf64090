//! The text of a number -> the integer that it is: `1.50e2` is 150.

/// An integer of up to 128 bits, as sign and magnitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Integer {
    negative: bool,
    magnitude: u128,
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Self {
            negative: value < 0,
            magnitude: value.unsigned_abs().into(),
        }
    }
}

impl Integer {
    pub(crate) fn to_i128(self) -> Option<i128> {
        if self.negative {
            0_i128.checked_sub_unsigned(self.magnitude)
        } else {
            self.magnitude.try_into().ok()
        }
    }

    pub(crate) fn to_u128(self) -> Option<u128> {
        (!self.negative || self.magnitude == 0).then_some(self.magnitude)
    }
}

/// What a number literal is, seen as an integer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Integral {
    Exact(Integer),
    Fraction,
    TooBig,
}

/// Reads a number literal as an integer, exactly: `1.50e2` is 150, `1.5` a fraction. JSON Schema
/// counts `1.0` among the integers.
pub(crate) fn integral(text: &str) -> Integral {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    let trailing = digits.len().saturating_sub(significant.len());
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return Integral::Exact(Integer {
            negative,
            magnitude: 0,
        });
    }
    // An exponent that does not fit an i64 is as good as the largest: no integer of 128 bits is near.
    let exponent = exponent.parse().unwrap_or(if exponent.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    });
    let scale = exponent
        .saturating_add_unsigned(trailing as u64)
        .saturating_sub_unsigned(fraction.len() as u64);
    let Ok(scale) = u64::try_from(scale) else {
        return Integral::Fraction;
    };
    u32::try_from(scale)
        .ok()
        .and_then(|scale| {
            significant
                .parse::<u128>()
                .ok()?
                .checked_mul(10_u128.checked_pow(scale)?)
        })
        .map_or(Integral::TooBig, |magnitude| {
            Integral::Exact(Integer {
                negative,
                magnitude,
            })
        })
}
