//! Pairs of a form that cannot be read: names that contradict each other, and broken escapes. A tree of strings has the fault in place
//! of the value, so that it matters only if a type has the member.

use std::fmt;

use super::{
    MAX_DEPTH,
    error::{DecodeError, DecodeReason},
    number::Number,
    reader::{Reader, ReaderSource, Scalars},
    value::Value,
};
use crate::untrusted::EscapedText;

/// What is wrong with the pairs of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairFault {
    /// `a[b]=1&a[b]=2`
    Repeated,
    /// `a=1&a[b]=2`
    Mixed,
    /// `a[b=1`
    Open,
    /// `a[][b]=1`
    Itemless,
    /// More brackets than values nest.
    Deep,
    /// `a=%`
    Escape,
}

impl PairFault {
    const ALL: [Self; 6] = [
        Self::Repeated,
        Self::Mixed,
        Self::Open,
        Self::Itemless,
        Self::Deep,
        Self::Escape,
    ];

    /// The fault as a value. A tree of strings has no other numbers.
    pub(crate) fn marker(self) -> Value {
        let index = Self::ALL.iter().position(|one| *one == self);
        Value::from(index.map_or(0, |index| index as u64))
    }
}

/// A phrase about the name, or about the value.
impl fmt::Display for PairFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated => f.write_str("has a key more than once"),
            Self::Mixed => f.write_str("has a key with and without brackets"),
            Self::Open => f.write_str("has a bracket that does not close"),
            Self::Itemless => f.write_str("has `[]` before its end, which does not tell the item"),
            Self::Deep => write!(f, "nests deeper than {MAX_DEPTH} levels"),
            Self::Escape => f.write_str("is not percent-encoded UTF-8"),
        }
    }
}

impl Reader<'_> {
    /// Rejects a member whose pairs cannot be read.
    #[inline]
    pub(super) fn require_pair(&self) -> Result<(), DecodeError> {
        match self.source {
            ReaderSource::Tree(Value::Number(index), Scalars::Text) => Err(unreadable(index)),
            ReaderSource::Tree(..) | ReaderSource::Json(_) | ReaderSource::Text(_) => Ok(()),
        }
    }
}

/// The error of a member whose pairs cannot be read.
fn unreadable(index: &Number) -> DecodeError {
    let index: Option<usize> = index.text().parse().ok();
    let fault = index.and_then(|index| PairFault::ALL.get(index));
    let fault = fault.unwrap_or(&PairFault::Mixed);
    let (expected, found) = match fault {
        PairFault::Escape => ("percent-encoded UTF-8", "other bytes".to_owned()),
        fault => ("a form", format!("a name that {fault}")),
    };
    let found = EscapedText::line(&found);
    DecodeReason::Expected { expected, found }.into()
}
