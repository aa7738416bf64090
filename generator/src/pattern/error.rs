//! What the files of this folder share: the characters that an expression is about, and why it has
//! no translation.

/// Which characters an expression is about, and so which crate compiles it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharacterSet {
    /// Classes and case are those of ASCII: `regex-lite`.
    Ascii,
    /// Classes and case are those of Unicode: `regex`.
    Unicode,
}

/// Why a pattern has no translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternError {
    /// It is not an expression of ECMA-262, or is too large.
    Malformed(String),
    /// It is an expression, but needs backtracking or means something else in Rust.
    Unsupported(String),
    /// The patterns of the document are too much up to this one, so it was not looked at.
    Beyond,
}

impl PatternError {
    /// `Err` with [`Malformed`](Self::Malformed).
    pub(super) fn malformed<T>(reason: &str) -> Result<T, Self> {
        Err(Self::Malformed(reason.to_owned()))
    }

    /// `Err` with [`Unsupported`](Self::Unsupported).
    pub(super) fn unsupported<T>(reason: impl Into<String>) -> Result<T, Self> {
        Err(Self::Unsupported(reason.into()))
    }
}
