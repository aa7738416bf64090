//! A value that may be `null`: `Nullable<T>`, beside `Option<T>` for a field that may be absent.

use super::{Decode, Encode, JsonType, Reader, View, Writer, decoded, error::DecodeError};

/// A value or `null`, for schemas with `nullable: true`.
///
/// `Option<T>` says that a field may be absent, `Nullable<T>` that it may be `null`;
/// `Option<Nullable<T>>` distinguishes absent, `null` and a value.
///
/// # Examples
/// A request that changes a record often needs all three: leave the field alone, clear it, set it.
/// ```
/// use bindwright_runtime::Nullable;
///
/// let unchanged: Option<Nullable<i64>> = None;
/// let cleared: Option<Nullable<i64>> = Some(Nullable::Null);
/// let changed: Option<Nullable<i64>> = Some(Nullable::from(7));
/// assert!(unchanged != cleared && cleared != changed);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Nullable<T> {
    /// `null`
    #[default]
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, or `None` for `null`.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Nullable::Null => None,
            Nullable::Value(value) => Some(value),
        }
    }

    /// The value, or `None` for `null`.
    pub fn into_option(self) -> Option<T> {
        match self {
            Nullable::Null => None,
            Nullable::Value(value) => Some(value),
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        self.as_option().is_none()
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Nullable::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Nullable::Null, Nullable::Value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Nullable::Value(value.to_owned())
    }
}

impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_option()
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        match self {
            Nullable::Null => w.null(),
            Nullable::Value(value) => value.encode(w),
        }
    }

    fn view(&self) -> View<'_> {
        self.as_option().map_or(View::Null, Encode::view)
    }
}

impl<T: Decode> Decode for Nullable<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        decoded(r)
    }

    fn decode_into(r: &mut Reader<'_>, place: &mut dyn FnMut(Self)) -> Result<(), DecodeError> {
        if r.kind()? == JsonType::Null {
            r.null()?;
            place(Nullable::Null);
            return Ok(());
        }
        T::decode_into(r, &mut |value| place(Nullable::Value(value)))
    }

    fn null() -> Option<Self> {
        Some(Nullable::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Map, Policy, from_json, to_json};
    use super::*;

    #[test]
    fn null_is_a_value() {
        let read = |json: &str| from_json::<Vec<Nullable<i64>>>(json.as_bytes(), Policy::Strict);
        assert_eq!(
            read("[null,1]"),
            Ok(vec![Nullable::Null, Nullable::Value(1)])
        );
        assert_eq!(
            to_json(&vec![Nullable::Null, 1.into()]),
            Ok(b"[null,1]".to_vec())
        );
        let error = read("[\"1\"]").map_err(|error| error.to_string());
        assert_eq!(
            error,
            Err("/0: expected an integer, found a string".to_owned())
        );
    }

    #[test]
    fn an_option_of_a_nullable_keeps_the_null() {
        type Both = Option<Nullable<Map<bool>>>;
        assert_eq!(
            from_json::<Both>(b"null", Policy::Lenient),
            Ok(Some(Nullable::Null))
        );
        assert_eq!(Both::absent(), Some(None));
    }

    #[test]
    fn conversions_go_both_ways() {
        assert_eq!(Nullable::from("a"), Nullable::Value("a".to_owned()));
        assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
        assert_eq!(Option::from(Nullable::Value(1)), Some(1));
        assert_eq!(Nullable::Value(1).as_option(), Some(&1));
        assert!(Nullable::<i64>::default().is_null());
    }
}
