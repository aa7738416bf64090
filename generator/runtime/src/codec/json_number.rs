//! The numbers of a JSON text, which are read in place.

use super::{
    error::DecodeError,
    json::Json,
    number::{Number, number_length},
};
use crate::scan;

/// All powers of ten that a float is equal to.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// All that fit into 64 bits.
const POWERS_IN_64_BITS: [u64; 20] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
    10_000_000_000_000,
    100_000_000_000_000,
    1_000_000_000_000_000,
    10_000_000_000_000_000,
    100_000_000_000_000_000,
    1_000_000_000_000_000_000,
    10_000_000_000_000_000_000,
];

/// So many digits fit into 64 bits, whatever they are.
const MOST_DIGITS: usize = 19;

impl<'a> Json<'a> {
    /// The integer, where that takes no thought: no fraction, no exponent, up to 18 digits. Else
    /// nothing is consumed.
    #[inline]
    pub(crate) fn small_integer(&mut self) -> Option<i64> {
        let first = self.peek()?;
        let start = self.index;
        let from = start + usize::from(first == b'-');
        let (magnitude, end) = self.digits(0, from);
        let is_zero = self.bytes.get(from) == Some(&b'0');
        let is_more = matches!(self.bytes.get(end), Some(b'.' | b'e' | b'E'));
        if end == from || end - from >= MOST_DIGITS || is_zero && end - from > 1 || is_more {
            return None;
        }
        self.index = end;
        let magnitude = magnitude.cast_signed();
        Some(if from > start { -magnitude } else { magnitude })
    }

    /// The number, without loss.
    pub(crate) fn exact_number(&mut self) -> Result<Number, DecodeError> {
        let is_negative = self.peek() == Some(b'-');
        match self.small_integer() {
            Some(0) if is_negative => Ok(Number::from_literal("-0")),
            Some(integer) => Ok(integer.into()),
            None => self.number().map(Number::from_literal),
        }
    }

    /// The float, if it has no exponent and is not too large. Else nothing is consumed.
    ///
    /// Few digits need no more than a division: integers up to 2⁵³ and powers of ten up to 10²² are floats, and the
    /// division of two floats is the one that is nearest to what they represent
    /// (Clinger, [How to read floating point numbers accurately](https://doi.org/10.1145/93542.93557)). Up to 19 digits are divided as
    /// integers.
    pub(crate) fn plain_float(&mut self) -> Option<f64> {
        let first = self.peek()?;
        let start = self.index;
        let from = start + usize::from(first == b'-');
        let (mut digits, mut end) = self.digits(0, from);
        let is_zero = self.bytes.get(from) == Some(&b'0');
        if end == from || is_zero && end - from > 1 {
            return None;
        }
        let (mut count, mut decimals) = (end - from, 0);
        if self.bytes.get(end) == Some(&b'.') {
            let behind = end + 1;
            (digits, end) = self.digits(digits, behind);
            decimals = end - behind;
            count += decimals;
            if decimals == 0 {
                return None;
            }
        }
        if matches!(self.bytes.get(end), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        let float = match quotient(digits, decimals) {
            Some(float) if count <= MOST_DIGITS => {
                if from > start {
                    -float
                } else {
                    float
                }
            }
            _ => {
                let float = self.text.get(start..end)?.parse().ok();
                float.filter(|float: &f64| float.is_finite())?
            }
        };
        self.index = end;
        Some(float)
    }

    /// A number with the digits from this place on behind it, and where they end. It is wrong if there are more than
    /// [`MOST_DIGITS`] in all.
    #[inline]
    fn digits(&self, mut number: u64, mut at: usize) -> (u64, usize) {
        let mut rest = self.bytes.get(at..).unwrap_or_default();
        while let Some((word, after)) = rest.split_first_chunk() {
            let (value, count) = scan::digits(*word);
            let power = POWERS_IN_64_BITS.get(count).copied();
            number = number
                .wrapping_mul(power.unwrap_or_default())
                .wrapping_add(value);
            at += count;
            if count < 8 {
                return (number, at);
            }
            rest = after;
        }
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(at) {
            number = number
                .wrapping_mul(10)
                .wrapping_add(u64::from(digit - b'0'));
            at += 1;
        }
        (number, at)
    }

    /// The string of the number, which follows the grammar of JSON.
    pub(crate) fn number(&mut self) -> Result<&'a str, DecodeError> {
        self.peek();
        let rest = self.bytes.get(self.index..).unwrap_or_default();
        let length = number_length(rest);
        // A digit behind a number is behind a zero.
        let end = length.filter(|length| !rest.get(*length).is_some_and(u8::is_ascii_digit));
        let Some(end) = end.map(|length| self.index + length) else {
            return Err(self.fault(|tokens| {
                let peek = tokens.peek()?;
                tokens.known_number_bytes(peek).map(drop)
            }));
        };
        let text = self.text.get(self.index..end).unwrap_or_default();
        self.index = end;
        Ok(text)
    }
}

/// The float that is nearest to a number with so many decimals; `None` if it takes more than a division.
fn quotient(digits: u64, decimals: usize) -> Option<f64> {
    if digits <= 1 << 53 {
        return Some(digits as f64 / POWERS_OF_TEN.get(decimals)?);
    }
    // The quotient has 64 bits or more, and the last of them says whether there is a remainder: it is rounded once.
    let shift = digits.leading_zeros();
    let dividend = u128::from(digits << shift) << 64;
    let divisor = u128::from(*POWERS_IN_64_BITS.get(decimals)?);
    let quotient = dividend / divisor;
    let has_rest = quotient * divisor != dividend;
    let scale = f64::from_bits(u64::from(1023 - 64 - shift) << 52);
    Some((quotient | u128::from(has_rest)) as f64 * scale)
}

#[cfg(test)]
mod tests {
    use super::super::{Policy, from_json};

    /// Their digits as 64 bits are small numbers.
    #[test]
    fn digits_that_do_not_fit_are_not_cut_off() {
        for text in [
            "18446744073709551617",
            "1844674407370955161.7",
            "-184467440737095516.17",
            "18446744073709551616.0",
        ] {
            let read: Result<f64, _> = from_json(text.as_bytes(), Policy::Strict);
            assert_eq!(read.ok(), text.parse().ok(), "{text}");
        }
    }
}
