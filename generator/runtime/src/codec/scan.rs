//! The plain part of a string: bytes that JSON writes as they are. Strings are most of a text, and most of them are plain, so both
//! the reader and the writer look at eight bytes at once.

/// How many bytes come before the first quote, backslash or control character. The last eight bytes are looked at together, too,
/// some of them for the second time.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let Some(last) = bytes.last_chunk::<8>() else {
        let found = bytes.iter().position(|byte| ends_plain(*byte));
        return found.unwrap_or(bytes.len());
    };
    let place = |found: u64| found.trailing_zeros() as usize / 8;
    // Most keys: two words without a loop.
    if bytes.len() <= 16
        && let Some(first) = bytes.first_chunk::<8>()
        && ends(u64::from_le_bytes(*first)) | ends(u64::from_le_bytes(*last)) == 0
    {
        return bytes.len();
    }
    for (index, word) in bytes.as_chunks::<8>().0.iter().enumerate() {
        let found = ends(u64::from_le_bytes(*word));
        if found != 0 {
            return 8 * index + place(found);
        }
    }
    match ends(u64::from_le_bytes(*last)) {
        0 => bytes.len(),
        found => bytes.len() - 8 + place(found),
    }
}

fn ends_plain(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The high bit of each byte that is not plain. Bits above the lowest one may be wrong
/// (<https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord>).
fn ends(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, 0x20) | equal(b'"') | equal(b'\\')) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// The same as looking at one byte after the other.
        #[test]
        fn the_first_byte_that_is_not_plain_is_found(bytes in proptest::collection::vec(0_u8.., 0..40), shift in 0_u8..=0xe0) {
            let bytes: Vec<u8> = bytes.iter().map(|byte| byte.saturating_add(shift)).collect();
            let one_by_one = bytes.iter().position(|byte| ends_plain(*byte)).unwrap_or(bytes.len());
            proptest::prop_assert_eq!(plain_length(&bytes), one_by_one);
        }
    }

    #[test]
    fn every_byte_is_judged_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'x'; 20];
                if let Some(one) = bytes.get_mut(place) {
                    *one = byte;
                }
                let expected = if ends_plain(byte) { place } else { 20 };
                assert_eq!(plain_length(&bytes), expected, "{byte} at {place}");
            }
        }
    }
}
