//! Looks for bytes, eight at once: the end of the plain part of a JSON string, escapes in a URL, the end of a line. Most of what is
//! received and sent is looked at like that at least once.

pub(crate) const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// How many bytes come before the first quote, backslash or control character.
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let mut start = 0;
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let found = ends(u64::from_le_bytes(*word));
        if found != 0 {
            return start + place(found);
        }
        (start, rest) = (start + 8, after);
        // What is long is probably longer.
        while let Some((block, after)) = rest.split_first_chunk::<32>()
            && start >= 16
            && is_plain_block(block)
        {
            (start, rest) = (start + 32, after);
        }
    }
    start + place(ends(last_word(bytes, rest.len())))
}

/// The number of the digits at the start of eight bytes, and how many they are.
#[inline]
pub(crate) fn digits(bytes: [u8; 8]) -> (u64, usize) {
    let values = u64::from_le_bytes(bytes) ^ (ONES * u64::from(b'0'));
    let others = (values.wrapping_add(ONES * (0x7f - 9)) | values) & HIGH;
    let count = place(others);
    // The first digits move to the last bytes, and there are zeros before them.
    let Some(values) = values.checked_shl(64 - 8 * count as u32) else {
        return (0, 0);
    };
    // Two digits together, then four, then eight.
    let pairs = (values.wrapping_mul(10 * 0x100 + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100 * 0x1_0000 + 1) >> 16) & 0xffff_0000_ffff;
    (fours.wrapping_mul(10_000 * 0x1_0000_0000 + 1) >> 32, count)
}

/// The last bytes, less than eight, with zeros behind them.
#[inline]
pub(crate) fn last_word(bytes: &[u8], count: usize) -> u64 {
    if let Some(last) = bytes.last_chunk() {
        return u64::from_le_bytes(*last)
            .checked_shr(64 - 8 * count as u32)
            .unwrap_or(0);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        return first | (last << (8 * (bytes.len() - 4)));
    }
    let bytes = bytes.iter().rev();
    bytes.fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// Whether there is no quote, backslash or control character.
#[inline]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    plain_length(bytes) == bytes.len()
}

/// Whether a text begins like this. For beginnings as short as keys, to call a function takes longer than this.
#[inline]
pub(crate) fn begins(text: &[u8], with: &[u8]) -> bool {
    let Some(text) = text.get(..with.len()) else {
        return false;
    };
    if let (Some(last), Some(other)) = (text.last_chunk::<8>(), with.last_chunk::<8>()) {
        let mut words = text.as_chunks::<8>().0.iter().zip(with.as_chunks::<8>().0);
        return last == other && words.all(|(word, other)| word == other);
    }
    if let (Some(last), Some(other)) = (text.last_chunk::<4>(), with.last_chunk::<4>()) {
        return last == other && text.first_chunk::<4>() == with.first_chunk::<4>();
    }
    text.iter().eq(with)
}

/// Whether a block has no quote, backslash or control character, without branches: the compiler makes vector instructions of it.
#[inline]
pub(crate) fn is_plain_block<const N: usize>(block: &[u8; N]) -> bool {
    let ends = block.iter().fold(0_u8, |ends, byte| {
        ends | u8::from(*byte < 0x20) | u8::from(*byte == b'"') | u8::from(*byte == b'\\')
    });
    ends == 0
}

#[inline]
pub(crate) fn ends_plain(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The high bit of each byte that is not plain. Bits above the lowest one may be wrong
/// (<https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord>).
pub(crate) fn ends(word: u64) -> u64 {
    let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
    controls | equal(word, b'"') | equal(word, b'\\')
}

/// The high bit of each byte that is `byte`. Bits above the lowest one may be wrong.
fn equal(word: u64, byte: u8) -> u64 {
    let zero = word ^ (ONES * u64::from(byte));
    zero.wrapping_sub(ONES) & !zero & HIGH
}

/// The place of the lowest byte with a high bit.
pub(crate) fn place(found: u64) -> usize {
    found.trailing_zeros() as usize / 8
}

/// Whether one of two bytes is there.
pub(crate) fn contains_either(bytes: &[u8], [one, other]: [u8; 2]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut words = words.iter().map(|word| u64::from_le_bytes(*word));
    words.any(|word| equal(word, one) | equal(word, other) != 0)
        || rest.iter().any(|byte| *byte == one || *byte == other)
}

/// The parts between ASCII separators, like [`str::split`], which looks for longer needles as well and costs three times as much for
/// strings as short as these.
pub(crate) fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || match split_once(rest?, separator) {
        Some((part, after)) => {
            rest = Some(after);
            Some(part)
        }
        None => rest.take(),
    })
}

/// The parts before and after the first ASCII separator, like [`str::split_once`].
pub(crate) fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    let end = find(text.as_bytes(), separator)?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// How often an ASCII character occurs.
#[cfg(feature = "client")]
pub(crate) fn count(text: &str, ascii: u8) -> usize {
    text.bytes().filter(|byte| *byte == ascii).count()
}

