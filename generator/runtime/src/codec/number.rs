//! A JSON number ([RFC 8259, section 6](https://www.rfc-editor.org/rfc/rfc8259#section-6)), kept as
//! it was written: integers of any size and decimals lose nothing.
//!
//! A text that the grammar of JSON does not allow is rejected: `+1`, `01`, `1.`, `0x10`, `NaN`.

use std::{borrow::Cow, fmt, str::FromStr};

use super::{
    error::{DecodeError, DecodeReason},
    integral::{Integral, integral},
    number_text::{ShortText, with_float_text},
    push::push_integer,
};
use crate::scan;

/// A JSON number, which keeps its literal text.
///
/// Two numbers are equal if their texts are equal: `1` is not `1.0`. To compare values, compare
/// [`as_f64`](Self::as_f64) or [`as_i128`](Self::as_i128).
///
/// # Examples
/// ```
/// use bindwright_runtime::Number;
///
/// let price: Number = "19.90".parse()?;
/// assert_eq!(price.text(), "19.90");
/// assert_eq!(price.as_f64(), Some(19.9));
/// assert_eq!(price.as_i64(), None);
/// assert_eq!("1e3".parse::<Number>()?.as_i64(), Some(1000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// An integer that fits is always `Int` (except `-0`), and another text that fits is always `Short`, so that equal texts are equal
/// values.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Int(i64),
    Short(ShortText),
    Long(Box<str>),
}

impl Repr {
    /// A text that is no small integer.
    fn text(text: &str) -> Self {
        ShortText::new(text).map_or_else(|| Self::Long(text.into()), Self::Short)
    }
}

impl Number {
    /// The text, if it is kept as that.
    pub(super) fn kept_text(&self) -> Option<&str> {
        match &self.0 {
            Repr::Int(_) | Repr::Short(_) => None,
            Repr::Long(text) => Some(text),
        }
    }

    /// A number from a string that is known to follow the grammar.
    pub(crate) fn from_literal(text: &str) -> Self {
        match text.parse() {
            Ok(int) if text != "-0" => Self(Repr::Int(int)),
            _ => Self(Repr::text(text)),
        }
    }

    /// The shortest text that reads back as the same float; `None` for NaN and the infinities,
    /// which JSON has no text for.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        value
            .is_finite()
            .then(|| with_float_text(value, |text| Self(Repr::text(text))))
    }

    /// Adds the literal text.
    pub(super) fn push_to(&self, out: &mut Vec<u8>) {
        match &self.0 {
            Repr::Int(int) => push_integer(out, *int),
            Repr::Short(text) => text.push_to(out),
            Repr::Long(text) => out.extend_from_slice(text.as_bytes()),
        }
    }

    /// The literal text.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Int(int) => Cow::Owned(int.to_string()),
            Repr::Short(text) => Cow::Borrowed(text.as_str()),
            Repr::Long(text) => Cow::Borrowed(text),
        }
    }

    /// The value, when it is an integer (`1.0` and `1e3` are) and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Int(int) => Some(*int),
            Repr::Short(_) | Repr::Long(_) => self.as_i128()?.try_into().ok(),
        }
    }

    /// The value, when it is an integer (`1.0` and `1e3` are), is not negative, and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    /// The value, when it is an integer (`1.0` and `1e3` are) and fits.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        let text = match &self.0 {
            Repr::Int(int) => return Some((*int).into()),
            Repr::Short(text) => text.as_str(),
            Repr::Long(text) => text,
        };
        match integral(text) {
            Integral::Exact(integer) => integer.to_i128(),
            Integral::Fraction | Integral::TooBig => None,
        }
    }

    /// The nearest float; `None` where that would be infinite.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.text()
            .parse()
            .ok()
            .filter(|float: &f64| float.is_finite())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

impl FromStr for Number {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        if is_number(text) {
            Ok(Self::from_literal(text))
        } else {
            Err(DecodeReason::unexpected_text("a number", text).into())
        }
    }
}

