//! What the files of this folder share: the characters that an expression is about, and why it has
//! no translation.

/// Which characters an expression is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharacterSet {
    /// Those of ASCII have classes and two cases: what `regex-lite` knows.
    Ascii,
    /// All have: what `regex` knows.
    Unicode,
}

/// Why a pattern has no translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lower) enum PatternError {
    /// It is no expression, or none of reasonable size.
    Malformed(String),
    /// It is an expression that needs backtracking or means something else elsewhere.
    Unsupported(String),
}

impl PatternError {
    pub(super) fn malformed<T>(reason: &str) -> Result<T, Self> {
        Err(Self::Malformed(reason.to_owned()))
    }

    pub(super) fn unsupported<T>(reason: impl Into<String>) -> Result<T, Self> {
        Err(Self::Unsupported(reason.into()))
    }
}
