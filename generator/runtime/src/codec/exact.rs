//! A value of another crate's type, together with the string that it was read from.
//!
//! | string | `Timestamp` | written back |
//! |---|---|---|
//! | `2024-02-29T12:00:00Z` | 12:00 in UTC | the same |
//! | `2024-02-29T14:00:00+02:00` | 12:00 in UTC | the same, offset included |
//! | `9999-12-31T23:59:59Z` | the last that jiff has, a day earlier | the same |
//!
//! A string that the value is printed as anyway is not kept, so most values cost one word more than
//! the type itself.

use std::{fmt, hash, ops::Deref, str::FromStr};

use super::{
    Decode, DecodeError, DecodeReason, Encode, EncodeReason, Policy, Reader, View, Writer,
    times::Forms,
};

/// A date or time, with the string that it was read from if it is written in another way. Values are
/// written back as they were read.
///
/// It dereferences to the type of the other crate, and is made from it:
///
/// ```
/// # #[cfg(feature = "jiff")] {
/// use bindwright_runtime::{Exact, jiff::Timestamp};
///
/// let at: Exact<Timestamp> = "2024-02-29T14:00:00+02:00".parse()?;
/// assert_eq!(at.as_second(), 1_709_208_000);
/// assert_eq!(at.to_string(), "2024-02-29T14:00:00+02:00");
/// assert_eq!(at, Exact::from(Timestamp::from_second(1_709_208_000)?));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A string may say more than the type can: `9999-12-31T23:59:59Z` is beyond `Timestamp::MAX`, a leap
/// second is in no type, nor is a tenth digit of a second. [`is_exact`](Self::is_exact) is then false,
/// and the value is the nearest one.
#[derive(Clone)]
pub struct Exact<T> {
    value: T,
    text: Option<Box<Spelling>>,
}

/// How a value was spelled.
#[derive(Clone, PartialEq, Eq)]
struct Spelling {
    text: Box<str>,
    /// Whether the value says all that the text does.
    exact: bool,
}

/// A type whose values are strings of a format.
pub trait Formatted: Sized {
    /// The end of "expected …".
    #[doc(hidden)]
    const EXPECTED: &'static str;

    /// Reads a string: the value, and whether it says all that the string does.
    #[doc(hidden)]
    fn read(text: &str, forms: Forms) -> Option<(Self, bool)>;

    /// The first value of the type.
    #[doc(hidden)]
    fn least() -> Self;

    /// Whether a string that was read as this value is the one that it is printed as.
    #[doc(hidden)]
    fn prints_as(&self, text: &str) -> bool {
        self.print().as_deref() == Some(text)
    }

    /// The string of a value; `None` if the format has none.
    #[doc(hidden)]
    fn print(&self) -> Option<String>;
}

impl<T> Exact<T> {
    /// The value of the other crate's type.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Whether the value says all that the string said.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.text.as_ref().is_none_or(|text| text.exact)
    }
}

impl<T: Formatted> Exact<T> {
    /// Reads a string.
    fn read(text: &str, forms: Forms) -> Option<Self> {
        let (value, exact) = T::read(text, forms)?;
        let same = exact && value.prints_as(text);
        let spelling = Spelling {
            text: text.into(),
            exact,
        };
        Some(Self {
            value,
            text: (!same).then(|| Box::new(spelling)),
        })
    }
}

/// A date or time of the document, which the generator has checked.
#[must_use]
pub fn time<T: Formatted>(text: &str) -> Exact<T> {
    Exact::read(text, Forms::Standard).unwrap_or_else(|| T::least().into())
}

impl<T> From<T> for Exact<T> {
    fn from(value: T) -> Self {
        Self { value, text: None }
    }
}

impl<T> Deref for Exact<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// As values compare. What the type cannot say counts too.
impl<T: PartialEq> PartialEq for Exact<T> {
    fn eq(&self, other: &Self) -> bool {
        let both_exact = self.is_exact() && other.is_exact();
        self.value == other.value && (both_exact || self.text == other.text)
    }
}

impl<T: Eq> Eq for Exact<T> {}

impl<T: hash::Hash> hash::Hash for Exact<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

/// As in JSON.
impl<T: Formatted> fmt::Display for Exact<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(spelling) => f.write_str(&spelling.text),
            None => f.write_str(&self.value.print().unwrap_or_default()),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Exact<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(spelling) => write!(f, "{:?} ({:?})", self.value, spelling.text),
            None => self.value.fmt(f),
        }
    }
}

/// Reads the form of the standard.
impl<T: Formatted> FromStr for Exact<T> {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        Self::read(text, Forms::Standard)
            .ok_or_else(|| DecodeReason::unexpected_text(T::EXPECTED, text).into())
    }
}

impl<T: Formatted> Encode for Exact<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        match (&self.text, self.value.print()) {
            (Some(spelling), _) => w.string(&spelling.text),
            (None, Some(text)) => w.string(&text),
            (None, None) => w.fail(EncodeReason::Year),
        }
    }

    fn view(&self) -> View<'_> {
        self.text
            .as_ref()
            .map_or(View::Opaque, |spelling| View::String(&spelling.text))
    }
}

impl<T: Formatted + 'static> Decode for Exact<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let forms = match r.policy() {
            Policy::Strict => Forms::Standard,
            Policy::Lenient => Forms::Common,
        };
        let text = r.str()?;
        Self::read(text, forms)
            .ok_or_else(|| DecodeReason::unexpected_text(T::EXPECTED, text).into())
    }
}