/// Whether some bytes occur, of which there are at least two. Blocks without the first two of them are skipped.
#[cfg(feature = "client")]
pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let [first, second, ..] = wanted else {
        return wanted.iter().all(|only| bytes.contains(only));
    };
    let pair = (*first, *second);
    let Some(rest) = behind_blocks::<64>(bytes, wanted, pair) else {
        return true;
    };
    // The end, with some bytes that were looked at before. Nothing wanted starts at the last one.
    if let Some(end) = bytes.last_chunk::<65>() {
        return behind_blocks::<64>(end, wanted, pair).is_none();
    }
    let Some(rest) = behind_blocks::<16>(rest, wanted, pair) else {
        return true;
    };
    starts_within(rest, wanted, rest.len())
}

/// What is left behind blocks of `N` bytes in which the wanted ones do not start; `None` if they start in one.
#[cfg(feature = "client")]
fn behind_blocks<'b, const N: usize>(
    mut bytes: &'b [u8],
    wanted: &[u8],
    pair: (u8, u8),
) -> Option<&'b [u8]> {
    while let Some((block, next)) = bytes.split_first_chunk::<N>()
        && let Some(after) = bytes.get(1..)
        && let Some(after) = after.first_chunk::<N>()
    {
        if has_pair(block, after, pair) && starts_within(bytes, wanted, N) {
            return None;
        }
        bytes = next;
    }
    Some(bytes)
}

/// Whether the wanted bytes start at one of the first places.
#[cfg(feature = "client")]
fn starts_within(bytes: &[u8], wanted: &[u8], places: usize) -> bool {
    let mut starts = (0..places).filter_map(|start| bytes.get(start..));
    starts.any(|bytes| bytes.first() == wanted.first() && bytes.starts_with(wanted))
}

/// Whether one of some bytes is the first of a pair whose second is at the same place of `after`. Without branches, like
/// [`is_plain_block`].
#[cfg(feature = "client")]
fn has_pair<const N: usize>(block: &[u8; N], after: &[u8; N], (first, second): (u8, u8)) -> bool {
    let pairs = block.iter().zip(after);
    let found = pairs.fold(0_u8, |found, (one, other)| {
        found | (u8::from(*one == first) & u8::from(*other == second))
    });
    found != 0
}

/// The place of the first line feed.
#[cfg(feature = "server")]
pub(crate) fn line_feed(bytes: &[u8]) -> Option<usize> {
    find(bytes, b'\n')
}

/// The first place of a byte.
fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = equal(u64::from_le_bytes(*word), byte);
        if found != 0 {
            return Some(8 * index + place(found));
        }
    }
    // The last bytes with some that were looked at before, or one by one.
    if let Some(last) = bytes.last_chunk::<8>() {
        let found = equal(u64::from_le_bytes(*last), byte);
        return (found != 0).then(|| bytes.len() - 8 + place(found));
    }
    rest.iter().position(|one| *one == byte)
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

        /// A text begins as the standard library says.
        #[test]
        fn a_text_begins_with_the_same_bytes(bytes in proptest::collection::vec(0_u8.., 0..40), length in 0_usize..44, change in 0_usize..40) {
            let mut with = bytes.clone();
            with.resize(length, 0);
            proptest::prop_assert_eq!(begins(&bytes, &with), bytes.starts_with(&with));
            if let Some(byte) = with.get_mut(change) {
                *byte ^= 1;
            }
            proptest::prop_assert_eq!(begins(&bytes, &with), bytes.starts_with(&with));
        }

        /// The same as one digit after the other.
        #[test]
        fn leading_digits_are_a_number(text in "[0-9]{0,8}[0-9a\u{1}/:\u{80}-\u{ff}]{8}") {
            let Some(bytes) = text.as_bytes().first_chunk() else { return Ok(()) };
            let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let number = text.get(..count).and_then(|digits| digits.parse().ok()).unwrap_or(0);
            proptest::prop_assert_eq!(digits(*bytes), (number, count));
        }

        /// Strings are split like the standard library does.
        #[test]
        fn strings_are_split_at_each_separator(text in "[/=é]{0,12}") {
            proptest::prop_assert_eq!(split(&text, b'/').collect::<Vec<_>>(), text.split('/').collect::<Vec<_>>());
            proptest::prop_assert_eq!(split_once(&text, b'='), text.split_once('='));
        }

        /// A text is found wherever it is.
        #[cfg(feature = "client")]
        #[test]
        fn texts_are_found_as_by_the_standard_library(text in "[ab_]{0,60}[_]{0,40}[ab_]{0,100}", wanted in "[ab_]{1,5}") {
            proptest::prop_assert_eq!(contains(text.as_bytes(), wanted.as_bytes()), text.contains(&wanted));
            proptest::prop_assert_eq!(count(&text, b'a'), text.matches('a').count());
        }

        /// So are the others.
        #[test]
        fn bytes_are_found_as_one_by_one(bytes in proptest::collection::vec(7_u8..14, 0..40)) {
            for byte in 7..14 {
                proptest::prop_assert_eq!(contains_either(&bytes, [byte, b'%']), bytes.contains(&byte));
                proptest::prop_assert_eq!(contains_either(&bytes, [b'%', byte]), bytes.contains(&byte));
            }
            #[cfg(feature = "server")]
            proptest::prop_assert_eq!(line_feed(&bytes), bytes.iter().position(|byte| *byte == b'\n'));
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
