//! Names of a form that contradict each other. A tree of strings has the fault in place of the value, so that it matters only if a
//! type has the member.

use std::fmt;

use super::{
    MAX_DEPTH,
    error::{DecodeError, DecodeReason},
    reader::{Reader, ReaderSource, Scalars},
    value::Value,
};
use crate::untrusted::EscapedText;

/// What is wrong with the names of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameFault {
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
}

impl NameFault {
    const ALL: [Self; 5] = [
        Self::Repeated,
        Self::Mixed,
        Self::Open,
        Self::Itemless,
        Self::Deep,
    ];

    /// The fault as a value. A tree of strings has no other numbers.
    pub(crate) fn marker(self) -> Value {
        let index = Self::ALL.iter().position(|one| *one == self);
        Value::from(index.map_or(0, |index| index as u64))
    }
}

/// A phrase about the name.
impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated => f.write_str("has a key more than once"),
            Self::Mixed => f.write_str("has a key with and without brackets"),
            Self::Open => f.write_str("has a bracket that does not close"),
            Self::Itemless => f.write_str("has `[]` before its end, which does not tell the item"),
            Self::Deep => write!(f, "nests deeper than {MAX_DEPTH} levels"),
        }
    }
}

impl Reader<'_> {
    /// Rejects a member whose names contradict each other.
    pub(super) fn require_name(&self) -> Result<(), DecodeError> {
        let ReaderSource::Tree(Value::Number(index), Scalars::Text) = self.source else {
            return Ok(());
        };
        let index: Option<usize> = index.text().parse().ok();
        let fault = index.and_then(|index| NameFault::ALL.get(index));
        let fault = fault.unwrap_or(&NameFault::Mixed);
        Err(DecodeReason::Expected {
            expected: "a form",
            found: EscapedText::line(&format!("a name that {fault}")),
        }
        .into())
    }
}
