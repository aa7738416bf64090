//! Values of properties that always have the same one.

use crate::ir::Literal;

/// A property that always has the same value.
#[derive(Debug, Clone, Copy)]
pub(super) enum ConstantValue {
    Text(&'static str),
    Bool(bool),
    Integer(i64),
}

impl ConstantValue {
    /// The value of a literal.
    pub(super) fn of(value: &'static Literal) -> Self {
        match value {
            Literal::Bool(value) => Self::Bool(*value),
            Literal::Integer(value) => Self::Integer(i64::try_from(*value).unwrap_or_default()),
            Literal::String(text) => Self::Text(text),
            // `lower` makes constants of these three only.
            _ => Self::Text(""),
        }
    }
}
