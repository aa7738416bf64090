//! Limits on what a document may cost, and their names on the command line.

use crate::diagnostic::Diagnostics;

/// Limits on the input. The error about an exceeded limit names it, and how to raise it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: usize,
    /// Levels of nested objects and arrays. The parsers accept at most 128.
    pub depth: usize,
    /// Files that make up one document.
    pub files: usize,
    /// Values in the tree, after YAML aliases are expanded.
    pub nodes: usize,
    /// Values that YAML anchors and aliases (`&name`, `*name`) copy in one file. 16 bytes of a
    /// string count as one value.
    pub aliased: usize,
    /// Properties that `allOf` copies from one schema into others.
    pub merged: usize,
    /// Operations: those of a path item count for each reference to it. The largest published documents have 1,300.
    pub operations: usize,
    /// Work on patterns: bytes of their programs, and steps of judging them.
    pub patterns: usize,
    /// Reports of one severity that are printed for people; the others are counted.
    pub reports: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: Self::DEEPEST,
            files: 64,
            nodes: 5_000_000,
            aliased: 100_000,
            merged: 150_000,
            operations: 20_000,
            patterns: 100_000_000,
            reports: Diagnostics::LIMIT,
        }
    }
}

/// Which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::files`].
    Files,
    /// [`Limits::nodes`].
    Nodes,
    /// [`Limits::aliased`].
    Aliased,
    /// [`Limits::merged`].
    Merged,
    /// [`Limits::operations`].
    Operations,
    /// [`Limits::patterns`].
    Patterns,
    /// [`Limits::reports`].
    Reports,
}

impl Limit {
    /// Every limit.
    pub const ALL: [Self; 9] = [
        Self::Bytes,
        Self::Depth,
        Self::Files,
        Self::Nodes,
        Self::Aliased,
        Self::Merged,
        Self::Operations,
        Self::Patterns,
        Self::Reports,
    ];

    /// Its name on the command line: `--limit nodes=20000000`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Depth => "depth",
            Self::Files => "files",
            Self::Nodes => "nodes",
            Self::Aliased => "aliased",
            Self::Merged => "merged",
            Self::Operations => "operations",
            Self::Patterns => "patterns",
            Self::Reports => "reports",
        }
    }

    /// The limit of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.name() == name)
    }
}

impl Limits {
    /// The maximum of [`Limits::depth`]: the parsers accept no more.
    pub const DEEPEST: usize = 128;

    /// The same limits but one.
    #[must_use]
    pub fn with(mut self, limit: Limit, value: usize) -> Self {
        match limit {
            Limit::Bytes => self.bytes = value,
            Limit::Depth => self.depth = value.min(Self::DEEPEST),
            Limit::Files => self.files = value,
            Limit::Nodes => self.nodes = value,
            Limit::Aliased => self.aliased = value,
            Limit::Merged => self.merged = value,
            Limit::Operations => self.operations = value,
            Limit::Patterns => self.patterns = value,
            Limit::Reports => self.reports = value,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Limits};
    use crate::diagnostic::Code;

    #[test]
    fn a_limit_is_changed_by_its_name() {
        for limit in Limit::ALL {
            assert_eq!(Limit::from_name(limit.name()), Some(limit));
            assert_ne!(Limits::default().with(limit, 7), Limits::default());
        }
        assert_eq!(Limits::default().with(Limit::Depth, 999), Limits::default());
        assert_eq!(Limit::from_name("time"), None);
    }

    #[test]
    fn every_error_names_the_option_that_raises_its_limit() {
        for (code, limit) in [
            (Code::TooLarge, Limit::Bytes),
            (Code::TooDeep, Limit::Depth),
            (Code::TooManyFiles, Limit::Files),
            (Code::TooManyNodes, Limit::Nodes),
            (Code::YamlAliases, Limit::Aliased),
            (Code::TooMuchMerged, Limit::Merged),
            (Code::TooManyOperations, Limit::Operations),
            (Code::TooManyPatterns, Limit::Patterns),
        ] {
            let option = format!("`--limit {}=N`", limit.name());
            assert!(code.help().contains(&option), "{}", code.number());
        }
    }
}
