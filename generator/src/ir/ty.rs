//! Data types.

/// Index of a named type in [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A type where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// `Vec<T>`.
    List(Box<Type>),
    /// `Map<T>`: string keys, document order.
    Map(Box<Type>),
    /// `Nullable<T>`: null is a value of its own.
    Nullable(Box<Type>),
    /// `Box<T>`: breaks a recursion.
    Boxed(Box<Type>),
    /// A named type.
    Named(TypeId),
}

/// Types without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `bool`.
    Bool,
    /// An integer of some width.
    Integer(Integer),
    /// A floating-point number.
    Float(Float),
    /// `String`.
    String,
    /// `format: byte`: base64 in a string.
    Base64,
    /// `format: binary`: a stream of bytes as a whole body (`MediaKind::Binary`) and as a part of
    /// a form, a string inside JSON.
    Binary,
    /// `contentMediaType` without `contentEncoding`: the same, except that JSON as a whole body is
    /// a string, too.
    Content,
    /// Free-form JSON: `Value`.
    Any,
    /// Only `null`.
    Null,
    /// `format: date-time`, RFC 3339.
    DateTime,
    /// `format: date`.
    Date,
    /// `format: duration`, ISO 8601.
    Duration,
    /// `format: uuid`.
    Uuid,
    /// `format: ipv4`.
    Ipv4,
    /// `format: ipv6`.
    Ipv6,
    /// A number without loss: `Number` (integers beyond 64 bits, decimals).
    Number,
}

impl Scalar {
    /// Whether values are a `String` in Rust. A duration is one, unparsed.
    #[must_use]
    pub fn is_string(self) -> bool {
        matches!(
            self,
            Self::String | Self::Duration | Self::Binary | Self::Content
        )
    }

    /// Whether values are bytes where the media type allows bytes.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Binary | Self::Content)
    }
}

/// Which crate's types `format: date-time` and `date` become.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum DateTimes {
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    #[default]
    Jiff,
    /// `chrono::DateTime<FixedOffset>` and `chrono::NaiveDate`.
    Chrono,
    /// `time::OffsetDateTime` and `time::Date`.
    Time,
    /// Strings, unparsed.
    String,
}

/// Widths of integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Integer {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl Integer {
    /// The smallest and the largest value.
    #[must_use]
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::I8 => (i8::MIN.into(), i8::MAX.into()),
            Self::I16 => (i16::MIN.into(), i16::MAX.into()),
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U8 => (0, u8::MAX.into()),
            Self::U16 => (0, u16::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
        }
    }
}

/// Widths of floating-point numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Float {
    F32,
    F64,
}

/// How a time is written in a string: `x-time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeForm {
    /// A date and time of RFC 3339, or in one of the forms that services write besides.
    Iso8601,
    /// The same, written with milliseconds.
    Iso8601Milliseconds,
    /// Seconds since 1970 in UTC.
    UnixSeconds,
}

impl TimeForm {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Iso8601, Self::Iso8601Milliseconds, Self::UnixSeconds];

    /// The name in the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Iso8601 => "iso-8601",
            Self::Iso8601Milliseconds => "iso-8601-milliseconds",
            Self::UnixSeconds => "unix-seconds",
        }
    }
}
