//! The numbers of a JSON text, which are read in place.

use super::{error::DecodeError, json::Json, number::number_length};

/// All powers of ten that a float is equal to.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// So many digits fit into 64 bits, whatever they are.
const MOST_DIGITS: usize = 19;

impl<'a> Json<'a> {
    /// The integer, where that takes no thought: no fraction, no exponent, up to 18 digits. Else
    /// nothing is consumed.
    pub(crate) fn small_integer(&mut self) -> Option<i64> {
        let first = self.peek()?;
        let start = self.position();
        let from = start + usize::from(first == b'-');
        let (magnitude, end) = self.digits(0, from);
        let is_zero = self.bytes.get(from) == Some(&b'0');
        let is_more = matches!(self.bytes.get(end), Some(b'.' | b'e' | b'E'));
        if end == from || end - from >= MOST_DIGITS || is_zero && end - from > 1 || is_more {
            return None;
        }
        self.index = Some(end);
        let magnitude = magnitude.cast_signed();
        Some(if from > start { -magnitude } else { magnitude })
    }

    /// The float, if it has no exponent and is not too large. Else nothing is consumed.
    ///
    /// Few digits need no more than a division: integers up to 2⁵³ and powers of ten up to 10²² are floats, and the
    /// division of two floats is the one that is nearest to what they represent
    /// (Clinger, [How to read floating point numbers accurately](https://doi.org/10.1145/93542.93557)).
    pub(crate) fn plain_float(&mut self) -> Option<f64> {
        let first = self.peek()?;
        let start = self.position();
        let from = start + usize::from(first == b'-');
        let (mut digits, mut end) = self.digits(0, from);
        let is_zero = self.bytes.get(from) == Some(&b'0');
        if end == from || is_zero && end - from > 1 {
            return None;
        }
        let mut count = end - from;
        let mut power = POWERS_OF_TEN.first();
        if self.bytes.get(end) == Some(&b'.') {
            let behind = end + 1;
            (digits, end) = self.digits(digits, behind);
            if end == behind {
                return None;
            }
            count += end - behind;
            power = POWERS_OF_TEN.get(end - behind);
        }
        if matches!(self.bytes.get(end), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        let float = match power {
            Some(power) if count <= MOST_DIGITS && digits <= 1 << 53 => {
                let float = digits as f64 / power;
                if from > start { -float } else { float }
            }
            _ => {
                let float = self.text.get(start..end)?.parse().ok();
                float.filter(|float: &f64| float.is_finite())?
            }
        };
        self.index = Some(end);
        Some(float)
    }

    /// A number with the digits from this place on behind it, and where they end. It is wrong if there are more than
    /// [`MOST_DIGITS`] in all.
    #[inline]
    fn digits(&self, mut number: u64, mut at: usize) -> (u64, usize) {
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
        let start = self.position();
        let rest = self.bytes.get(start..).unwrap_or_default();
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        if let Some(length) = number_length(rest)
            && !rest.get(length).is_some_and(is_part)
        {
            self.index = Some(start + length);
            return Ok(self.text.get(start..start + length).unwrap_or_default());
        }
        // The end of the number, or an error.
        self.number_by_jiter(start)
    }
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