macro_rules! from_integers {
    ($($small:ty),*; $($large:ty),*) => {
        $(impl From<$small> for Number {
            fn from(value: $small) -> Self {
                Self(Repr::Int(value.into()))
            }
        })*
        $(impl From<$large> for Number {
            fn from(value: $large) -> Self {
                Self(match i64::try_from(value) {
                    Ok(int) => Repr::Int(int),
                    Err(_) => Repr::text(itoa::Buffer::new().format(value)),
                })
            }
        })*
    };
}
from_integers!(i8, i16, i32, i64, u8, u16, u32; u64, i128, u128, isize, usize);

/// Whether a string is a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    number_length(text.as_bytes()) == Some(text.len())
}

/// How many bytes belong to the JSON number at the start ([RFC 8259, section
/// 6](https://www.rfc-editor.org/rfc/rfc8259#section-6)); `None` if there is none.
pub(super) fn number_length(bytes: &[u8]) -> Option<usize> {
    let at = |place: usize| bytes.get(place).copied();
    let digits = |from: usize| {
        let mut end = from;
        while let Some((word, _)) = bytes.get(end..)?.split_first_chunk() {
            let (_, count) = scan::digits(*word);
            end += count;
            if count < 8 {
                return (end > from).then_some(end);
            }
        }
        while matches!(at(end), Some(b'0'..=b'9')) {
            end += 1;
        }
        (end > from).then_some(end)
    };
    let start = usize::from(at(0) == Some(b'-'));
    let mut end = match at(start) {
        Some(b'0') => start + 1,
        _ => digits(start)?,
    };
    if at(end) == Some(b'.') {
        end = digits(end + 1)?;
    }
    if let Some(b'e' | b'E') = at(end) {
        let is_signed = matches!(at(end + 1), Some(b'+' | b'-'));
        end = digits(end + 1 + usize::from(is_signed))?;
    }
    Some(end)
}

/// Whether a string is a JSON number without fraction and exponent: the form of an integer in a URL.
pub(crate) fn is_plain_integer(text: &str) -> bool {
    is_number(text)
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<Number> {
        text.parse().ok()
    }

    #[test]
    fn the_literal_is_kept() {
        for text in [
            "0",
            "-0",
            "1.0",
            "1e5",
            "123456789012345678901234567890",
            "0.1000",
            "-1E-7",
            "9223372036854775808",
        ] {
            assert_eq!(
                number(text).map(|number| number.to_string()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn other_strings_are_rejected() {
        for text in [
            "", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x10", "NaN", "1 ", " 1",
            "1_000", "١",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn integral_values_are_exact() {
        let as_i64 = |text| number(text).and_then(|number| number.as_i64());
        assert_eq!(as_i64("1.0"), Some(1));
        assert_eq!(as_i64("-1.50e2"), Some(-150));
        assert_eq!(as_i64("1.5"), None);
        assert_eq!(as_i64("10e-1"), Some(1));
        assert_eq!(as_i64("1e-1"), None);
        assert_eq!(as_i64("0e99999999999999999999"), Some(0));
        assert_eq!(as_i64("1e99999999999999999999"), None);
        assert_eq!(as_i64("1e-99999999999999999999"), None);
        assert_eq!(as_i64("9223372036854775807"), Some(i64::MAX));
        assert_eq!(as_i64("9223372036854775808"), None);
        assert_eq!(as_i64("-9223372036854775808.0"), Some(i64::MIN));
        assert_eq!(
            number("18446744073709551615").and_then(|number| number.as_u64()),
            Some(u64::MAX)
        );
        assert_eq!(
            number("-170141183460469231731687303715884105728").and_then(|number| number.as_i128()),
            Some(i128::MIN)
        );
    }

    #[test]
    fn floats_must_be_finite() {
        assert_eq!(Number::from_f64(f64::NAN), None);
        assert_eq!(
            Number::from_f64(1e300)
                .map(|number| number.to_string())
                .as_deref(),
            Some("1e300")
        );
        assert_eq!(number("1e400").and_then(|number| number.as_f64()), None);
        assert_eq!(
            number("1e-400").and_then(|number| number.as_f64()),
            Some(0.0)
        );
    }
}
