//! Scalars: the types that generated code has for them.

use std::fmt;

use bindwright_runtime::codec::{Decode, Decoded, Encode, Reader};
use bindwright_runtime::{Base64, Exact, Number, Value, chrono, jiff, time, uuid};

use crate::ir::{DateTimes, Float, Integer, Scalar};

/// A scalar of some Rust type.
pub(in crate::diff::counterexample::interpret) trait Leaf:
    Encode + fmt::Debug
{
}

impl<T: Encode + fmt::Debug> Leaf for T {}

/// Something to do for a Rust type.
pub(super) trait ForScalar {
    type Output;

    fn run<T: Decode + Leaf>(self) -> Self::Output;
}

/// Does something for the Rust type of a scalar.
pub(super) fn with_type<F: ForScalar>(scalar: Scalar, times: DateTimes, what: F) -> F::Output {
    match scalar {
        Scalar::Bool => what.run::<bool>(),
        Scalar::Integer(width) => with_integer(width, what),
        Scalar::Float(Float::F32) => what.run::<f32>(),
        Scalar::Float(Float::F64) => what.run::<f64>(),
        Scalar::String | Scalar::Duration | Scalar::Binary | Scalar::Content => {
            what.run::<String>()
        }
        Scalar::Base64 => what.run::<Base64>(),
        Scalar::Any => what.run::<Value>(),
        Scalar::Null => what.run::<()>(),
        Scalar::DateTime => match times {
            DateTimes::Jiff => what.run::<Exact<jiff::Timestamp>>(),
            DateTimes::Chrono => what.run::<Exact<chrono::DateTime<chrono::FixedOffset>>>(),
            DateTimes::Time => what.run::<Exact<time::OffsetDateTime>>(),
            DateTimes::String => what.run::<String>(),
        },
        Scalar::Date => match times {
            DateTimes::Jiff => what.run::<Exact<jiff::civil::Date>>(),
            DateTimes::Chrono => what.run::<Exact<chrono::NaiveDate>>(),
            DateTimes::Time => what.run::<Exact<time::Date>>(),
            DateTimes::String => what.run::<String>(),
        },
        Scalar::Uuid => what.run::<uuid::Uuid>(),
        Scalar::Ipv4 => what.run::<std::net::Ipv4Addr>(),
        Scalar::Ipv6 => what.run::<std::net::Ipv6Addr>(),
        Scalar::Number => what.run::<Number>(),
    }
}

fn with_integer<F: ForScalar>(width: Integer, what: F) -> F::Output {
    match width {
        Integer::I8 => what.run::<i8>(),
        Integer::I16 => what.run::<i16>(),
        Integer::I32 => what.run::<i32>(),
        Integer::I64 => what.run::<i64>(),
        Integer::U8 => what.run::<u8>(),
        Integer::U16 => what.run::<u16>(),
        Integer::U32 => what.run::<u32>(),
        Integer::U64 => what.run::<u64>(),
    }
}

/// Reads a scalar.
pub(super) struct Read<'r, 'a>(pub(super) &'r mut Reader<'a>);

impl ForScalar for Read<'_, '_> {
    type Output = Decoded<Box<dyn Leaf>>;

    fn run<T: Decode + Leaf>(self) -> Self::Output {
        Ok(Box::new(T::decode(self.0)?))
    }
}

/// The value of a scalar that is absent.
pub(super) struct Absent;

impl ForScalar for Absent {
    type Output = Option<Box<dyn Leaf>>;

    fn run<T: Decode + Leaf>(self) -> Self::Output {
        Some(Box::new(T::absent()?))
    }
}

/// The value of a scalar that is null.
pub(super) struct Null;

impl ForScalar for Null {
    type Output = Option<Box<dyn Leaf>>;

    fn run<T: Decode + Leaf>(self) -> Self::Output {
        Some(Box::new(T::null()?))
    }
}
