//! The texts of numbers: those that are kept in place, and those of floats.

use super::push::push_first;

/// A text of up to 22 bytes, which most floats need, with zeros behind it: a number is no larger than a string, and needs no memory
/// of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ShortText {
    length: u8,
    bytes: [u8; 22],
}

impl ShortText {
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; 22];
        let place = bytes.get_mut(..text.len())?;
        place.copy_from_slice(text.as_bytes());
        let length = u8::try_from(text.len()).ok()?;
        Some(Self { length, bytes })
    }

    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    pub(super) fn push_to(&self, out: &mut Vec<u8>) {
        push_first(out, self.bytes, self.length.into());
    }
}

/// Calls `write` with the shortest text that reads back as the same float.
#[inline]
pub(super) fn with_float_text<T>(value: f64, write: impl FnOnce(&str) -> T) -> T {
    // Beyond these bounds `{:?}` has an exponent, which `zmij` writes in another way.
    if value == 0.0 || (1e-4..1e13).contains(&value.abs()) {
        write(zmij::Buffer::new().format_finite(value))
    } else {
        write(&format!("{value:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// Floats are written as the standard library prints them, and numbers keep such texts.
        #[test]
        fn floats_are_written_as_by_the_standard_library(bits in 0_u64..) {
            let float = f64::from_bits(bits);
            if float.is_finite() {
                let text = with_float_text(float, str::to_owned);
                proptest::prop_assert_eq!(&text, &format!("{float:?}"));
                let short = ShortText::new(&text);
                proptest::prop_assert_eq!(short.is_some(), text.len() <= 22);
                proptest::prop_assert!(short.is_none_or(|short| short.as_str() == text));
            }
        }
    }
}
