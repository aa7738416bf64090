//! Adds numbers and parts of strings to a JSON text, as words of eight or sixteen bytes.

use crate::scan::{ONES, ends, ends_plain, is_plain_block, last_word, place};

/// The digits of a number below 10⁸, with zeros before them.
#[inline]
fn eight_digits(number: u32) -> u64 {
    // Four digits in each half, then two in each quarter, then one in each byte, the first one in the lowest.
    let fours = u64::from(number / 10_000) | (u64::from(number % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = hundreds | ((fours - 100 * hundreds) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | ((twos - 10 * tens) << 8)
}

/// Adds an integer.
#[inline]
pub(super) fn push_integer(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    push_number(out, number.unsigned_abs());
}

fn push_number(out: &mut Vec<u8>, number: u64) {
    const BEYOND: u64 = 100_000_000;
    let digits = eight_digits((number % BEYOND) as u32);
    let text = digits | (ONES * u64::from(b'0'));
    if number >= BEYOND {
        push_number(out, number / BEYOND);
        return out.extend_from_slice(&text.to_le_bytes());
    }
    let zeros = place(digits).min(7);
    push_first(out, (text >> (8 * zeros)).to_le_bytes(), 8 - zeros);
}

/// Adds the first of some bytes. To copy as many as are known when this is compiled takes less than to call a function.
#[inline]
pub(super) fn push_first<const N: usize>(out: &mut Vec<u8>, bytes: [u8; N], count: usize) {
    out.extend_from_slice(&bytes);
    out.truncate(out.len() + count - N);
}

/// Up to sixteen bytes with zeros behind them, if they are plain.
#[inline]
pub(super) fn short_plain(bytes: &[u8]) -> Option<u128> {
    let length = bytes.len();
    let (low, high, beyond) = match bytes.first_chunk() {
        Some(first) if length <= 16 => {
            let high = last_word(bytes, length - 8);
            (u64::from_le_bytes(*first), high, length - 8)
        }
        Some(_) => return None,
        None => (last_word(bytes, length), 0, 0),
    };
    let is_plain = place(ends(low)) == length - beyond && place(ends(high)) == beyond;
    is_plain.then_some(u128::from(low) | (u128::from(high) << 64))
}

/// Adds what comes before the first quote, backslash or control character, and says how many bytes that are. They are copied while
/// they are looked at.
#[inline(always)]
pub(super) fn push_plain(out: &mut Vec<u8>, bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        let word = match rest.first_chunk() {
            Some(word) => u64::from_le_bytes(*word),
            None => last_word(bytes, rest.len()),
        };
        if ends(word) != 0 {
            // A processor guesses where a loop ends, and would wait for what is computed.
            let end = rest.iter().position(|byte| ends_plain(*byte));
            let end = end.unwrap_or(rest.len());
            push_first(out, word.to_le_bytes(), end);
            return bytes.len() - rest.len() + end;
        }
        out.extend_from_slice(&word.to_le_bytes());
        rest = rest.get(8..).unwrap_or_default();
        // What is long is probably longer.
        while let Some((block, after)) = rest.split_first_chunk::<32>()
            && is_plain_block(block)
        {
            out.extend_from_slice(block);
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::plain_length;

    proptest::proptest! {
        /// Integers of any size are written.
        #[test]
        fn integers_are_written_as_by_the_standard_library(number in i64::MIN.., digits in 0_u32..19) {
            let mut out = Vec::new();
            let number = number % 10_i64.pow(digits);
            push_integer(&mut out, number);
            proptest::prop_assert_eq!(String::from_utf8(out), Ok(number.to_string()));
        }

        /// What is plain is added, and no more.
        #[test]
        fn the_plain_part_is_added(bytes in proptest::collection::vec(0_u8.., 0..60), shift in 0_u8..=0xe0) {
            let bytes: Vec<u8> = bytes.iter().map(|byte| byte.saturating_add(shift)).collect();
            let plain = plain_length(&bytes);
            let mut out = vec![7];
            proptest::prop_assert_eq!(push_plain(&mut out, &bytes), plain);
            proptest::prop_assert_eq!(out.get(1..), bytes.get(..plain));
            let short = short_plain(&bytes).map(u128::to_le_bytes);
            let is_short = plain == bytes.len() && plain <= 16;
            proptest::prop_assert_eq!(short.is_some(), is_short);
            proptest::prop_assert!(short.is_none_or(|short| short.starts_with(&bytes)));
        }
    }
}
