//! The types that are error bodies without a documented schema: any JSON, strings, nothing, and
//! containers of other bodies.
//!
//! A server writes its own problems as a plain string, or as any JSON. Most other types here have no place for a problem, and return
//! `None` from `from_problem`.

use std::net::{Ipv4Addr, Ipv6Addr};

#[cfg(feature = "server")]
use super::{Details, Fill, FillRow, filled};
use super::{ErrorBody, ErrorFields, ErrorInSuccess, ErrorSummary, guess};
#[cfg(feature = "server")]
use crate::codec::{from_tree_of_no_body, to_value};
use crate::{
    codec::{Base64, Decode, Encode, Exact, Map, Nullable, Number, Value},
    problem::Problem,
    stream::ByteStream,
    streaming::{EventStream, JsonLines},
};

impl ErrorBody for Value {
    fn summary(&self) -> ErrorSummary {
        guess(self)
    }

    #[cfg(feature = "server")]
    fn from_problem(problem: &Problem) -> Option<Self> {
        to_value(&Details(problem)).ok()
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

impl<T: Encode + Decode> ErrorBody for Map<T> {
    fn summary(&self) -> ErrorSummary {
        ErrorFields::NONE.summary(self)
    }

    /// With values of any JSON, all that there is; with strings, the code and the message.
    #[cfg(feature = "server")]
    fn from_problem(problem: &Problem) -> Option<Self> {
        const STRINGS: &[FillRow] = &[
            Fill::Code.required("code"),
            Fill::Message.required("message"),
        ];
        let all = to_value(&Details(problem)).ok();
        let all = all.and_then(|all| from_tree_of_no_body(&all).ok());
        all.or_else(|| filled(problem, STRINGS, &[]))
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
