//! What a caller may choose about reading: limits on hostile input, and how strict to be about unknown keys.

/// How to read a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Limits on the input.
    pub limits: Limits,
    /// What happens to keys that the standard does not define.
    pub unknown_keys: UnknownKeys,
}

/// Limits on the input; each refusal names the limit that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: usize,
    /// Levels of nesting: objects and arrays inside one another. Above 128 the parsers refuse by themselves.
    pub depth: usize,
    /// Values in the tree, after YAML aliases are expanded.
    pub nodes: usize,
    /// Values that YAML anchors and aliases (`&name`, `*name`) copy in one file; 16 bytes of text count as one.
    pub aliased: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 128,
            nodes: 5_000_000,
            aliased: 100_000,
        }
    }
}

/// What happens to a key that the standard does not define where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownKeys {
    /// It is an error.
    #[default]
    Refuse,
    /// It is a warning, and the key has no effect.
    Warn,
}
