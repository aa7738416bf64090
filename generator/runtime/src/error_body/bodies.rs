//! The types that are error bodies without a documented schema: any JSON, strings, nothing, and
//! containers of other bodies.
//!
//! A server writes its own problems only in schemas with a documented place for the message
//! (`x-error`), or as a plain string. So most types here return `None` from `from_problem`.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{ErrorBody, ErrorFields, ErrorInSuccess, ErrorSummary, guess};
use crate::{
    codec::{Base64, Encode, Exact, Map, Nullable, Number, Value},
    problem::Problem,
    stream::ByteStream,
    streaming::{EventStream, JsonLines},
};

impl ErrorBody for Value {
    fn summary(&self) -> ErrorSummary {
        guess(self)
    }

    fn from_problem(_: &Problem) -> Option<Self> {
        None
    }
}

impl ErrorBody for String {
    fn summary(&self) -> ErrorSummary {
        ErrorSummary {
            message: Some(self.clone()),
            ..ErrorSummary::default()
        }
    }

    fn from_problem(problem: &Problem) -> Option<Self> {
        Some(problem.message.clone())
    }
}

impl ErrorBody for () {
    fn summary(&self) -> ErrorSummary {
        ErrorSummary::default()
    }

    fn from_problem(_: &Problem) -> Option<Self> {
        Some(())
    }
}

impl<T: ErrorBody> ErrorBody for Box<T> {
    fn summary(&self) -> ErrorSummary {
        T::summary(self)
    }

    fn from_problem(problem: &Problem) -> Option<Self> {
        T::from_problem(problem).map(Self::new)
    }

    fn in_success() -> Option<ErrorInSuccess> {
        T::in_success()
    }
}

impl<T: ErrorBody> ErrorBody for Vec<T> {
    fn summary(&self) -> ErrorSummary {
        self.first().map(T::summary).unwrap_or_default()
    }

    fn from_problem(problem: &Problem) -> Option<Self> {
        Some(vec![T::from_problem(problem)?])
    }
}

impl<T: ErrorBody> ErrorBody for Option<T> {
    fn summary(&self) -> ErrorSummary {
        self.as_ref().map(T::summary).unwrap_or_default()
    }

    fn from_problem(problem: &Problem) -> Option<Self> {
        T::from_problem(problem).map(Some)
    }

    fn in_success() -> Option<ErrorInSuccess> {
        T::in_success()
    }
}

impl<T: ErrorBody> ErrorBody for Nullable<T> {
    fn summary(&self) -> ErrorSummary {
        self.as_option().map(T::summary).unwrap_or_default()
    }

    fn from_problem(problem: &Problem) -> Option<Self> {
        T::from_problem(problem).map(Nullable::Value)
    }

    fn in_success() -> Option<ErrorInSuccess> {
        T::in_success()
    }
}

impl<T: Encode> ErrorBody for Map<T> {
    fn summary(&self) -> ErrorSummary {
        ErrorFields::NONE.summary(self)
    }

    fn from_problem(_: &Problem) -> Option<Self> {
        None
    }
}

/// Error bodies without a message.
macro_rules! silent {
    ($($body:ty),*) => {
        $(impl ErrorBody for $body {
            fn summary(&self) -> ErrorSummary {
                ErrorSummary::default()
            }

            fn from_problem(_: &Problem) -> Option<Self> {
                None
            }
        })*
    };
}
silent!(ByteStream, bool, Base64, Number, Ipv4Addr, Ipv6Addr);
silent!(i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);
#[cfg(feature = "uuid")]
silent!(uuid::Uuid);

impl<T> ErrorBody for Exact<T> {
    fn summary(&self) -> ErrorSummary {
        ErrorSummary::default()
    }

    fn from_problem(_: &Problem) -> Option<Self> {
        None
    }
}

impl<T> ErrorBody for EventStream<T> {
    fn summary(&self) -> ErrorSummary {
        ErrorSummary::default()
    }

    fn from_problem(_: &Problem) -> Option<Self> {
        None
    }
}

impl<T> ErrorBody for JsonLines<T> {
    fn summary(&self) -> ErrorSummary {
        ErrorSummary::default()
    }

    fn from_problem(_: &Problem) -> Option<Self> {
        None
    }
}
