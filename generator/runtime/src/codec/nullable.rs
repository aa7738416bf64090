//! A value that may be `null`: `Nullable<T>`, beside `Option<T>` for a field that may be absent.

use super::{Decode, Encode, Kind, Reader, Writer, error::DecodeError};

/// A value or `null`, for schemas with `nullable: true`.
///
/// `Option<T>` says that a field may be absent, `Nullable<T>` that it may be `null`;
/// `Option<Nullable<T>>` tells absent, `null` and a value apart.
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
    fn encode(&self, w: &mut Writer) {
        match self {
            Nullable::Null => w.null(),
            Nullable::Value(value) => value.encode(w),
        }
    }
}

impl<T: Decode> Decode for Nullable<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if r.kind()? == Kind::Null {
            r.null()?;
            return Ok(Nullable::Null);
        }
        T::decode(r).map(Nullable::Value)
    }

    fn null() -> Option<Self> {
        Some(Nullable::Null)
    }
}
